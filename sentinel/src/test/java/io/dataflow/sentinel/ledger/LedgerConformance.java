package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Records.AAPL;
import static io.dataflow.sentinel.ledger.Records.BARS;
import static io.dataflow.sentinel.ledger.Records.NOON;
import static io.dataflow.sentinel.ledger.Records.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.freshness.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every ledger promises. A ledger's test is a subclass that says how to reach a new one. */
abstract class LedgerConformance
    implements RunLedgerConformance,
        BatchLedgerConformance,
        FreshnessLedgerConformance,
        InstrumentLedgerConformance,
        LeaseLedgerConformance,
        PastLedgerConformance,
        IncidentLedgerConformance,
        OutboxLedgerConformance,
        HostileLedgerConformance {
  private final List<Ledger> opened = new ArrayList<>();
  private Ledger first;

  /** Another ledger on the store of this test, which starts empty. */
  abstract Ledger connect();

  private Ledger opened() {
    Ledger ledger = connect();
    opened.add(ledger);
    return ledger;
  }

  @Override
  public Ledger ledger() {
    if (first == null) {
      first = opened();
    }
    return first;
  }

  @Override
  public Ledger another() {
    return opened();
  }

  @AfterEach
  void close() {
    opened.forEach(Ledger::close);
  }

  @Test
  void showsOneLedgersRecordsToAnother() {
    Ledger other = opened();
    other.open();
    ledger().startRun(Records.run("run-1"));

    assertThat(other.run("run-1")).isPresent();
  }

  @Test
  void opensAgainAfterClose() {
    ledger().startRun(Records.run("run-1"));
    ledger().close();
    ledger().close();

    assertThat(ledger().run("run-1")).isPresent();
  }

  @Test
  void isHealthy() {
    ledger().startRun(Records.run("run-1"));

    assertThat(ledger().check().problem()).isEmpty();
    assertThat(ledger().check().where()).isNotBlank();
  }

  @Test
  void recordsSeveralThingsAtOnceOrNone() {
    ledger()
        .atomically(
            () -> {
              ledger().startRun(Records.run("run-1"));
              ledger().atomically(() -> ledger().watch(AAPL, NOON));
              assertThat(ledger().run("run-1")).isPresent();
            });
    assertThat(ledger().watchedSince(AAPL)).isPresent();

    assertThatThrownBy(
            () ->
                ledger()
                    .atomically(
                        () -> {
                          ledger().startRun(Records.run("run-2"));
                          throw new IllegalStateException("stop");
                        }))
        .hasMessage("stop");
    assertThat(ledger().run("run-2")).isEmpty();
  }

  @Test
  void keepsNothingWhenFailedRecordingIsOverlooked() {
    ledger().startRun(Records.run("run-1"));

    assertThatThrownBy(
            () ->
                ledger()
                    .atomically(
                        () -> {
                          ledger().watch(AAPL, NOON);
                          assertThatThrownBy(() -> ledger().startRun(Records.run("run-1")))
                              .isInstanceOf(LedgerException.class);
                        }))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("a recording within it had failed");
    assertThat(ledger().watchedSince(AAPL)).isEmpty();
  }

  @Test
  void acceptsNothingToRecord() {
    ledger().recordLooks(List.of());
    ledger().recordExpectations(List.of());
    ledger().recordVerdicts("run-1", List.of());

    assertThat(ledger().expectations(BARS, SESSION)).isEmpty();
  }

  @Test
  void losesNothingOfWritersAtOnce() throws Exception {
    List<Ledger> writers = List.of(opened(), opened(), opened());
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        int thread = i;
        done.add(threads.submit(() -> write(writers.get(thread % 3), thread)));
      }
      for (Future<?> future : done) {
        future.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(ledger().runs(1000)).hasSize(6 * 20);
    assertThat(ledger().looks(BARS, SESSION)).hasSize(6 * 20);
  }

  private static void write(Ledger ledger, int thread) {
    for (int i = 0; i < 20; i++) {
      ledger.startRun(Records.run("run-" + thread + "-" + i));
      ledger.recordLooks(
          List.of(Records.look(AAPL, NOON.plusSeconds(thread * 100L + i), Look.Seen.NOTHING)));
    }
  }

  @Test
  void letsOneOfSeveralOpenBatch() throws Exception {
    List<Ledger> callers = List.of(opened(), opened(), opened(), opened());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (Ledger caller : callers) {
        answers.add(
            threads.submit(
                () ->
                    caller.openBatch(
                        Records.batch("b-1", "run-1"),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of())));
      }
      int opened = 0;
      for (Future<Boolean> answer : answers) {
        opened += answer.get() ? 1 : 0;
      }
      assertThat(opened).isEqualTo(1);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void recordsTenThousandRowsInOneCall() {
    ledger().recordExpectations(Records.expectations(10_000));
    ledger().recordExpectations(Records.expectations(10_000));
    ledger()
        .openBatch(
            Records.batch("b-1", "run-1"),
            Records.looks(10_000),
            List.of(),
            IntStream.range(0, 500)
                .mapToObj(i -> Records.check("c" + i, Optional.empty()))
                .toList(),
            List.of());

    assertThat(ledger().expectations(BARS, SESSION)).hasSize(10_000);
    assertThat(ledger().looks(BARS, SESSION.plusDays(19))).hasSize(500);
    assertThat(ledger().checks("run-1")).hasSize(500);
  }
}
