package io.dataflow.sentinel.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dataflow.sentinel.freshness.FeedTerms;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules, steps, lengths of time and ranges as people write them. */
class RuleReaderTest {
  private static final RuleReader RULES = new RuleReader(FeedTerms.exchangeDaily());

  @Test
  void readsRulesAndKeepsTheirText() {
    assertThat(RULES.read("age:2d")).isEqualTo(new AgeRule(2, "age:2d"));
    assertThat(RULES.read("age:48h")).isEqualTo(new AgeRule(2, "age:48h"));
    assertThat(RULES.read(" since-close:3d6h "))
        .isEqualTo(new SinceCloseRule(Duration.ofHours(78), "since-close:3d6h"));
    assertThat(RULES.read("since-close:PT78H"))
        .isEqualTo(new SinceCloseRule(Duration.ofHours(78), "since-close:PT78H"));
    assertThat(RULES.read("sessions"))
        .isEqualTo(new SessionsRule(FeedTerms.exchangeDaily(), "sessions"));
    assertThat(RULES.read("sessions:lag=PT1H,grace=30m"))
        .isEqualTo(
            new SessionsRule(
                FeedTerms.exchangeDaily().due(Duration.ofHours(1), Duration.ofMinutes(30)),
                "sessions:lag=PT1H,grace=30m"));
    assertThat(RULES.read("sessions:grace=0s"))
        .isEqualTo(
            new SessionsRule(
                FeedTerms.exchangeDaily().due(Duration.ofMinutes(390), Duration.ZERO),
                "sessions:grace=0s"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          agee:2d               | there is no rule "agee". Did you mean "age"?
          freshness             | there is no rule "freshness". Known here: age, since-close, sessions
          ''                    | there is no rule "". Known here: age, since-close, sessions
          age                   | the rule age has no limit as in age:2d: "" is no length of time
          age:                  | the rule age: has no limit as in age:2d: "" is no length of time
          age:two               | has no limit as in age:2d: "two" is no length of time such as 15m, 78h
          age:30h               | the rule age:30h compares dates, so it takes whole days, as in age:2d
          age:-2d               | "-2d" is no length of time
          since-close:P-1D      | "P-1D" is no length of time between nothing and ten years
          since-close:999999h   | "999999h" is no length of time between nothing and ten years
          since-close:PT9999999999999999999H | is no length of time such as
          sessions:             | is not of the form sessions:lag=PT1H,grace=PT30M
          sessions:PT1H         | is not of the form sessions:lag=PT1H,grace=PT30M
          sessions:lag=1h,lag=2h| is not of the form sessions:lag=PT1H,grace=PT30M
          sessions:settle=1h    | is not of the form sessions:lag=PT1H,grace=PT30M
          sessions:lag=soon     | "soon" is no length of time
          """)
  void saysWhatIsWrongWithARule(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RULES.read(text))
        .withMessageContaining(message);
  }

  @Test
  void checksFallOnTheTimeGivenThroughAllDays() {
    Range day = range("2024-03-10", "2024-03-11");
    Schedule quarters = Schedule.parse("15m");
    assertThat(quarters.first(day)).isEqualTo(Instant.parse("2024-03-10T00:00:00Z"));
    assertThat(quarters.checks(day)).isEqualTo(192);
    Schedule daily = Schedule.parse("1d@11:30Z");
    assertThat(daily).isEqualTo(new Schedule(Duration.ofDays(1), LocalTime.of(11, 30)));
    assertThat(daily.first(day)).isEqualTo(Instant.parse("2024-03-10T11:30:00Z"));
    assertThat(daily.checks(day)).isEqualTo(2);
    Schedule hours = Schedule.parse("PT7H@11:30Z");
    assertThat(hours.first(day)).isEqualTo(Instant.parse("2024-03-10T04:30:00Z"));
    // 04:30, 11:30, 18:30, 01:30, 08:30, 15:30, 22:30
    assertThat(hours.checks(day)).isEqualTo(7);
    Schedule weekly = Schedule.parse("7d@23:59Z");
    assertThat(weekly.first(day)).isEqualTo(Instant.parse("2024-03-10T23:59:00Z"));
    assertThat(weekly.checks(day)).isOne();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          often       | "often" is no length of time such as 15m
          10s         | checks are 1 minute to 31 days apart, in whole seconds; these are PT10S
          0m          | checks are 1 minute to 31 days apart
          40d         | checks are 1 minute to 31 days apart
          PT60.5S     | checks are 1 minute to 31 days apart, in whole seconds
          1d@11:30    | "1d@11:30" has after the @ no time of day in UTC such as 11:30Z
          1d@25:00Z   | "1d@25:00Z" has after the @ no time of day in UTC
          1d@         | "1d@" has after the @ no time of day in UTC
          """)
  void saysWhatIsWrongWithAStep(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.parse(text))
        .withMessageContaining(message);
  }

  @Test
  void aRangeGoesForward() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> range("2024-03-11", "2024-03-10"))
        .withMessage("the range ends before it starts: from 2024-03-11 to 2024-03-10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> range("1700-01-01", "2024-03-10"))
        .withMessageContaining("begins before 1800 or is longer than 200 years");
    assertThat(range("2001-01-01", "2004-12-31").years()).isEqualTo(4);
  }

  private static Range range(String from, String to) {
    return new Range(LocalDate.parse(from), LocalDate.parse(to));
  }
}
