package io.dataflow.sentinel.incident;

import static io.dataflow.sentinel.incident.Sightings.DEADLINE;
import static io.dataflow.sentinel.incident.Sightings.FRIDAY;
import static io.dataflow.sentinel.incident.Sightings.MONDAY;
import static io.dataflow.sentinel.incident.Sightings.NEXT_DEADLINE;
import static io.dataflow.sentinel.incident.Sightings.brokenRun;
import static io.dataflow.sentinel.incident.Sightings.missing;
import static io.dataflow.sentinel.incident.Sightings.survey;
import static io.dataflow.sentinel.incident.Sightings.symbols;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.incident.Incident.State;
import io.dataflow.sentinel.incident.IncidentEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
  private static final List<String> ALL = symbols(500);
  private static final Instant LATER = DEADLINE.plus(Duration.ofHours(2));

  /** What a ledger would hold. */
  private final Map<String, Incident> kept = new LinkedHashMap<>();

  private final List<IncidentEvent> events = new ArrayList<>();

  private List<IncidentEvent> see(Survey survey) {
    Reconciled reconciled = Reconciler.reconcile(survey, List.copyOf(kept.values()));
    reconciled.changed().forEach(i -> kept.put(i.id(), i));
    events.addAll(reconciled.events());
    Reconciled again = Reconciler.reconcile(survey, List.copyOf(kept.values()));
    assertThat(again.changed()).as("seen once more").isEmpty();
    return reconciled.events();
  }

  private List<Incident> open() {
    return kept.values().stream().filter(i -> !i.over()).toList();
  }

  private Incident only() {
    assertThat(kept).hasSize(1);
    return kept.values().iterator().next();
  }

  private void act(Reconciled hand) {
    hand.changed().forEach(i -> kept.put(i.id(), i));
  }

  @Test
  void opensOnceAndEndsByEvidence() {
    see(survey(DEADLINE, ALL, missing("S001", FRIDAY)));
    assertThat(see(survey(LATER, ALL, missing("S001", FRIDAY)))).isEmpty();
    assertThat(only().standing().state()).isEqualTo(State.OPEN);

    assertThat(see(survey(LATER.plusSeconds(1), ALL)))
        .extracting(IncidentEvent::kind)
        .containsExactly(Kind.RESOLVED);
    assertThat(only().standing().resolution().orElseThrow().kind())
        .isEqualTo(Resolution.Kind.EVIDENCE);
    assertThat(only().standing().resolvedAt()).contains(LATER.plusSeconds(1));
  }

  @Test
  void neverEndsBecauseNobodyLooked() {
    see(survey(DEADLINE, ALL, missing("S001", FRIDAY)));
    see(survey(LATER, List.of()));
    see(survey(LATER.plus(Duration.ofDays(90)), symbols(0)));
    assertThat(only().over()).isFalse();
  }

  @Test
  void aHoleEndsOnlyWhenItsSessionsWereSeen() {
    see(survey(DEADLINE, ALL, Sightings.of(IncidentClass.HOLE, "S001", FRIDAY)));

    see(seen(LATER, Set.of(MONDAY)));
    assertThat(only().over()).isFalse();

    see(seen(LATER, Set.of(MONDAY, FRIDAY)));
    assertThat(only().over()).isTrue();
  }

  private static Survey seen(Instant at, Set<LocalDate> sessions) {
    return new Survey(
        at,
        List.of(),
        Map.of(
            IncidentClass.HOLE,
            Map.of(new Survey.Place("silver.bars", "S001"), Proof.of(sessions))),
        Map.of("XNYS", 500));
  }

  @Test
  void anExchangeTakesInWhatWasOpenSingly() {
    see(survey(DEADLINE, ALL, missing("S001", FRIDAY), missing("S002", FRIDAY)));
    assertThat(open()).hasSize(2);

    see(survey(LATER, ALL, symbols(498).stream().map(s -> missing(s, FRIDAY)).toList()));

    assertThat(open())
        .singleElement()
        .satisfies(
            i -> {
              assertThat(i.detail().title())
                  .isEqualTo("XNYS: 498 of 500 instruments have no bar for 2026-11-20");
              assertThat(i.detail().members()).extracting(Member::name).startsWith("S001", "S002");
            });
    assertThat(kept.values())
        .filteredOn(Incident::over)
        .allMatch(i -> i.standing().resolution().orElseThrow().kind() == Resolution.Kind.ABSORBED)
        .allMatch(i -> i.standing().note().contains(open().get(0).id()))
        .hasSize(2);
  }

  @Test
  void whatIsLeftOfAnExchangeBecomesAnIncidentOfItsOwn() {
    see(survey(DEADLINE, ALL, symbols(498).stream().map(s -> missing(s, FRIDAY)).toList()));
    see(survey(LATER, ALL, missing("S007", FRIDAY)));

    assertThat(open())
        .singleElement()
        .satisfies(i -> assertThat(i.detail().title()).startsWith("S007: "));
    assertThat(kept.values())
        .filteredOn(Incident::over)
        .singleElement()
        .satisfies(
            i ->
                assertThat(i.standing().note())
                    .isEqualTo("497 seen to be well; 1 goes on as " + open().get(0).id()));
  }

  @Test
  void aRefusedBarThatIsAHoleNowWasNotSeenToBeWell() {
    see(survey(DEADLINE, ALL, Sightings.of(IncidentClass.REFUSED, "S001", FRIDAY)));
    see(survey(NEXT_DEADLINE, ALL, Sightings.of(IncidentClass.HOLE, "S001", FRIDAY)));

    assertThat(open())
        .singleElement()
        .satisfies(i -> assertThat(i.fingerprint().what()).isEqualTo(IncidentClass.HOLE));
    assertThat(kept.values())
        .filteredOn(Incident::over)
        .singleElement()
        .satisfies(
            i ->
                assertThat(i.standing().resolution())
                    .contains(
                        new Resolution(
                            Resolution.Kind.ABSORBED, "goes on as " + open().get(0).id())));
  }

  @Test
  void anOlderHoleDoesNotKeepTheNewestBarMissing() {
    see(survey(DEADLINE, ALL, missing("S001", MONDAY)));
    see(survey(NEXT_DEADLINE, ALL, Sightings.of(IncidentClass.HOLE, "S001", FRIDAY)));

    assertThat(kept.values())
        .filteredOn(Incident::over)
        .singleElement()
        .satisfies(
            i ->
                assertThat(i.standing().resolution())
                    .contains(new Resolution(Resolution.Kind.EVIDENCE, "seen to be well")));
  }

  @Test
  void anOutageEndsWithWordsAboutTheBarsThatNeverCame() {
    see(survey(DEADLINE, ALL, symbols(400).stream().map(s -> missing(s, FRIDAY)).toList()));
    see(
        survey(
            NEXT_DEADLINE,
            ALL,
            symbols(300).stream().map(s -> Sightings.of(IncidentClass.HOLE, s, FRIDAY)).toList()));

    assertThat(kept.values())
        .filteredOn(Incident::over)
        .singleElement()
        .satisfies(
            i ->
                assertThat(i.standing().resolution())
                    .contains(
                        new Resolution(
                            Resolution.Kind.EVIDENCE,
                            "100 seen to be well; 300 go on as " + open().get(0).id())));
  }

  @Test
  void anotherClassBesideAnOutageIsItsOwn() {
    List<Observation> wrong =
        Stream.concat(
                symbols(400).stream().map(s -> missing(s, FRIDAY)),
                Stream.of(Sightings.of(IncidentClass.REFUSED, "S500", FRIDAY)))
            .toList();
    see(survey(DEADLINE, ALL, wrong));
    assertThat(open())
        .extracting(i -> i.fingerprint().group().name())
        .containsExactly("XNYS", "S500");
  }

  @Test
  void worsensOnceWithTheSecondMissedDeadlineAndNeverGetsBetterWhileItLasts() {
    see(survey(DEADLINE, ALL, missing("S001", FRIDAY)));
    assertThat(see(survey(NEXT_DEADLINE, ALL, missing("S001", FRIDAY, MONDAY))))
        .extracting(IncidentEvent::kind)
        .containsExactly(Kind.WORSENED);
    assertThat(only().detail().severity()).isEqualTo(Severity.ERROR);
    assertThat(only().standing().note()).isEqualTo("2 deadlines in a row are missed");
    Instant noted = only().standing().notedAt();

    see(survey(NEXT_DEADLINE.plusSeconds(9), ALL, missing("S001", MONDAY)));
    assertThat(only().detail().severity()).isEqualTo(Severity.ERROR);
    assertThat(only().standing().notedAt()).isEqualTo(noted);
  }

  @Test
  void whatComesBackSoonIsTheSameIncident() {
    see(survey(DEADLINE, ALL, missing("S001", FRIDAY)));
    see(survey(LATER, ALL));
    assertThat(see(survey(NEXT_DEADLINE, ALL, missing("S001", MONDAY))))
        .extracting(IncidentEvent::kind)
        .containsExactly(Kind.REOPENED);
    assertThat(only().standing().openings()).isEqualTo(2);
    assertThat(only().opened()).isEqualTo(NEXT_DEADLINE);
  }

  @Test
  void whatComesBackAfterDaysIsAnother() {
    see(survey(DEADLINE, ALL, missing("S001", FRIDAY)));
    see(survey(LATER, ALL));
    see(survey(LATER.plus(Reconciler.REOPENS_WITHIN), ALL, missing("S001", MONDAY)));
    assertThat(kept).hasSize(2);
  }

  @Test
  void whatComesAndGoesHasToStayWellForADay() {
    Instant at = DEADLINE;
    for (int i = 0; i < 3; i++) {
      see(survey(at, ALL, missing("S001", FRIDAY)));
      if (i < 2) {
        see(survey(at.plusSeconds(600), ALL));
      }
      at = at.plus(Duration.ofHours(6));
    }
    assertThat(events).extracting(IncidentEvent::kind).contains(Kind.FLAPPING);
    Instant noted = only().standing().notedAt();

    see(survey(at, ALL));
    assertThat(only().over()).isFalse();
    see(survey(at.plus(Duration.ofHours(5)), ALL, missing("S001", FRIDAY)));
    assertThat(only().standing().clearSince()).isEmpty();
    assertThat(only().standing().notedAt()).as("nothing to tell").isEqualTo(noted);

    see(survey(at.plus(Duration.ofHours(6)), ALL));
    see(survey(at.plus(Duration.ofHours(29)), ALL));
    assertThat(only().over()).isFalse();
    see(survey(at.plus(Duration.ofHours(30)), ALL));
    assertThat(only().over()).isTrue();
  }

  @Test
  void whatAPersonSettledStaysSettledUntilMoreIsWrong() {
    see(survey(DEADLINE, ALL, Sightings.of(IncidentClass.HOLE, "S001", FRIDAY)));
    act(new Hand(LATER, "ana", "the vendor never had it").resolve(only()));

    assertThat(see(survey(LATER, ALL, Sightings.of(IncidentClass.HOLE, "S001", FRIDAY)))).isEmpty();
    see(survey(LATER, ALL, Sightings.of(IncidentClass.HOLE, "S001", FRIDAY, MONDAY)));
    assertThat(open()).hasSize(1);
  }

  @Test
  void whatAPersonSettledIsNewAgainAfterItWasWell() {
    see(survey(DEADLINE, ALL, Sightings.of(IncidentClass.HELD, "S001")));
    act(new Hand(LATER, "ana", "known").resolve(only()));
    see(survey(LATER, ALL, Sightings.of(IncidentClass.HELD, "S001")));
    assertThat(open()).isEmpty();

    assertThat(see(survey(LATER, ALL)))
        .extracting(IncidentEvent::kind)
        .containsExactly(Kind.CLEARED);
    see(survey(LATER, ALL, Sightings.of(IncidentClass.HELD, "S001")));
    assertThat(open()).hasSize(1);
  }

  @Test
  void aSnoozeEndsAndIsWorthTelling() {
    see(survey(DEADLINE, ALL, missing("S001", FRIDAY)));
    act(new Hand(DEADLINE, "ana", "").snooze(only(), LATER));
    see(survey(LATER.minusSeconds(1), ALL, missing("S001", FRIDAY)));
    assertThat(only().standing().state()).isEqualTo(State.SNOOZED);

    assertThat(see(survey(LATER, ALL, missing("S001", FRIDAY))))
        .extracting(IncidentEvent::kind)
        .containsExactly(Kind.WOKEN);
    assertThat(only().standing().state()).isEqualTo(State.OPEN);
    assertThat(only().standing().notedAt()).isEqualTo(LATER);
  }

  @Test
  void anInstrumentThatIsNoLongerWatchedStaysAMemberUntilSomebodySaysSo() {
    see(survey(DEADLINE, ALL, symbols(100).stream().map(s -> missing(s, FRIDAY)).toList()));
    List<String> without = ALL.stream().filter(s -> !s.equals("S001")).toList();
    see(survey(LATER, without));

    assertThat(only().over()).isFalse();
    assertThat(only().detail().members()).extracting(Member::name).containsExactly("S001");

    act(new Hand(LATER, "ana", "no longer watched").resolve(only()));
    assertThat(only().standing().resolution().orElseThrow().why())
        .isEqualTo("by ana: no longer watched");
  }

  @Test
  void theCauseMayChangeItsFaceWithoutBeingAnother() {
    see(survey(DEADLINE, ALL, brokenRun("promote: disk full", 1)));
    see(survey(LATER, ALL, brokenRun("gold: disk full", 2)));
    assertThat(only().detail().cause()).isEqualTo("gold: disk full");
    assertThat(only().detail().severity()).isEqualTo(Severity.CRITICAL);
    see(survey(LATER, List.of("run")));
    assertThat(only().over()).isTrue();
  }

  @Test
  void growingToTwiceTheSizeIsWorthTellingAndShrinkingIsNot() {
    see(survey(DEADLINE, ALL, symbols(60).stream().map(s -> missing(s, FRIDAY)).toList()));
    Instant noted = only().standing().notedAt();
    see(survey(LATER, ALL, symbols(55).stream().map(s -> missing(s, FRIDAY)).toList()));
    assertThat(only().standing().notedAt()).isEqualTo(noted);
    see(survey(LATER, ALL, symbols(120).stream().map(s -> missing(s, FRIDAY)).toList()));
    assertThat(only().standing().note()).isEqualTo("from 55 to 120");
  }

  @Test
  void theSameNameInAnotherTableProvesNothing() {
    see(survey(DEADLINE, ALL, missing("S001", FRIDAY)));
    Survey other =
        new Survey(
            LATER,
            List.of(),
            Map.of(
                IncidentClass.MISSING,
                Map.of(new Survey.Place("public.prices", "S001"), Proof.ofAll())),
            Map.of());
    see(other);
    assertThat(only().over()).isFalse();
  }
}
