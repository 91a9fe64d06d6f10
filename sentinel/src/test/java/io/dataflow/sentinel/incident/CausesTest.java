package io.dataflow.sentinel.incident;

import static io.dataflow.sentinel.incident.Sightings.DEADLINE;
import static io.dataflow.sentinel.incident.Sightings.FRIDAY;
import static io.dataflow.sentinel.incident.Sightings.MONDAY;
import static io.dataflow.sentinel.incident.Sightings.missing;
import static io.dataflow.sentinel.incident.Sightings.survey;
import static io.dataflow.sentinel.incident.Sightings.symbols;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CausesTest {
  private static final Fingerprint NEW_YORK =
      new Fingerprint(
          IncidentClass.MISSING,
          "silver.bars",
          "yahoo",
          new Group(Group.Scope.EXCHANGE, "XNYS"));

  private static List<OpenCause> causes(int size, int wrong, Set<Fingerprint> open) {
    List<Observation> some = symbols(wrong).stream().map(s -> missing(s, FRIDAY)).toList();
    return Causes.of(survey(DEADLINE, size, List.of(), some), some, open);
  }

  @ParameterizedTest
  @CsvSource({
    "500, 49, false", "500, 50, true", "500, 498, true", "30, 2, false", "30, 3, true",
    "4, 2, false", "4, 3, true", "31, 3, false", "31, 4, true", "2, 2, false", "0, 3, true"
  })
  void aTenthOfAnExchangeAndAtLeastThreeAreOneCause(int size, int wrong, boolean together) {
    List<OpenCause> causes = causes(size, wrong, Set.of());
    if (together) {
      assertThat(causes).hasSize(1);
      assertThat(causes.get(0).fingerprint()).isEqualTo(NEW_YORK);
      assertThat(causes.get(0).detail().members()).hasSize(wrong);
    } else {
      assertThat(causes).hasSize(wrong);
      assertThat(causes).allMatch(c -> c.detail().members().size() == 1);
      assertThat(causes).allMatch(c -> c.detail().size() == size);
    }
  }

  @ParameterizedTest
  @CsvSource({"500, 50, true", "500, 25, true", "500, 24, false", "4, 2, true", "4, 1, false"})
  void onceTogetherTheyStaySoUntilTheyAreHalfAsMany(int size, int wrong, boolean together) {
    List<OpenCause> causes = causes(size, wrong, Set.of(NEW_YORK));
    assertThat(causes.get(0).fingerprint().equals(NEW_YORK)).isEqualTo(together);
  }

  @Test
  void saysHowManyOfHowManyAndWhy() {
    List<Observation> some =
        Stream.concat(
                symbols(497).stream().map(s -> missing(s, FRIDAY)),
                Stream.of(
                    new Observation(
                        IncidentClass.MISSING,
                        new Subject("silver.bars", "yahoo", Optional.of("XNYS"), "ZZZ"),
                        List.of(FRIDAY),
                        DEADLINE.minusSeconds(999),
                        "an earlier one",
                        "absent",
                        1)))
            .toList();

    Incident.Detail detail =
        Causes.of(survey(DEADLINE, List.of(), some), some, Set.of()).get(0).detail();

    assertThat(detail.title()).isEqualTo("XNYS: 498 of 500 instruments have no bar for 2026-11-20");
    assertThat(detail.scope()).isEqualTo("498 of 500 instruments");
    assertThat(detail.cause()).isEqualTo("source failed: HTTP 503 (497 of 498)");
    assertThat(detail.expected()).isEqualTo("the bar of Fri 2026-11-20 by Sat 04:30 UTC");
    assertThat(detail.severity()).isEqualTo(Severity.ERROR);
  }

  @ParameterizedTest
  @CsvSource({"false, 1, WARNING", "false, 2, ERROR", "true, 1, ERROR", "true, 2, CRITICAL"})
  void severityRisesWithScopeAndWithASecondMissedDeadline(
      boolean exchange, int missed, Severity severity) {
    assertThat(IncidentClass.MISSING.severity(exchange, missed)).isEqualTo(severity);
  }

  @Test
  void oneInstrumentThatIsOutForLongerDoesNotMakeItsExchangeWorse() {
    List<Observation> some =
        Stream.concat(
                Stream.of(missing("A", FRIDAY, MONDAY)),
                symbols(60).stream().map(s -> missing(s, MONDAY)))
            .toList();

    OpenCause cause = Causes.of(survey(DEADLINE, List.of(), some), some, Set.of()).get(0);

    assertThat(cause.detail().missed()).isOne();
    assertThat(cause.detail().title()).contains("61 of 500").endsWith("2026-11-23");
  }

  @Test
  void classesAndSourcesAreCausesOfTheirOwn() {
    Observation own = missing("S001", FRIDAY);
    Observation other =
        new Observation(
            IncidentClass.MISSING,
            new Subject("silver.bars", "files", Optional.of("XNYS"), "S002"),
            List.of(FRIDAY),
            DEADLINE,
            "x",
            "absent",
            1);
    Observation refused = Sightings.of(IncidentClass.REFUSED, "S003", FRIDAY);
    List<Observation> some = List.of(own, other, refused);

    assertThat(Causes.of(survey(DEADLINE, 3, List.of(), some), some, Set.of()))
        .extracting(c -> c.fingerprint().text())
        .containsExactly(
            "missing/silver.bars/files/instrument/S002",
            "missing/silver.bars/yahoo/instrument/S001",
            "refused/silver.bars/yahoo/instrument/S003");
  }

  @Test
  void outputsThatARunOwesAreOneCauseAndChannelsOneEach() {
    List<Observation> some =
        List.of(
            program(IncidentClass.OUTPUT_MISSING, "freshness.json"),
            program(IncidentClass.OUTPUT_MISSING, "aggregates.csv"),
            program(IncidentClass.DELIVERY_FAILED, "team/slack/0"),
            program(IncidentClass.DELIVERY_FAILED, "team/email/0"));

    assertThat(Causes.of(survey(DEADLINE, List.of(), some), some, Set.of()))
        .extracting(c -> c.fingerprint().group().name() + ": " + c.detail().title())
        .containsExactly(
            "team/email/0: team/email/0 takes no messages",
            "team/slack/0: team/slack/0 takes no messages",
            "outputs: missing or old: aggregates.csv, freshness.json");
  }

  private static Observation program(IncidentClass what, String name) {
    return new Observation(
        what,
        new Subject("pipeline", "", Optional.empty(), name),
        List.of(),
        DEADLINE,
        "x",
        "y",
        1);
  }
}
