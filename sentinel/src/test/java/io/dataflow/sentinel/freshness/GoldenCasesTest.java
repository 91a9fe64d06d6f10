package io.dataflow.sentinel.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.freshness.GoldenCases.Golden;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The golden cases: each is a row of {@link GoldenCases}, or a test here when it is no single feed.
 */
class GoldenCasesTest {
  private static final Set<Integer> RAN = new TreeSet<>();

  static Stream<Golden> table() {
    return Stream.of(
            GoldenCases.newYork(),
            GoldenCases.otherCalendars(),
            GoldenArrivals.arrivals(),
            GoldenArrivals.causes())
        .flatMap(List::stream);
  }

  @ParameterizedTest(name = "case {0}")
  @MethodSource("table")
  void judgesAsWrittenDown(Golden golden) {
    ran(Integer.parseInt(golden.number().replaceAll("\\D.*", "")));
    FeedVerdict verdict = golden.scene().apply(Scene.on(golden.calendar())).at(golden.asOf());

    for (String row : golden.expected().split("; ")) {
      LocalDate session = LocalDate.parse(row.substring(0, 10));
      assertThat(said(verdict.on(session).orElseThrow(), row)).isEqualTo(row);
    }
    golden
        .dataset()
        .ifPresent(v -> assertThat(verdict.verdict()).as(verdict.reason()).isEqualTo(v));
  }

  @Test
  @DisplayName("case 14 XNYS, before it was declared the closure of 2025-01-09 is a session")
  void expectsWhatWasScheduledThen() {
    ran(14);
    Watch watch = Scene.on("XNYS").had("2024-12-18").watch();
    LocalDate mourning = LocalDate.parse("2025-01-09");

    List<Expectation> before =
        Expectations.toWrite(
            watch, List.of(), Instant.parse("2024-12-20T12:00:00Z"), Duration.ofDays(30));
    assertThat(before)
        .filteredOn(e -> e.session().equals(mourning))
        .singleElement()
        .satisfies(e -> assertThat(e.owed()).isTrue())
        .satisfies(e -> assertThat(e.deadline()).isEqualTo("2025-01-09T22:30:00Z"));

    List<Expectation> after =
        Expectations.toWrite(watch, before, Instant.parse("2025-01-02T12:00:00Z"));
    assertThat(after)
        .singleElement()
        .satisfies(e -> assertThat(e.session()).isEqualTo(mourning))
        .satisfies(e -> assertThat(e.owed()).isFalse())
        .satisfies(e -> assertThat(e.reason()).startsWith("closed: "));
  }

  @Test
  @DisplayName("case 22 XNYS, 480 of 500 instruments have today's bar")
  void countsInstruments() {
    ran(22);
    List<FeedVerdict> feeds = new ArrayList<>();
    IntStream.range(0, 500)
        .mapToObj(i -> Scene.of(Scene.calendar("XNYS"), "S" + i).had("2024-03-05"))
        .forEach(
            scene ->
                feeds.add(
                    (feeds.size() < 480
                            ? scene.there("2024-03-06")
                            : scene.lookAfterDeadline("2024-03-06", 5, Look.Seen.NOTHING))
                        .at("2024-03-06T23:00:00Z")));

    DatasetVerdict dataset = DatasetVerdict.of("silver.bars", feeds);

    assertThat(feeds)
        .filteredOn(
            f -> f.on(LocalDate.parse("2024-03-06")).orElseThrow().state() == SessionState.OVERDUE)
        .hasSize(20);
    assertThat(dataset.verdict()).isEqualTo(Verdict.LATE);
    assertThat(dataset.coverage()).hasToString("480/500");
    assertThat(dataset.missing()).hasSize(20);
  }

  @Test
  @DisplayName("case 29 lake unreadable")
  void saysUnknownWhenTheLakeCannotBeRead() {
    ran(29);
    FeedVerdict verdict =
        FeedVerdict.unknown(Scene.feed("AAPL"), "the lake cannot be read: permission denied");

    assertThat(verdict.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(DatasetVerdict.of("silver.bars", List.of(verdict)).verdict())
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  @DisplayName("case 30 dated-list calendar, session past its verified-until")
  void saysUnknownPastTheVerifiedRange() {
    ran(30);
    FixedCalendar calendar =
        FixedCalendar.weekdays(LocalDate.parse("2024-11-01"), LocalDate.parse("2025-01-31"))
            .verifiedUntil(LocalDate.parse("2024-12-31"));
    Scene scene = Scene.on(calendar).had("2024-12-30").there("2024-12-31");

    FeedVerdict before = scene.at("2025-01-01T18:29:59Z");
    FeedVerdict past = scene.at("2025-01-01T18:30:00Z");

    assertThat(before.verdict()).isEqualTo(Verdict.FRESH);
    assertThat(before.warnings()).singleElement().asString().contains("until Tue 2024-12-31 only");
    assertThat(past.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(past.on(LocalDate.parse("2025-01-01")).orElseThrow().state())
        .isEqualTo(SessionState.UNKNOWN);
    assertThat(past.reason()).isEqualTo("calendar FIXED is verified until Tue 2024-12-31 only");
  }

  @Test
  @DisplayName("case 30 dated-list calendar, well before its verified-until")
  void warnsTwoMonthsBeforeTheVerifiedRangeEnds() {
    FixedCalendar calendar =
        FixedCalendar.weekdays(LocalDate.parse("2024-09-01"), LocalDate.parse("2025-01-31"))
            .verifiedUntil(LocalDate.parse("2024-12-31"));

    assertThat(Scene.on(calendar).had("2024-10-31").at("2024-10-31T23:00:00Z").warnings())
        .isEmpty();
    assertThat(Scene.on(calendar).had("2024-10-31").at("2024-11-01T12:00:00Z").warnings())
        .hasSize(1);
  }

  @AfterAll
  static void countsCases() {
    System.out.println("golden cases run: " + RAN.size() + " of 34: " + RAN);
    assertThat(RAN).hasSizeGreaterThanOrEqualTo(33);
  }

  private static void ran(int number) {
    RAN.add(number);
  }

  /** What is said of a session, as far as the row asks for it. */
  private static String said(SessionVerdict session, String row) {
    String text = session.session() + " " + session.state();
    if (row.contains("OVERDUE ")) {
      text += " " + session.cause().map(Cause::words).orElse("");
    }
    if (row.contains("..")) {
      Arrival arrival = session.arrival().orElseThrow();
      text += " " + arrival.lastWithout().orElseThrow() + ".." + arrival.firstWith();
    }
    if (row.endsWith("unobserved")) {
      text += session.observed() ? "" : " unobserved";
    }
    int because = row.indexOf(" because ");
    if (because >= 0) {
      String wanted = row.substring(because + " because ".length());
      String given = session.reason().orElse("");
      text += " because " + (given.startsWith(wanted) ? wanted : given);
    }
    return text;
  }
}
