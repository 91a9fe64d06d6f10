package io.dataflow.sentinel.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.freshness.GoldenCase.Ask;
import io.dataflow.sentinel.freshness.GoldenCase.Closed;
import io.dataflow.sentinel.freshness.GoldenCase.Hours;
import io.dataflow.sentinel.freshness.GoldenFile.Row;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.yaml.InvalidFileException;
import io.dataflow.sentinel.yaml.YamlFile;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden cases of {@code docs/golden-cases.json}, a named test each. */
class GoldenCasesTest {
  private static final Set<Integer> RAN = new TreeSet<>();

  static Stream<Row> rows() {
    return GoldenFile.rows();
  }

  static Stream<GoldenCase> cases() {
    return GoldenFile.shipped().stream();
  }

  @ParameterizedTest(name = "case {0}")
  @MethodSource("rows")
  void judgesAsWrittenDown(Row row) {
    GoldenAnswers answers = new GoldenAnswers(row.golden(), row.ask());
    answers.check(answers.evidence());
    RAN.add(row.golden().number());
  }

  @AfterAll
  static void ranThemAll() {
    if (!RAN.isEmpty()) {
      System.out.println("golden cases run: " + RAN.size() + " of 34");
      assertThat(RAN).containsExactlyElementsOf(IntStream.rangeClosed(1, 34).boxed().toList());
    }
  }

  /** The hours in the file are no copy of ours: they were worked out apart. */
  @ParameterizedTest
  @MethodSource("cases")
  void theCalendarHasTheHoursOfTheFileAndNoOthers(GoldenCase golden) {
    TradingCalendar calendar = GoldenReplay.calendar(golden);
    List<Hours> listed = golden.sessions();
    LocalDate last = listed.get(listed.size() - 1).session();

    assertThat(calendar.sessions(golden.firstSession(), last, Instant.MAX))
        .extracting(s -> new Hours(s.date(), s.open(), s.close(), deadline(golden, s)))
        .isEqualTo(listed);
    for (Closed closed : golden.closed()) {
      assertThat(calendar.session(closed.date(), Instant.MAX)).isEmpty();
      closed.declared().ifPresent(on -> declared(calendar, closed.date(), on));
    }
  }

  private static Instant deadline(GoldenCase golden, Session session) {
    return session.close().plus(golden.terms().lag()).plus(golden.terms().grace());
  }

  private static void declared(TradingCalendar calendar, LocalDate closed, LocalDate on) {
    Instant before = on.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant after = on.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    assertThat(calendar.session(closed, before)).isPresent();
    assertThat(calendar.session(closed, after)).isEmpty();
  }

  @Test
  void looksAndMomentsStandInOrder() {
    assertThat(cases()).allSatisfy(golden -> assertThat(golden.looks()).isSorted());
    assertThat(cases().flatMap(golden -> golden.asks().stream()).map(Ask::id).toList())
        .isSortedAccordingTo(
            Comparator.comparing((String id) -> number(id)).thenComparing(id -> id));
  }

  private static int number(String id) {
    return Integer.parseInt(id.replaceAll("[a-z]", ""));
  }

  @Test
  void eachMomentHasANameOfItsOwn() {
    assertThat(rows().map(row -> row.ask().id())).doesNotHaveDuplicates().hasSizeGreaterThan(34);
    assertThat(rows()).allMatch(row -> row.ask().id().matches(row.golden().number() + "[a-z]?"));
  }

  /** A settled bar can be seen once it has settled, and not before. */
  @Test
  void noFinalBarIsSeenBeforeItSettles() {
    for (GoldenCase golden : GoldenFile.shipped()) {
      for (Hours hours : golden.sessions()) {
        Instant settled = hours.close().plus(golden.terms().settle());
        assertThat(golden.looks().stream().filter(at -> at.isBefore(settled)))
            .noneMatch(
                at ->
                    golden
                        .visible(0, hours.session(), at)
                        .filter(bar -> bar.kind() == GoldenCase.Kind.FINAL)
                        .isPresent());
      }
    }
  }

  @Test
  void anUnknownKeyOfTheFileIsAProblemByItsLine() {
    String text = YamlFile.text(GoldenFile.SHIPPED);

    assertThatThrownBy(
            () -> GoldenFile.parse("cases", text.replaceFirst("\"visible\"", "\"visibel\"")))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("unknown key \"visibel\"")
        .hasMessageContaining("the key \"visible\" is missing");
    assertThatThrownBy(
            () -> GoldenFile.parse("cases", text.replaceFirst("\"verdict\"", "\"verdicts\"")))
        .hasMessageContaining("unknown key \"verdicts\"");
    assertThatThrownBy(
            () -> GoldenFile.parse("cases", text.replaceFirst("\"format\"", "\"version\"")))
        .hasMessageContaining("unknown key \"version\"");
  }
}
