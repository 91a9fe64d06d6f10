package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Records.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every ledger promises of the lease. */
interface LeaseLedgerConformance {
  Ledger ledger();

  /** Another ledger on the same store; as another machine has it. */
  Ledger another();

  private static Lease lease(String run) {
    LeaseHolder holder =
        new LeaseHolder(
            "host-1", "boot-1", 4711, Optional.of(Instant.parse("2024-07-03T11:59:59Z")));
    return new Lease(run, holder, NOON, Duration.ofSeconds(30), 0);
  }

  @Test
  default void oneOfTwoTakesTheLease() {
    assertThat(ledger().lease().current()).isEmpty();
    assertThat(ledger().lease().take(lease("run-1"), Optional.empty())).isTrue();
    assertThat(another().lease().take(lease("run-2"), Optional.empty())).isFalse();

    assertThat(another().lease().current()).contains(lease("run-1"));
  }

  @Test
  default void whoeverGivesItBackLeavesItToTheNext() {
    ledger().lease().take(lease("run-1"), Optional.empty());
    ledger().lease().renew(NOON.plusSeconds(3));
    ledger().lease().release();

    assertThat(ledger().lease().current()).isEmpty();
    assertThat(another().lease().take(lease("run-2"), Optional.empty())).isTrue();
    ledger().lease().release(); // a second time: it is another's by now
    assertThat(another().lease().current()).contains(lease("run-2"));
  }

  @Test
  default void eachRenewalAndEachRecordingShowsThatTheHolderLives() {
    ledger().lease().take(lease("run-1"), Optional.empty());
    ledger().lease().renew(NOON.plusSeconds(3));
    assertThat(another().lease().current()).map(Lease::renewals).contains(1L);

    ledger().startRun(Records.run("run-1"));
    assertThat(another().lease().current()).map(Lease::renewals).contains(2L);
  }

  @Test
  default void isNotTakenFromAHolderThatRenewedMeanwhile() {
    ledger().lease().take(lease("run-1"), Optional.empty());
    Optional<Lease> seen = another().lease().current();
    ledger().lease().renew(NOON.plusSeconds(3));

    assertThat(another().lease().take(lease("run-2"), seen)).isFalse();
    assertThat(another().lease().current()).map(Lease::runId).contains("run-1");
  }

  @Test
  default void isTakenFromAHolderThatSaidNothingMore() {
    ledger().lease().take(lease("run-1"), Optional.empty());
    Ledger next = another();

    assertThat(next.lease().take(lease("run-2"), next.lease().current())).isTrue();
    assertThat(next.lease().current()).contains(lease("run-2"));
    next.startRun(Records.run("run-2"));
    assertThat(next.run("run-2")).isPresent();
  }

  @Test
  default void whoeverLostItRecordsNothingAnyMore() {
    ledger().openBatch(batch("b-0"), List.of(), List.of(), List.of(), List.of());
    ledger().lease().take(lease("run-1"), Optional.empty());
    ledger().lease().require();
    Ledger next = another();
    next.lease().take(lease("run-2"), next.lease().current());

    assertThatThrownBy(() -> ledger().closeBatch("b-0", NOON))
        .isInstanceOf(LeaseLostException.class)
        .hasMessageContaining("run run-1 lost its lease on ")
        .hasMessageContaining("run run-2 on host-1 (process 4711) has it now");
    assertThatThrownBy(
            () -> ledger().openBatch(batch("b-1"), List.of(), List.of(), List.of(), List.of()))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> ledger().lease().require()).isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> ledger().lease().renew(NOON)).isInstanceOf(LeaseLostException.class);

    assertThat(next.openBatches()).extracting(b -> b.open().batchId()).containsExactly("b-0");
    next.lease().release();
    assertThatThrownBy(() -> ledger().startRun(Records.run("run-1")))
        .isInstanceOf(LeaseLostException.class)
        .hasMessageContaining("another one had it and is done");
    ledger().lease().release();
    assertThat(next.lease().current()).isEmpty();
  }

  private static BatchOpen batch(String id) {
    return Records.batch(id, id);
  }

  @Test
  default void aRecordingLetsNobodyTakeTheLeaseUntilItIsDone() throws Exception {
    ledger().lease().take(lease("run-1"), Optional.empty());
    Ledger next = another();
    Optional<Lease> seen = next.lease().current();
    Thread[] taker = new Thread[1];
    boolean[] taken = {true};
    ledger()
        .atomically(
            () -> {
              ledger().startRun(Records.run("run-1"));
              taker[0] = new Thread(() -> taken[0] = next.lease().take(lease("run-2"), seen));
              taker[0].start();
              ledger().startRun(Records.run("run-1-again"));
            });
    taker[0].join();

    assertThat(taken[0]).isFalse();
    assertThat(next.lease().current()).map(Lease::runId).contains("run-1");
    assertThat(next.runs(10)).hasSize(2);
  }
}
