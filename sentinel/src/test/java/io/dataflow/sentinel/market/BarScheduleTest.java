package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BarScheduleTest {
  private static final Calendars CALENDARS = new Calendars(Optional.empty());

  private static BarSchedule schedule(String calendar, String date, String interval) {
    Session session =
        CALENDARS
            .find(calendar)
            .orElseThrow()
            .session(LocalDate.parse(date), Instant.MAX)
            .orElseThrow();
    return BarSchedule.of(session, Interval.parse(interval).orElseThrow());
  }

  /**
   * New York has 390 minutes, 210 on a half day; Tokyo 150 + 150, and 150 + 180 since 2024-11-05.
   */
  @ParameterizedTest
  @CsvSource({
    "XNYS, 2024-07-02, 1m, 390, 2024-07-02T13:30:00Z, 2024-07-02T19:59:00Z",
    "XNYS, 2024-07-03, 1m, 210, 2024-07-03T13:30:00Z, 2024-07-03T16:59:00Z",
    "XNYS, 2024-07-03, 5m, 42, 2024-07-03T13:30:00Z, 2024-07-03T16:55:00Z",
    "XNYS, 2024-07-02, 1h, 7, 2024-07-02T13:30:00Z, 2024-07-02T19:30:00Z",
    "XNYS, 2024-07-03, 1h, 4, 2024-07-03T13:30:00Z, 2024-07-03T16:30:00Z",
    "XNYS, 2024-03-08, 5m, 78, 2024-03-08T14:30:00Z, 2024-03-08T20:55:00Z",
    "XNYS, 2024-03-11, 5m, 78, 2024-03-11T13:30:00Z, 2024-03-11T19:55:00Z",
    "XTKS, 2024-11-01, 5m, 60, 2024-11-01T00:00:00Z, 2024-11-01T05:55:00Z",
    "XTKS, 2024-11-05, 5m, 66, 2024-11-05T00:00:00Z, 2024-11-05T06:25:00Z",
    "XTKS, 2024-11-01, 1h, 6, 2024-11-01T00:00:00Z, 2024-11-01T05:30:00Z",
    "XTKS, 2024-11-01, 4h, 2, 2024-11-01T00:00:00Z, 2024-11-01T03:30:00Z",
    "24/7, 2024-05-11, 1h, 24, 2024-05-11T00:00:00Z, 2024-05-11T23:00:00Z",
    "CMES, 2024-03-11, 1h, 23, 2024-03-10T22:00:00Z, 2024-03-11T20:00:00Z"
  })
  void cutsSessionIntoBars(
      String calendar, String date, String interval, int bars, String first, String last) {
    BarSchedule schedule = schedule(calendar, date, interval);

    assertThat(schedule.size()).isEqualTo(bars);
    assertThat(schedule.starts().get(0)).isEqualTo(first);
    assertThat(schedule.last()).isEqualTo(last);
  }

  @Test
  void leavesTheBreakOut() {
    assertThat(schedule("XTKS", "2024-11-01", "1h").starts())
        .extracting(Instant::toString)
        .containsExactly(
            "2024-11-01T00:00:00Z",
            "2024-11-01T01:00:00Z",
            "2024-11-01T02:00:00Z",
            "2024-11-01T03:30:00Z",
            "2024-11-01T04:30:00Z",
            "2024-11-01T05:30:00Z");
  }

  @Test
  void findsTheBarAStampFallsInto() {
    BarSchedule schedule = schedule("XTKS", "2024-11-01", "5m");

    assertThat(schedule.startOf(Instant.parse("2024-10-31T23:59:59Z"))).isEmpty();
    assertThat(schedule.startOf(Instant.parse("2024-11-01T00:00:00Z")))
        .contains(Instant.parse("2024-11-01T00:00:00Z"));
    assertThat(schedule.startOf(Instant.parse("2024-11-01T00:04:59Z")))
        .contains(Instant.parse("2024-11-01T00:00:00Z"));
    assertThat(schedule.startOf(Instant.parse("2024-11-01T03:00:00Z")))
        .as("in the lunch break")
        .contains(Instant.parse("2024-11-01T02:25:00Z"));
    assertThat(schedule.startOf(Instant.parse("2024-11-01T06:00:00Z")))
        .as("the closing auction, stamped at the close")
        .contains(Instant.parse("2024-11-01T05:55:00Z"));
  }

  @ParameterizedTest
  @EnumSource(Interval.class)
  void isThereForIntradayIntervalsOnly(Interval interval) {
    Session session =
        new Session(
            LocalDate.parse("2024-07-02"),
            Instant.parse("2024-07-02T13:30:00Z"),
            Instant.parse("2024-07-02T20:00:00Z"),
            Optional.empty(),
            Session.Kind.REGULAR);
    if (interval.intraday()) {
      Duration length = interval.length().orElseThrow();
      long bars = -Math.floorDiv(-Duration.ofMinutes(390).toMinutes(), length.toMinutes());
      assertThat(BarSchedule.of(session, interval).size()).isEqualTo((int) bars);
    } else {
      assertThatThrownBy(() -> BarSchedule.of(session, interval))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(interval + " does not cut a session into bars");
    }
  }
}
