package io.dataflow.sentinel.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines and the clock changes of zones: a calendar's own counts, no other does. */
class DeadlineTest {
  private static final LocalDate FIRST = LocalDate.parse("2005-01-01");
  private static final LocalDate LAST = LocalDate.parse("2026-12-31");

  static Stream<String> calendars() {
    return Scene.CALENDARS.names().stream();
  }

  /**
   * Clocks change twice a year in New York, London, Berlin and Sydney on different days; regular
   * hours by the exchange's own clock moved once or twice in 22 years, if ever. Not so everywhere:
   * an exchange may choose to follow the clocks of New York.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "XNYS", "XTSE", "XLON", "XETR", "XPAR", "XAMS", "XTKS", "XASX", "CMES", "FX", "24/5", "24/7"
      })
  void theRegularCloseStaysWhereItIsByTheClockOnTheWall(String name) {
    TradingCalendar calendar = Scene.calendar(name);
    List<LocalDate> moved = new ArrayList<>();
    Optional<LocalTime> before = Optional.empty();
    for (Session session : calendar.sessions(FIRST, LAST, Instant.MAX)) {
      if (session.kind() == Session.Kind.REGULAR) {
        LocalTime close = session.close().atZone(calendar.zone()).toLocalTime();
        if (before.filter(b -> !b.equals(close)).isPresent()) {
          moved.add(session.date());
        }
        before = Optional.of(close);
      }
    }
    assertThat(before).isPresent();
    assertThat(moved).hasSizeLessThanOrEqualTo(3);
  }

  /** A regular close by UTC moves only where the exchange's own zone changed its clocks. */
  @ParameterizedTest
  @CsvSource({
    "XNYS, Europe/London",
    "XNYS, Australia/Sydney",
    "XLON, America/New_York",
    "XETR, America/New_York",
    "XTKS, America/New_York",
    "XTKS, Europe/London",
    "XASX, Europe/London",
    "XASX, America/New_York",
    "CMES, Europe/Berlin",
    "FX, Europe/London",
    "24/7, America/New_York",
  })
  void clockChangesElsewhereMoveNoDeadline(String name, String elsewhere) {
    TradingCalendar calendar = Scene.calendar(name);
    ZoneId other = ZoneId.of(elsewhere);
    Session before = null;
    int changesElsewhere = 0;
    for (Session session : calendar.sessions(FIRST, LocalDate.parse("2024-10-31"), Instant.MAX)) {
      if (session.kind() != Session.Kind.REGULAR) {
        continue;
      }
      if (before != null
          && !same(other, before.close(), session.close())
          && same(calendar.zone(), before.close(), session.close())) {
        Duration between = Duration.between(before.close(), session.close());
        assertThat(between).as("%s", session).isEqualTo(Duration.ofDays(between.toDays()));
        changesElsewhere++;
      }
      before = session;
    }
    assertThat(changesElsewhere).as("changes that were looked at").isGreaterThan(10);
  }

  private static boolean same(ZoneId zone, Instant a, Instant b) {
    return zone.getRules().getOffset(a).equals(zone.getRules().getOffset(b));
  }

  /** Lag and grace are elapsed time, also over a night or a weekend with a clock change. */
  @ParameterizedTest
  @MethodSource("calendars")
  void aDeadlineIsTheCloseAndTheLagAndTheGraceToTheSecond(String name) {
    Random random = new Random(name.hashCode());
    for (int i = 0; i < 200; i++) {
      Duration lag = Duration.ofSeconds(random.nextInt(4 * 86_400));
      Duration grace = Duration.ofSeconds(random.nextInt(86_400));
      Instant since =
          Instant.parse("2005-01-10T00:00:00Z").plusSeconds(random.nextInt(680_000_000));
      Watch watch =
          new Watch(
              Scene.feed("AAPL"),
              Scene.calendar(name),
              FeedTerms.exchangeDaily().due(lag, grace),
              since,
              Optional.empty());
      assertThat(Expectations.toWrite(watch, List.of(), since))
          .isNotEmpty()
          .allMatch(e -> Duration.between(e.close(), e.deadline()).equals(lag.plus(grace)));
    }
  }

  /** Lag 1 h, grace 30 min, over the autumn weeks in which zones differ, and Sydney's spring. */
  @ParameterizedTest
  @CsvSource({
    "XNYS, 2024-10-25, 2024-10-25T21:30:00Z",
    "XNYS, 2024-10-28, 2024-10-28T21:30:00Z",
    "XNYS, 2024-11-04, 2024-11-04T22:30:00Z",
    "XLON, 2024-10-25, 2024-10-25T17:00:00Z",
    "XLON, 2024-10-28, 2024-10-28T18:00:00Z",
    "XLON, 2024-11-04, 2024-11-04T18:00:00Z",
    "XETR, 2024-10-25, 2024-10-25T17:00:00Z",
    "XETR, 2024-10-28, 2024-10-28T18:00:00Z",
    "XTKS, 2024-10-25, 2024-10-25T07:30:00Z",
    "XTKS, 2024-10-28, 2024-10-28T07:30:00Z",
    "XASX, 2024-10-04, 2024-10-04T07:30:00Z",
    "XASX, 2024-10-07, 2024-10-07T06:30:00Z",
    "CMES, 2024-10-28, 2024-10-28T22:30:00Z",
    "CMES, 2024-11-04, 2024-11-04T23:30:00Z",
    "24/7, 2024-10-27, 2024-10-28T01:30:00Z",
    "24/7, 2024-11-03, 2024-11-04T01:30:00Z",
  })
  void isDueByItsOwnZone(String calendar, String session, Instant deadline) {
    assertThat(Scene.on(calendar).deadline(session)).isEqualTo(deadline);
  }
}
