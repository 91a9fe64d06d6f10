package io.dataflow.sentinel.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dataflow.sentinel.freshness.GoldenCase.Bar;
import io.dataflow.sentinel.freshness.GoldenCase.Expected;
import io.dataflow.sentinel.freshness.GoldenCase.Told;
import io.dataflow.sentinel.freshness.GoldenFile.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code docs/GOLDEN-CASES.md} against the data it explains. */
class GoldenPageTest {
  private static final Path DOCS = Path.of("..", "docs");

  @TempDir private Path folder;

  /** A rule that sees rows and a clock: whether it alarms. */
  private interface Rule {
    boolean alarms(List<Bar> rows, GoldenCase golden, Instant now);
  }

  private static final Map<String, Rule> RULES =
      Map.of(
          "age:1d", age(1),
          "age:2d", age(2),
          "age:4d", age(4),
          "since-close:26h", sinceClose(26),
          "since-close:78h", sinceClose(78),
          "loaded:24h", (rows, golden, now) -> lastLook(golden, now).isBefore(hoursAgo(now, 24)),
          "weekdays@22:30Z", (rows, golden, now) -> newest(rows).isBefore(lastWeekday(now)));

  private static Rule age(int days) {
    return (rows, golden, now) ->
        ChronoUnit.DAYS.between(newest(rows), LocalDate.ofInstant(now, ZoneOffset.UTC)) > days;
  }

  private static Rule sinceClose(int hours) {
    return (rows, golden, now) ->
        golden.sessions().stream()
            .filter(s -> s.session().equals(newest(rows)))
            .findFirst()
            .orElseThrow()
            .close()
            .isBefore(hoursAgo(now, hours));
  }

  private static Instant hoursAgo(Instant now, int hours) {
    return now.minus(Duration.ofHours(hours));
  }

  private static LocalDate newest(List<Bar> rows) {
    return rows.stream().map(Bar::session).max(LocalDate::compareTo).orElseThrow();
  }

  private static LocalDate lastWeekday(Instant now) {
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    while (day.getDayOfWeek().getValue() > 5
        || day.atTime(LocalTime.of(22, 30)).toInstant(ZoneOffset.UTC).isAfter(now)) {
      day = day.minusDays(1);
    }
    return day;
  }

  private static Instant lastLook(GoldenCase golden, Instant now) {
    return golden.looks().stream()
        .filter(at -> !at.isAfter(now))
        .max(Comparator.naturalOrder())
        .orElse(Instant.MIN);
  }

  private static List<Bar> rows(GoldenCase golden, Instant now) {
    Instant last = lastLook(golden, now);
    return golden.bars().stream().filter(bar -> !bar.visible().isAfter(last)).toList();
  }

  private static String page() throws IOException {
    return Files.readString(DOCS.resolve("GOLDEN-CASES.md"));
  }

