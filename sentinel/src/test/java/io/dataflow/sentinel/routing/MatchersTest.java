package io.dataflow.sentinel.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatchersTest {
  private static String parsed(String... texts) {
    return Matchers.parse(List.of(texts)).toString();
  }

  private static boolean matches(String matcher, String label, String value) {
    return Matchers.parse(List.of(matcher)).match(Map.of(label, value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '\u00b4',
      value = {
        // by the grammar for UTF-8
        "severity=critical => severity=\"critical\"",
        "severity = critical => severity=\"critical\"",
        " severity  =  \"critical\" => severity=\"critical\"",
        "severity!=info => severity!=\"info\"",
        "severity =~ error|critical => severity=~\"error|critical\"",
        "severity!~\"info|warning\" => severity!~\"info|warning\"",
        "{severity=critical} => severity=\"critical\"",
        "{ severity=critical , } => severity=\"critical\"",
        "a=b,c!=d => a=\"b\", c!=\"d\"",
        "{a=\"b,}\",\"c d\"=~e+} => a=\"b,}\", \"c d\"=~\"e+\"",
        "a=\"\" => a=\"\"",
        "a=\"say \\\"hi\\\" \\\\ \\n\" => a=\"say \\\"hi\\\" \\\\ \\n\"",
        "a=\"\\xf0\\x9f\\x99\\x82\" => a=\"\ud83d\ude42\"",
        "a=\"\\360\\237\\231\\202\" => a=\"\ud83d\ude42\"",
        "a=\"\\u00e9\\U0001f642\" => a=\"\u00e9\ud83d\ude42\"",
        "\u03a0\u03c1\u03bf=\u00e9 => \"\u03a0\u03c1\u03bf\"=\"\u00e9\"",
        "instrument=BRK-B => instrument=\"BRK-B\"",
        "instrument=^GSPC => instrument=\"^GSPC\"",
        // by the classic one
        "a= => a=\"\"",
        "instrument=GC=F => instrument=\"GC=F\"",
        "a=~[a-z]{2} => a=~\"[a-z]{2}\"",
        "a=~\"\\d+\\.\" => a=~\"\\\\d+\\\\.\"",
        "a=b c => a=\"b c\"",
        "a=it's => a=\"it's\"",
        "a=b,c=~x{3} => a=\"b\", c=~\"x{3}\"",
      })
  void readsWhatAlertmanagerReads(String written, String meant) {
    assertThat(parsed(written)).isEqualTo(meant);
    assertThat(parsed(meant)).as("written again").isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '\u00b4',
      value = {
        "severity => at its end = != =~ or !~ is wanted",
        "=critical => at character 1 the name of a label is wanted",
        "\"\"=x => a matcher names a label",
        "{a=b => the closing } is missing",
        "a=b} => at character 4 a comma or the end is wanted",
        "{{a=b}} => at character 2 the name of a label is wanted",
        "a=\"b => at its end the closing quote is missing",
        "a=\"b\"c\" => at character 6 a comma or the end is wanted",
        "a==b\" => at character 3 a value, in quotes when it is empty, is wanted",
        "a=b,,c=d => at character 5 the name of a label is wanted",
        "a=~\"(\" => no regular expression of RE2's syntax: missing closing )",
        "a=~* => no regular expression of RE2's syntax: missing argument to repetition",
        "a=~\"(?=x)\" => no regular expression of RE2's syntax: invalid or unsupported Perl",
        "{} => a matcher is label=\"value\", with = != =~ or !~ between them",
        "a=b} c => at character 4 a comma or the end is wanted",
      })
  void saysWhereAMatcherIsNone(String written, String problem) {
    assertThatThrownBy(() -> Matchers.parse(List.of(written)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void namesTheTextThatIsNoMatcherAndKeepsATerminalUnsteered() {
    assertThatThrownBy(() -> Matchers.parse(List.of("a=b", "\u001b[31mred")))
        .hasMessage(
            "\"?[31mred\": at its end = != =~ or !~ is wanted; a matcher is label=\"value\","
                + " with = != =~ or !~ between them");
  }

  @Test
  void holdsAllConditionsOfAllTexts() {
    Matchers matchers = Matchers.parse(List.of("a=1", "b=~2|3,c!=4"));
    assertThat(matchers.match(Map.of("a", "1", "b", "3"))).isTrue();
    assertThat(matchers.match(Map.of("a", "1", "b", "3", "c", "4"))).isFalse();
    assertThat(matchers.match(Map.of("a", "1"))).isFalse();
    assertThat(Matchers.NONE.match(Map.of())).isTrue();
  }

  @Test
  void takesAnAbsentLabelForAnEmptyOne() {
    assertThat(matches("exchange=\"\"", "a", "1")).isTrue();
    assertThat(matches("exchange!=\"\"", "a", "1")).isFalse();
    assertThat(matches("exchange!=XNYS", "a", "1")).isTrue();
    assertThat(matches("exchange=~.*", "a", "1")).isTrue();
    assertThat(matches("exchange=~.+", "a", "1")).isFalse();
    assertThat(matches("exchange!~X.*", "a", "1")).isTrue();
  }

  @Test
  void anchorsPatternsAtBothEnds() {
    assertThat(matches("a=~b", "a", "abc")).isFalse();
    assertThat(matches("a=~.*b.*", "a", "abc")).isTrue();
    assertThat(matches("a=~x|b", "a", "bc")).isFalse();
    assertThat(matches("a=~\"(?i)ab\"", "a", "AB")).isTrue();
    assertThat(matches("a!~b", "a", "abc")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(.*a){20}", "(a*)*b", "((a?){30}a{30})"})
  void answersSoonWhateverThePattern(String pattern) {
    Matcher matcher = new Matcher("a", Matcher.Operator.LIKE, pattern);
    Map<String, String> labels = Map.of("a", "a".repeat(20_000) + "!");
    assertThat(assertTimeoutPreemptively(Duration.ofSeconds(10), () -> matcher.matches(labels)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"((a{1000}){1000}){1000}", "(((((a{99}){99}){99}){99}){99}){99}"})
  void refusesPatternsThatWouldFillTheMemory(String pattern) {
    assertThatThrownBy(() -> new Matcher("a", Matcher.Operator.LIKE, pattern))
        .hasMessage("the pattern's repetitions come to more than 10000 parts");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "abc => 3",
        "a{3} => 3",
        "a{3}b{4} => 7",
        "a{2,5} => 5",
        "a{2,} => 3",
        "(ab){10} => 30",
        "((a{10}){10}){10} => 1110",
        "\\{5}a{2} => 5",
        "a{x} => 4",
        "(a{1000}){1000} => 10001",
        ")a( => 3",
      })
  void boundsWhatAPatternComesTo(String pattern, long size) {
    assertThat(PatternSize.of(pattern)).isEqualTo(size);
  }

  @Test
  void refusesWhatIsLongerThanAnybodyWrites() {
    assertThatThrownBy(() -> Matchers.parse(List.of("a=~\"" + "b".repeat(1001) + "\"")))
        .hasMessageContaining("a pattern has at most 1000 characters, not 1001");
    assertThatThrownBy(() -> Matchers.parse(List.of("a=" + "b".repeat(4000))))
        .hasMessage("a matcher has at most 4000 characters, not 4002");
  }
}
