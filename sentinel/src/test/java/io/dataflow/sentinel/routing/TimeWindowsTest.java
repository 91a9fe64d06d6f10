package io.dataflow.sentinel.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWindowsTest {
  @TempDir private Path folder;

  private TimeWindows windows(String rules) {
    return new AlertsFile(folder)
        .read(
            "route: {receiver: a}\nreceivers: [{name: a}]\n"
                + "time_intervals:\n- name: w\n  time_intervals: "
                + rules
                + "\n")
        .windows();
  }

  private Optional<Boolean> covers(String rule, String at) {
    return windows("[{" + rule + "}]").covers("w", Instant.parse(at));
  }

  private Optional<Instant> mutedUntil(String rules, String at) {
    Optional<Muted> muted = windows(rules).muted(List.of("w"), List.of(), Instant.parse(at));
    assertThat(muted).isPresent();
    return muted.get().until();
  }

  private Optional<Muted> activeOnly(String rules, String at) {
    return windows(rules).muted(List.of(), List.of("w"), Instant.parse(at));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "times: [{start_time: 09:00, end_time: 17:00}]       | 2026-03-06T09:00:00Z | true",
        "times: [{start_time: 09:00, end_time: 17:00}]       | 2026-03-06T16:59:59Z | true",
        "times: [{start_time: 09:00, end_time: 17:00}]       | 2026-03-06T17:00:00Z | false",
        "times: [{start_time: 09:00, end_time: 17:00}]       | 2026-03-06T08:59:59Z | false",
        "times: [{start_time: 17:00, end_time: 24:00}]       | 2026-03-06T23:59:59Z | true",
        "times: [{start_time: 17:00, end_time: 24:00}]       | 2026-03-07T00:00:00Z | false",
        "weekdays: ['monday:friday']                         | 2026-03-06T23:59:59Z | true",
        "weekdays: ['monday:friday']                         | 2026-03-07T00:00:00Z | false",
        "weekdays: [Saturday, sunday]                        | 2026-03-08T12:00:00Z | true",
        "weekdays: [Saturday, sunday]                        | 2026-03-09T00:00:00Z | false",
        "weekdays: ['sunday:saturday']                       | 2026-03-09T00:00:00Z | true",
        "days_of_month: ['1:5', '-3:-1']                     | 2026-03-05T12:00:00Z | true",
        "days_of_month: ['1:5', '-3:-1']                     | 2026-03-06T12:00:00Z | false",
        "days_of_month: ['1:5', '-3:-1']                     | 2026-03-28T12:00:00Z | false",
        "days_of_month: ['1:5', '-3:-1']                     | 2026-03-29T12:00:00Z | true",
        "days_of_month: [-1]                                 | 2026-02-28T12:00:00Z | true",
        "days_of_month: [-1]                                 | 2028-02-28T12:00:00Z | false",
        "days_of_month: [-1]                                 | 2028-02-29T12:00:00Z | true",
        "days_of_month: ['1:31']                             | 2026-02-28T12:00:00Z | true",
        "days_of_month: ['29:31']                            | 2026-02-28T12:00:00Z | false",
        "days_of_month: [31]                                 | 2026-04-30T12:00:00Z | false",
        "days_of_month: ['-31:-31']                          | 2026-04-01T12:00:00Z | false",
        "days_of_month: ['-31:-30']                          | 2026-04-01T12:00:00Z | true",
        "days_of_month: ['25:-1']                            | 2026-02-28T12:00:00Z | true",
        "months: ['1:3', 'May:august', december]             | 2026-03-31T23:59:59Z | true",
        "months: ['1:3', 'May:august', december]             | 2026-04-01T00:00:00Z | false",
        "months: ['1:3', 'May:august', december]             | 2026-07-01T00:00:00Z | true",
        "months: ['1:3', 'May:august', december]             | 2026-12-01T00:00:00Z | true",
        "years: ['2020:2022', 2030]                          | 2022-12-31T23:59:59Z | true",
        "years: ['2020:2022', 2030]                          | 2023-01-01T00:00:00Z | false",
        "years: [2030]                                       | 2030-06-01T00:00:00Z | true",
        "weekdays: [friday], months: [3], years: [2026]      | 2026-03-06T00:00:00Z | true",
        "weekdays: [friday], months: [4], years: [2026]      | 2026-03-06T00:00:00Z | false",
        "weekdays: [friday], location: Asia/Tokyo            | 2026-03-05T15:00:00Z | true",
        "weekdays: [friday], location: Asia/Tokyo            | 2026-03-06T15:00:00Z | false",
      })
  void holdsWhenEveryFieldDoes(String rule, String at, boolean covered) {
    assertThat(covers(rule, at)).contains(covered);
  }

  /** On 8 March 2026 New York's clock jumps from 02:00 to 03:00, on 1 November back from 02:00. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-06T14:30:00Z, true",
    "2026-03-06T14:29:59Z, false",
    "2026-03-09T13:30:00Z, true",
    "2026-03-09T13:29:59Z, false",
    "2026-11-02T14:30:00Z, true",
  })
  void goesByTheClockOfThePlaceWhenItChanges(String at, boolean covered) {
    String rule = "times: [{start_time: 09:30, end_time: 16:00}], location: America/New_York";
    assertThat(covers(rule, at)).contains(covered);
  }

  @ParameterizedTest
  @CsvSource({
    // 01:30 shown twice: 05:30Z and 06:30Z
    "2026-11-01T05:29:59Z, false",
    "2026-11-01T05:30:00Z, true",
    "2026-11-01T06:10:00Z, false",
    "2026-11-01T06:30:00Z, true",
    "2026-11-01T07:00:00Z, true",
    "2026-11-01T07:30:00Z, false",
    // 02:00 to 03:00 never shown
    "2026-03-08T06:45:00Z, true",
    "2026-03-08T07:00:00Z, false",
  })
  void takesAnHourThatIsShownTwiceTwiceAndASkippedOneNever(String at, boolean covered) {
    String rule = "times: [{start_time: 01:30, end_time: 02:30}], location: America/New_York";
    assertThat(covers(rule, at)).contains(covered);
  }

  @Test
  void holdsWhenOneOfItsRulesDoes() {
    TimeWindows nights =
        windows(
            "[{times: [{start_time: 22:00, end_time: 24:00}]},"
                + " {times: [{start_time: 00:00, end_time: 06:00}]}]");
    assertThat(nights.covers("w", Instant.parse("2026-03-06T23:00:00Z"))).contains(true);
    assertThat(nights.covers("w", Instant.parse("2026-03-06T05:00:00Z"))).contains(true);
    assertThat(nights.covers("w", Instant.parse("2026-03-06T06:00:00Z"))).contains(false);
  }

  @Test
  void saysWhenItEndsOverMidnight() {
    assertThat(
            mutedUntil(
                "[{times: [{start_time: 22:00, end_time: 24:00}]},"
                    + " {times: [{start_time: 00:00, end_time: 06:00}]}]",
                "2026-03-06T23:00:00Z"))
        .contains(Instant.parse("2026-03-07T06:00:00Z"));
    assertThat(
            mutedUntil(
                "[{weekdays: [saturday, sunday], location: America/New_York}]",
                "2026-03-07T12:00:00Z"))
        .contains(Instant.parse("2026-03-09T04:00:00Z"));
    assertThat(mutedUntil("[{months: [3]}]", "2026-03-07T12:00:00Z"))
        .contains(Instant.parse("2026-04-01T00:00:00Z"));
    assertThat(mutedUntil("[{years: ['2026:2030']}]", "2026-03-07T12:00:00Z")).isEmpty();
  }

  /** The ends of hours that are skipped or shown twice. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-08T06:45:00Z, 2026-03-08T07:00:00Z",
    "2026-11-01T05:45:00Z, 2026-11-01T06:00:00Z",
    "2026-11-01T06:45:00Z, 2026-11-01T07:30:00Z",
  })
  void saysWhenItEndsThoughTheClockChanges(String at, String end) {
    assertThat(
            mutedUntil(
                "[{times: [{start_time: 01:30, end_time: 02:30}], location: America/New_York}]",
                at))
        .contains(Instant.parse(end));
  }

  /** Friday 27 November 2026, the day after Thanksgiving, closes at 13:00. */
  @ParameterizedTest
  @CsvSource({
    "open, 2026-11-25T14:30:00Z, true",
    "open, 2026-11-25T20:59:59Z, true",
    "open, 2026-11-25T21:00:00Z, false",
    "open, 2026-11-27T17:59:59Z, true",
    "open, 2026-11-27T18:00:00Z, false",
    "closed, 2026-11-27T18:00:00Z, true",
    "closed, 2026-11-27T17:00:00Z, false",
    "closed, 2026-11-26T17:00:00Z, true",
    "session-day, 2026-11-27T05:00:00Z, true",
    "session-day, 2026-11-28T04:59:59Z, true",
    "session-day, 2026-11-28T05:00:00Z, false",
    "session-day, 2026-11-26T17:00:00Z, false",
    "holiday, 2026-11-26T17:00:00Z, true",
    "holiday, 2026-11-27T17:00:00Z, false",
    "holiday, 2026-11-28T17:00:00Z, false",
  })
  void goesByAnExchangesCalendar(String when, String at, boolean covered) {
    assertThat(covers("exchange: XNYS, when: " + when, at)).contains(covered);
  }

  @Test
  void countsALunchBreakAsClosed() {
    assertThat(covers("exchange: XTKS, when: open", "2026-03-06T03:00:00Z")).contains(false);
    assertThat(covers("exchange: XTKS, when: open", "2026-03-06T04:00:00Z")).contains(true);
    assertThat(covers("exchange: XTKS, when: session-day", "2026-03-06T03:00:00Z")).contains(true);
  }

  @Test
  void takesTheExchangesClockWhereNoLocationIsWritten() {
    String hours =
        "exchange: XNYS, when: session-day, times: [{start_time: 16:00, end_time: 18:00}]";
    assertThat(covers(hours, "2026-03-06T21:00:00Z")).contains(true);
    assertThat(covers(hours, "2026-03-06T17:00:00Z")).contains(false);
    assertThat(covers(hours + ", location: UTC", "2026-03-06T17:00:00Z")).contains(true);
  }

  @Test
  void saysWhenAnExchangeOpensOrCloses() {
    assertThat(mutedUntil("[{exchange: XNYS, when: closed}]", "2026-11-25T22:00:00Z"))
        .contains(Instant.parse("2026-11-27T14:30:00Z"));
    assertThat(mutedUntil("[{exchange: XNYS, when: open}]", "2026-11-27T15:00:00Z"))
        .contains(Instant.parse("2026-11-27T18:00:00Z"));
    assertThat(mutedUntil("[{exchange: XTKS, when: closed}]", "2026-03-06T02:45:00Z"))
        .contains(Instant.parse("2026-03-06T03:30:00Z"));
    assertThat(mutedUntil("[{exchange: CMES, when: closed}]", "2026-03-07T12:00:00Z"))
        .contains(Instant.parse("2026-03-08T22:00:00Z"));
  }

  @Test
  void isUnknownBeyondWhatTheCalendarWasVerifiedForAndThenNeverMutes() {
    String after = "2090-03-06T17:00:00Z";
    String before = "1950-03-06T17:00:00Z";
    for (String when : List.of("open", "closed", "session-day", "holiday")) {
      String rule = "exchange: XHKG, when: " + when;
      assertThat(covers(rule, after)).isEmpty();
      assertThat(covers("exchange: XNYS, when: " + when, before)).isEmpty();
      String rules = "[{" + rule + "}]";
      assertThat(windows(rules).muted(List.of("w"), List.of(), Instant.parse(after))).isEmpty();
      assertThat(activeOnly(rules, after)).isEmpty();
    }
    assertThat(activeOnly("[{exchange: XNYS, when: open}]", "2026-11-26T17:00:00Z")).isPresent();
  }

  @Test
  void isKnownAllTheSameWhereAnotherFieldDecides() {
    assertThat(covers("exchange: XHKG, when: open, weekdays: [sunday]", "2090-03-06T17:00:00Z"))
        .contains(false);
    assertThat(
            windows("[{exchange: XHKG, when: open}, {years: [2090]}]")
                .covers("w", Instant.parse("2090-03-06T17:00:00Z")))
        .contains(true);
  }

  @Test
  void knowsNoOtherName() {
    assertThat(TimeWindows.none().names()).isEmpty();
    assertThatThrownBy(() -> TimeWindows.none().covers("w", Instant.EPOCH))
        .hasMessage("there is no time interval w");
  }
}
