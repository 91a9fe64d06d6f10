package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.yaml.InvalidFileException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions against the clocks: changes of daylight saving, midnight, dates of UTC. */
class CalendarTimeTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant FROM = Instant.parse("2005-01-15T00:00:00Z");
  private static final Instant TO = Instant.parse("2027-12-01T00:00:00Z");

  /** Sessions on both sides of a change open and close at the same wall time, by another UTC. */
  @ParameterizedTest
  @ValueSource(strings = {"XNYS", "XLON", "XETR", "XPAR", "XAMS", "XTSE", "XASX", "CMES", "FX"})
  void keepTheirWallTimeAcrossEachClockChange(String name) {
    TradingCalendar calendar = shipped(name);
    List<ZoneOffsetTransition> changes = changes(calendar.zone().getRules());
    assertThat(changes).hasSizeGreaterThan(44);
    assertThat(changes)
        .allSatisfy(
            change -> {
              Session before = regular(calendar, change, -1);
              Session after = regular(calendar, change, 1);
              ZoneId zone = calendar.zone();
              assertThat(wall(after.open(), zone)).isEqualTo(wall(before.open(), zone));
              assertThat(wall(after.close(), zone)).isEqualTo(wall(before.close(), zone));
              assertThat(wall(before.close(), ZoneOffset.UTC))
                  .isEqualTo(wall(after.close(), ZoneOffset.UTC).plus(change.getDuration()));
            });
  }

  private static List<ZoneOffsetTransition> changes(ZoneRules rules) {
    return Stream.iterate(rules.nextTransition(FROM), t -> rules.nextTransition(t.getInstant()))
        .takeWhile(transition -> transition.getInstant().isBefore(TO))
        .toList();
  }

  /** The nearest session with ordinary hours that lies wholly before or after a clock change. */
  private static Session regular(
      TradingCalendar calendar, ZoneOffsetTransition change, int direction) {
    LocalDate day = change.getDateTimeBefore().toLocalDate();
    return Stream.iterate(day, date -> date.plusDays(direction))
        .limit(15)
        .flatMap(date -> calendar.session(date, NOW).stream())
        .filter(session -> session.kind() == Session.Kind.REGULAR)
        .filter(
            session ->
                direction < 0
                    ? session.close().isBefore(change.getInstant())
                    : session.open().isAfter(change.getInstant()))
        .findFirst()
        .orElseThrow();
  }

  private static LocalTime wall(Instant moment, ZoneId zone) {
    return LocalTime.ofInstant(moment, zone);
  }

  /** New York changed on 2024-03-10 and 2024-11-03, Europe on 2024-03-31 and 2024-10-27. */
  @ParameterizedTest
  @CsvSource({
    "2024-03-08, 21:00, 16:30, 16:30",
    "2024-03-11, 20:00, 16:30, 16:30",
    "2024-03-28, 20:00, 16:30, 16:30",
    "2024-04-02, 20:00, 15:30, 15:30",
    "2024-10-25, 20:00, 15:30, 15:30",
    "2024-10-28, 20:00, 16:30, 16:30",
    "2024-11-04, 21:00, 16:30, 16:30",
  })
  void tellNewYorkFromEuropeInTheWeeksBetweenTheirChanges(
      LocalDate date, String newYork, String london, String frankfurt) {
    assertThat(close("XNYS", date)).isEqualTo(date + "T" + newYork + ":00Z");
    assertThat(close("XLON", date)).isEqualTo(date + "T" + london + ":00Z");
    assertThat(close("XETR", date)).isEqualTo(date + "T" + frankfurt + ":00Z");
  }

  private static String close(String name, LocalDate date) {
    return shipped(name).session(date, NOW).orElseThrow().close().toString();
  }

  /** Monday's session of futures and currencies opens on Sunday evening in New York. */
  @ParameterizedTest
  @CsvSource({
    "CMES, 2024-03-08, 2024-03-07T23:00:00Z, 2024-03-08T22:00:00Z",
    "CMES, 2024-03-11, 2024-03-10T22:00:00Z, 2024-03-11T21:00:00Z",
    "CMES, 2024-11-04, 2024-11-03T23:00:00Z, 2024-11-04T22:00:00Z",
    "FX, 2024-03-11, 2024-03-10T21:00:00Z, 2024-03-11T21:00:00Z",
    "FX, 2024-11-04, 2024-11-03T22:00:00Z, 2024-11-04T22:00:00Z",
  })
  void openOnTheEveningBeforeTheirDate(String name, LocalDate date, Instant open, Instant close) {
    Session session = shipped(name).session(date, NOW).orElseThrow();
    assertThat(session.open()).isEqualTo(open);
    assertThat(session.close()).isEqualTo(close);
  }

  @Test
  void coverTheWeekOfCurrenciesWithoutAGap() {
    List<Session> week =
        shipped("FX").sessions(LocalDate.of(2024, 3, 11), LocalDate.of(2024, 3, 15), NOW);
    assertThat(week).hasSize(5);
    for (int i = 1; i < week.size(); i++) {
      assertThat(week.get(i).open()).isEqualTo(week.get(i - 1).close());
    }
  }

  /** Sydney is eleven hours ahead of UTC in its summer, ten in its winter. */
  @ParameterizedTest
  @CsvSource({
    "XTKS, 2024-01-04, 2024-01-04T00:00:00Z",
    "XHKG, 2024-01-02, 2024-01-02T01:30:00Z",
    "XKRX, 2024-01-03, 2024-01-03T00:00:00Z",
    "XASX, 2024-01-03, 2024-01-02T23:00:00Z",
    "XASX, 2024-04-05, 2024-04-04T23:00:00Z",
    "XASX, 2024-04-08, 2024-04-08T00:00:00Z",
    "XASX, 2024-10-04, 2024-10-04T00:00:00Z",
    "XASX, 2024-10-08, 2024-10-07T23:00:00Z",
  })
  void belongToTheirDateInAsiaWhateverUtcSays(String name, LocalDate date, Instant open) {
    assertThat(shipped(name).session(date, NOW)).map(Session::open).hasValue(open);
  }

  /**
   * In New York 02:00 to 03:00 was skipped on 2024-03-10, and 01:00 to 02:00 came twice on 11-03.
   */
  @ParameterizedTest
  @CsvSource({
    "01:30, 02:30, 2024-03-10, 2024-03-10T06:30:00Z, 2024-03-10T07:00:00Z",
    "02:30, 03:30, 2024-03-10, 2024-03-10T07:00:00Z, 2024-03-10T07:30:00Z",
    "01:15, 01:45, 2024-11-03, 2024-11-03T05:15:00Z, 2024-11-03T06:45:00Z",
    "00:30, 01:30, 2024-11-03, 2024-11-03T04:30:00Z, 2024-11-03T06:30:00Z",
    "01:30, 02:30, 2024-03-11, 2024-03-11T05:30:00Z, 2024-03-11T06:30:00Z",
  })
  void moveTimesThatAClockChangeSkipsOrRepeats(
      String opens, String closes, LocalDate date, Instant open, Instant close) {
    Session session = nightly(opens, closes).session(date, NOW).orElseThrow();
    assertThat(session.open()).isEqualTo(open);
    assertThat(session.close()).isEqualTo(close);
  }

  @Test
  void haveNoSessionWhereTheClocksSkipAllOfIt() {
    RuleCalendar calendar = nightly("02:10", "02:50");
    assertThat(calendar.closure(LocalDate.of(2024, 3, 10), NOW))
        .hasValue("the clocks skip its hours");
    assertThat(calendar.session(LocalDate.of(2024, 3, 11), NOW)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"+09:00", "Z", "EST", "JST", "GMT+9", "UTC+9", "Etc/GMT-9", "GMT", "Asia/Tokio"})
  void refuseAZoneThatIsNoPlace(String zone) {
    assertThatThrownBy(() -> calendar(zone, "09:00", "17:00"))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage(
            "a.yaml:2: zone: an IANA zone such as America/New_York, or UTC (offsets and"
                + " abbreviations know no clock changes) is wanted, not \""
                + zone
                + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Asia/Tokyo", "America/Argentina/Buenos_Aires"})
  void takeAPlaceOrUtc(String zone) {
    assertThat(calendar(zone, "09:00", "17:00").zone()).hasToString(zone);
  }

  private static RuleCalendar nightly(String open, String close) {
    return calendar("America/New_York", open, close);
  }

  private static RuleCalendar calendar(String zone, String open, String close) {
    String text =
        "name: A\nzone: \"%s\"\n".formatted(zone)
            + "weekdays: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]\n"
            + "hours: [{open: \"%s\", close: \"%s\"}]\n".formatted(open, close);
    return new RuleCalendar(CalendarFile.read("a.yaml", text, name -> Optional.empty()));
  }

  private static TradingCalendar shipped(String name) {
    return new Calendars(Optional.empty()).find(name).orElseThrow();
  }
}
