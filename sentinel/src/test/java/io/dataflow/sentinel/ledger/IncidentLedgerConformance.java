package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.incident.Sightings.DEADLINE;
import static io.dataflow.sentinel.incident.Sightings.FRIDAY;
import static io.dataflow.sentinel.incident.Sightings.missing;
import static io.dataflow.sentinel.incident.Sightings.survey;
import static io.dataflow.sentinel.incident.Sightings.symbols;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.incident.Hand;
import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.IncidentEvent;
import io.dataflow.sentinel.incident.Observation;
import io.dataflow.sentinel.incident.Reconciled;
import io.dataflow.sentinel.incident.Reconciler;
import io.dataflow.sentinel.incident.Silence;
import io.dataflow.sentinel.incident.Survey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every ledger promises about incidents and silences. */
interface IncidentLedgerConformance {
  Instant RECENT = DEADLINE.minus(Duration.ofHours(72));

  Ledger ledger();

  Ledger another();

  private Reconciled see(Survey survey) {
    IncidentLedger incidents = ledger().incidents();
    Reconciled seen = Reconciler.reconcile(survey, incidents.known(RECENT));
    incidents.record(seen);
    return seen;
  }

  @Test
  default void keepsEveryDetailOfAnIncident() {
    List<Observation> wrong = symbols(60).stream().map(s -> missing(s, FRIDAY)).toList();
    Incident opened = see(survey(DEADLINE, symbols(500), wrong)).changed().get(0);
    assertThat(ledger().incidents().open()).containsExactly(opened);

    Hand ana = new Hand(DEADLINE, Records.HOSTILE.replace("\0", ""), "a 'reason'");
    ledger().incidents().record(ana.snooze(opened, DEADLINE.plusSeconds(60)));
    assertThat(ledger().incidents().open().get(0).standing().snoozedUntil())
        .contains(DEADLINE.plusSeconds(60));

    Incident ended = see(survey(DEADLINE.plusSeconds(9), symbols(500))).changed().get(0);
    assertThat(ledger().incidents().open()).isEmpty();
    assertThat(ledger().incidents().newest(5)).containsExactly(ended);
    assertThat(ledger().incidents().incidents(List.of(opened.id(), "i-none")))
        .containsExactly(ended);
    assertThat(ledger().incidents().events(opened.id()))
        .extracting(IncidentEvent::kind)
        .containsExactly(
            IncidentEvent.Kind.OPENED, IncidentEvent.Kind.SNOOZED, IncidentEvent.Kind.RESOLVED);
  }

  @Test
  default void knowsWhatAnEvaluationNeeds() {
    see(survey(DEADLINE, symbols(9), missing("S001", FRIDAY), missing("S002", FRIDAY)));
    Incident first =
        ledger().incidents().open().stream()
            .filter(i -> i.fingerprint().group().name().equals("S001"))
            .findFirst()
            .orElseThrow();
    ledger().incidents().record(new Hand(DEADLINE, "ana", "why").resolve(first));
    see(survey(DEADLINE.plusSeconds(9), List.of("S002")));

    IncidentLedger incidents = ledger().incidents();
    assertThat(incidents.known(DEADLINE)).hasSize(2);
    assertThat(incidents.known(DEADLINE.plusSeconds(9)))
        .extracting(Incident::id)
        .as("settled by hand and not seen well since")
        .containsExactly(first.id());
    see(survey(DEADLINE.plusSeconds(10), symbols(9)));
    assertThat(incidents.known(DEADLINE.plusSeconds(9))).isEmpty();
  }

  @Test
  default void findsIncidentsByTheBeginningOfTheirIds() {
    see(survey(DEADLINE, symbols(9), missing("S001", FRIDAY), missing("S002", FRIDAY)));
    Incident one = ledger().incidents().open().get(0);
    assertThat(ledger().incidents().named(one.id())).containsExactly(one);
    assertThat(ledger().incidents().named("i-")).hasSize(2);
    assertThat(ledger().incidents().named("%")).isEmpty();
  }

  @Test
  default void oneCauseHasOneOpenIncident() {
    see(survey(DEADLINE, symbols(9), missing("S001", FRIDAY)));
    Reconciled blind =
        Reconciler.reconcile(
            survey(DEADLINE.plusSeconds(1), symbols(9), missing("S001", FRIDAY)), List.of());
    assertThatThrownBy(() -> ledger().incidents().record(blind))
        .isInstanceOf(LedgerException.class);
    assertThat(ledger().incidents().open()).hasSize(1);
    assertThat(ledger().incidents().events(blind.changed().get(0).id())).isEmpty();
  }

  @Test
  default void thoseWhoChangeIncidentsTakeTurns() throws InterruptedException {
    ledger().open();
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch within = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Thread first =
        new Thread(
            () ->
                ledger()
                    .atomically(
                        () -> {
                          ledger().incidents().takeTurn();
                          within.countDown();
                          await(go);
                          order.add("first");
                        }));
    first.start();
    await(within);
    Ledger other = another();
    Thread second =
        new Thread(
            () ->
                other.atomically(
                    () -> {
                      other.incidents().takeTurn();
                      order.add("second");
                    }));
    second.start();
    second.join(300);
    assertThat(order).isEmpty();
    go.countDown();
    first.join();
    second.join();
    assertThat(order).containsExactly("first", "second");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  default void keepsSilencesAndTheirNewEnds() {
    Silence silence =
        new Silence(
            "s-1",
            List.of("severity=\"warning\"", "instrument=~\"A.*\""),
            DEADLINE,
            DEADLINE.plusSeconds(60),
            "ana",
            "maintenance",
            DEADLINE);
    ledger().incidents().record(silence);
    assertThat(ledger().incidents().silences(DEADLINE)).containsExactly(silence);
    assertThat(ledger().incidents().silences(DEADLINE.plusSeconds(60))).isEmpty();

    Silence ended = silence.endedAt(DEADLINE.plusSeconds(5));
    ledger().incidents().record(ended);
    assertThat(ledger().incidents().silences(DEADLINE)).containsExactly(ended);
    assertThat(ended.lastsAt(DEADLINE.plusSeconds(4))).isTrue();
    assertThat(ended.lastsAt(DEADLINE.plusSeconds(5))).isFalse();
  }

  @Test
  default void forgetsIncidentsThatAreOverAndWhatWasSaidOfThem() {
    see(survey(DEADLINE, symbols(9), missing("S001", FRIDAY), missing("S002", FRIDAY)));
    see(survey(DEADLINE.plusSeconds(1), List.of("S001"), missing("S002", FRIDAY)));
    ledger().past().forget(DEADLINE.plusSeconds(2));
    assertThat(ledger().incidents().newest(9))
        .singleElement()
        .satisfies(i -> assertThat(i.detail().title()).startsWith("S002"));
  }
}
