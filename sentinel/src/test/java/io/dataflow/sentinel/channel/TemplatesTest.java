package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.channel.Message.Entry;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of messages, their limits, and templates of users. */
@Tag("it")
class TemplatesTest {
  private static final Templates SHIPPED = new Templates(Optional.empty());

  private static final Map<String, BiFunction<Message, Integer, String>> FORMS =
      Map.of(
          "title", SHIPPED::title,
          "text", SHIPPED::text,
          "markdown", SHIPPED::markdown,
          "slack", SHIPPED::slack);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "firing       | [CRITICAL] XNYS: 498 of 500 instruments have no bar for 2026-11-20",
        "changed      | [CRITICAL, CHANGED] XNYS: 498 of 500 instruments have no bar for 2026-11-20",
        "acknowledged"
            + "| [CRITICAL, ACKNOWLEDGED] XNYS: 498 of 500 instruments have no bar for 2026-11-20",
        "reminder     | [CRITICAL, STILL] XNYS: 498 of 500 instruments have no bar for 2026-11-20",
        "refresh      | [CRITICAL, STILL] XNYS: 498 of 500 instruments have no bar for 2026-11-20",
        "resolved     | [RESOLVED] XNYS: 498 of 500 instruments have no bar for 2026-11-20",
        "long-digest  | [CRITICAL] 32 incidents in 4 datasets",
        "report       | [ERROR, REPORT] run of Sat 2026-11-21 04:00 UTC ended with 1 error",
        "clean-report | [REPORT] run of Sat 2026-11-21 04:00 UTC ended well",
        "test         | [TEST] [staging] messages of DATAFLOW-SENTINEL arrive"
      })
  void beginsATitleWithTheStateAndNamesAnUnusualEnvironment(String sample, String title) {
    assertThat(SHIPPED.title(SampleMessages.all().get(sample), 200)).isEqualTo(title);
  }

  @Test
  void saysWhatSomebodyNeedsAtNight() {
    assertThat(SHIPPED.text(SampleMessages.firing(), 1_000))
        .isEqualTo(
            """
            CRITICAL: XNYS: 498 of 500 instruments have no bar for 2026-11-20
            Likely cause: the source yahoo answers HTTP 503 since Fri 2026-11-20 22:10 UTC
            How bad: 498 of 500 instruments: AAPL, ABBV, ABT, ACN, ADBE, SYM5, SYM6, SYM7 and 490 more
            Expected: bars of Fri 2026-11-20 by Sat 2026-11-21 04:30 UTC
            Since: Sat 2026-11-21 04:30 UTC (15 min ago)
            More: sentinel incidents show 12
            Read: https://example.com/runbooks/late-bars""");
  }

  @Test
  void saysHowLongARecoveryTook() {
    assertThat(SHIPPED.text(SampleMessages.resolved(), 1_000))
        .startsWith("RESOLVED: XNYS: 498 of 500 instruments have no bar for 2026-11-20\n")
        .contains("\nEnded: all 500 instruments have their bar\n")
        .contains("\nLasted: 3 days 2 h, from Sat 2026-11-21 04:30 UTC\n")
        .doesNotContain("Since:");
  }

  @Test
  void remindsWithHowLongItHasBeen() {
    assertThat(SHIPPED.text(SampleMessages.reminder(), 1_000))
        .startsWith("Still not over after 1 day 4 h.\n\nCRITICAL: ");
  }

  @Test
  void putsOpenIncidentsBeforeThoseThatAreOver() {
    Message digest = SampleMessages.digest();
    List<Entry> turned = List.of(digest.entries().get(2), digest.entries().get(1));
    Message message =
        new Message(
            "a",
            "b",
            digest.kind(),
            digest.severity(),
            "two",
            "production",
            turned,
            List.of(),
            digest.at());
    assertThat(SHIPPED.text(message, 2_000))
        .startsWith("2 incidents, 1 of them over, the worst first\n\nERROR: silver.bars")
        .contains("\n\nRESOLVED: XLON");
  }

  @Test
  void leavesOutMembersFirst() {
    assertThat(SHIPPED.text(SampleMessages.firing(), 380))
        .contains("\nHow bad: 498 of 500 instruments: AAPL and 497 more\n")
        .contains("\nExpected: bars of Fri 2026-11-20 by Sat 2026-11-21 04:30 UTC\n");
  }

  @Test
  void thenLeavesOutEntriesFromTheEndAndSaysHowToSeeThem() {
    assertThat(SHIPPED.markdown(SampleMessages.longDigest(), 2_000))
        .contains("**CRITICAL: XNYS")
        .contains("TABLE\\_5")
        .doesNotContain("TABLE\\_6")
        .endsWith("\n\nand 26 more incidents: `sentinel incidents ls`");
  }

  @Test
  void cutsFreeTextsAtLastAndNeverWhatToDo() {
    Message message = SampleMessages.hostile("x".repeat(390));
    assertThat(SHIPPED.text(message, 1_000))
        .contains("Likely cause: " + "x".repeat(390) + "\n")
        .contains("More: " + "x".repeat(390) + "\n")
        .contains("Read: https://example.com/runbooks/late_bars?a=1&b=(2)\n")
        .contains("...")
        .endsWith("and 1 more line");
  }

  static Stream<String> forms() {
    return FORMS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void fitsEachLimit(String form) {
    for (Message message : SampleMessages.all().values()) {
      for (int limit = 1; limit < 3_000; limit += limit < 60 ? 7 : 193) {
        assertThat(FORMS.get(form).apply(message, limit)).hasSizeBetween(1, limit);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "markdown", "slack"})
  void keepsCauseCommandAndLinkOfWhatIsShown(String form) {
    Message message = SampleMessages.firing();
    for (int limit = 250; limit < 1_000; limit += 10) {
      assertThat(FORMS.get(form).apply(message, limit))
          .contains("the source yahoo answers HTTP 503 since Fri 2026-11-20 22:10 UTC")
          .contains("sentinel incidents show 12")
          .contains("https://example.com/runbooks/late-bars");
    }
  }

  @Test
  void neverCutsACharacterInHalf() {
    Message message = SampleMessages.hostile("🚀".repeat(200));
    for (int limit = 30; limit < 1_500; limit += 31) {
      assertThat(SHIPPED.text(message, limit)).isEqualTo(wellFormed(SHIPPED.text(message, limit)));
    }
  }

  private static String wellFormed(String text) {
    return text.codePoints()
        .map(c -> c >= 0xd800 && c < 0xe000 ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void takesTheTemplateOfAUserAndTheShippedOnesForTheRest() throws IOException {
    write("title.mustache", "{{severity}} {{#entries}}{{title}}{{^-last}}; {{/-last}}{{/entries}}");
    Templates own = new Templates(Optional.of(folder));
    assertThat(own.title(SampleMessages.firing(), 200))
        .isEqualTo("critical XNYS: 498 of 500 instruments have no bar for 2026-11-20");
    assertThat(own.text(SampleMessages.firing(), 1_000))
        .isEqualTo(SHIPPED.text(SampleMessages.firing(), 1_000));
  }

  @Test
  void needsNoFolderThatIsNotThere() {
    Templates templates = new Templates(Optional.of(folder.resolve("templates")));
    assertThat(templates.title(SampleMessages.test(), 200)).startsWith("[TEST]");
  }

  @Test
  void escapesInTheTemplateOfAUserToo() throws IOException {
    write("html.mustache", "<p>{{{title}}} {{&title}} {{title}}</p>");
    Templates own = new Templates(Optional.of(folder));
    assertThat(own.html(SampleMessages.hostile("<b>&")))
        .isEqualTo("<p>&lt;b&gt;&amp; &lt;b&gt;&amp; &lt;b&gt;&amp;</p>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a\\n{{titel}} | 2: there is no \"titel\" here. Did you mean \"title\"?",
        "{{#title}}{{bytes}}{{/title}} | 1: there is no \"bytes\" here*",
        "{{title.class}} | 1: there is no \"title.class\" here*",
        "{{cause}} | 1: there is no \"cause\" here*",
        "{{#facts}}{{valeu}}{{/facts}} | 1: there is no \"valeu\" here. Did you mean \"value\"?",
        "{{^entrys}}x{{/entrys}} | 1: there is no \"entrys\" here. Did you mean \"entries\"?",
        "{{-first}} | 1: there is no \"-first\" here*",
        "{{> /etc/passwd}} | 1: a template uses no other: put the text of /etc/passwd here",
        "{{=<% %>=}} | 1: the marks stay {{ and }}",
        "x\\n\\n{{#entries}}{{#entries}}a{{/entries}}{{/entries}}"
            + "| 3: {{#entries}} within itself would repeat without end",
        "x\\n{{#entries}}{{title}} | 2: no template: *",
        "{{#entries}}\\n{{/facts}} | 2: no template: *",
        "x\\n{{title | 2: {{ without }}",
      })
  void refusesABrokenTemplateWithFileAndLine(String text, String problem) throws IOException {
    Path file = write("slack.mustache", text.replace("\\n", "\n"));
    String wanted = file + ":" + problem.replace("*", "");
    assertThatThrownBy(() -> new Templates(Optional.of(folder)))
        .isInstanceOfSatisfying(
            InvalidFileException.class,
            e ->
                assertThat(e.problems())
                    .satisfiesExactly(
                        line ->
                            assertThat(problem.endsWith("*") ? line : line + "\n")
                                .startsWith(problem.endsWith("*") ? wanted : wanted + "\n")));
  }

  @Test
  void tellsAllProblemsOfAllTemplatesAtOnce() throws IOException {
    Path text = write("text.mustache", "{{titel}}\n{{sate}}\n");
    Path stranger = write("titel.mustache", "x");
    Path binary = folder.resolve("html.mustache");
    Files.write(binary, new byte[] {(byte) 0xff, 0});
    Path large = write("markdown.mustache", "x".repeat(300_000));
    assertThatThrownBy(() -> new Templates(Optional.of(folder)))
        .isInstanceOfSatisfying(
            InvalidFileException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        stranger
                            + ":1: no template has this name. Did you mean \"title.mustache\"?",
                        text + ":1: there is no \"titel\" here. Did you mean \"title\"?",
                        text + ":2: there is no \"sate\" here. Did you mean \"state\"?",
                        binary + ":1: is not UTF-8 text. Save it as UTF-8 and try again",
                        large + ":1: is larger than 256 KiB; that is no template"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{^entries}}none{{/entries}}{{! a comment with titel }}",
        "{{#intro}}{{.}}{{/intro}}",
        "{{#entries}}{{#change}}{{change}} of {{title}}{{/change}}{{/entries}}",
        "{{#test}}try{{/test}}{{#report}}run{{/report}}",
        "no value at all"
      })
  void takesEverythingElse(String text) throws IOException {
    write("text.mustache", text);
    Templates own = new Templates(Optional.of(folder));
    String texts =
        SampleMessages.all().values().stream()
            .map(message -> own.text(message, 500))
            .collect(Collectors.joining());
    assertThat(texts).isNotBlank();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