  /** The cells of a table whose head begins with a word. */
  private static List<List<String>> table(String firstHead) throws IOException {
    return page()
        .lines()
        .dropWhile(line -> !line.startsWith("| " + firstHead + " |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
        .toList();
  }

  @Test
  void tellsEachCaseInWordsAsItIsInTheFile() throws IOException {
    assertThat(table("case"))
        .containsExactlyElementsOf(GoldenFile.rows().map(this::cells).toList());
  }

  private List<String> cells(Row row) {
    Instant asOf = row.ask().asOf();
    String had =
        rows(row.golden(), asOf).stream()
            .filter(bar -> bar.kind() == GoldenCase.Kind.FINAL)
            .map(bar -> bar.session().toString())
            .max(Comparator.naturalOrder())
            .orElse("none");
    return List.of(
        row.ask().id(),
        row.golden().calendar(),
        row.golden().title(),
        had,
        asOf.toString(),
        answer(row.golden(), row.ask().expected()));
  }

  private static String answer(GoldenCase golden, Expected expected) {
    List<String> parts = new ArrayList<>();
    expected.sessions().forEach(told -> parts.add(words(golden, told)));
    expected.running().ifPresent(session -> parts.add(session + " runs"));
    expected
        .ahead()
        .forEach(
            a ->
                parts.add(
                    a.session()
                        + a.deadline()
                            .map(at -> " is expected, due " + at)
                            .orElse(" is not expected")));
    expected.refused().forEach(session -> parts.add(session + " refused"));
    String verdict =
        Stream.of(
                expected.verdict().map(Verdict::name),
                expected.coverage(),
                expected.freshInstruments())
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    String answer = String.join(", ", parts);
    if (!verdict.isEmpty()) {
      answer += (answer.isEmpty() ? "" : ": ") + "**" + verdict + "**";
    }
    return answer + expected.exitCode().map(code -> ", exit code " + code).orElse("");
  }

  private static String words(GoldenCase golden, Told told) {
    return told.session()
        + " "
        + told.state()
        + told.cause().map(cause -> " (" + cause + ")").orElse("")
        + told.observed().filter(is -> !is).map(is -> " (not observed)").orElse("")
        + (golden.instruments() > 1 ? " (" + told.instruments() + ")" : "");
  }

  /** A false alarm or a miss is simple arithmetic over the rows, done here again. */
  @Test
  void saysWhichRulesFailWhichCases() throws IOException {
    List<List<String>> table = table("rule");
    assertThat(table).hasSize(RULES.size());
    for (List<String> row : table) {
      Rule rule = RULES.get(row.get(0).replace("`", ""));
      assertThat(row.subList(2, 4)).as(row.get(0)).containsExactlyElementsOf(failures(rule));
    }
  }

  private static List<String> failures(Rule rule) {
    List<String> falseAlarms = new ArrayList<>();
    List<String> misses = new ArrayList<>();
    int asked = 0;
    for (Row row : GoldenFile.rows().toList()) {
      Optional<Verdict> verdict = row.ask().expected().verdict();
      List<Bar> rows = rows(row.golden(), row.ask().asOf());
      if (rows.isEmpty() || verdict.filter(v -> v != Verdict.UNKNOWN).isEmpty()) {
        continue;
      }
      asked++;
      boolean alarm = rule.alarms(rows, row.golden(), row.ask().asOf());
      if (alarm && verdict.get() == Verdict.FRESH) {
        falseAlarms.add(row.ask().id());
      } else if (!alarm && verdict.get() != Verdict.FRESH) {
        misses.add(row.ask().id());
      }
    }
    assertThat(asked).isEqualTo(38);
    return List.of(counted(falseAlarms), counted(misses));
  }

  private static String counted(List<String> ids) {
    return ids.size() + ": " + String.join(", ", ids);
  }

  @Test
  void explainsEachKeyOfTheFileAndNoOther() throws IOException {
    JsonNode file = new ObjectMapper().readTree(DOCS.resolve("golden-cases.json").toFile());
    Set<String> used = new TreeSet<>();
    keys(file, used);
    String text = page();
    String section =
        text.substring(text.indexOf("## The file, key by key"), text.indexOf("## The cases in"));
    Set<String> named =
        Pattern.compile("`([a-z_]+)`")
            .matcher(section)
            .results()
            .map(m -> m.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(named).containsAll(used);
    Set<String> explained = new TreeSet<>();
    for (String head : List.of("key of a case", "key of `expect`")) {
      table(head).forEach(row -> explained.add(row.get(0).replace("`", "")));
    }
    assertThat(used).containsAll(explained);
    assertThat(table("kind of a bar"))
        .extracting(row -> row.get(0).replace("`", "").toUpperCase(java.util.Locale.ROOT))
        .containsExactlyElementsOf(Stream.of(GoldenCase.Kind.values()).map(Enum::name).toList());
  }

  private static void keys(JsonNode node, Set<String> names) {
    node.fieldNames().forEachRemaining(names::add);
    node.forEach(child -> keys(child, names));
  }

  /** Skipped where there is no Python: nothing else here needs it. */
  @Test
  void theRecipeRunsAndPrintsWhatThePageShows() throws IOException, InterruptedException {
    String text = page();
    Path recipe = Files.writeString(folder.resolve("recipe.py"), block(text, "python"));
    Process python;
    try {
      python =
          new ProcessBuilder("python3", recipe.toString())
              .directory(DOCS.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      Assumptions.abort("there is no python3 here: " + e.getMessage());
      return;
    }
    String printed = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor()).as(printed).isZero();
    assertThat(printed).isEqualTo(block(text, "text"));
  }

  private static String block(String text, String language) {
    String rest = text.substring(text.indexOf("```" + language + "\n") + language.length() + 4);
    return rest.substring(0, rest.indexOf("```"));
  }
}
