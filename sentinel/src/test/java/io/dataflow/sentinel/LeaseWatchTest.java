package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.ledger.Lease;
import io.dataflow.sentinel.ledger.LeaseHolder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaseWatchTest {
  private final MovedByHand time = new MovedByHand();
  private final LeaseWatch watch = new LeaseWatch(time);

  private static Lease lease(String run, long renewals) {
    // acquired a day ahead: a clock of another machine says nothing here
    return new Lease(
        run,
        new LeaseHolder("host-1", "", 4711, Optional.empty()),
        Instant.parse("2030-01-02T00:00:00Z"),
        Duration.ofSeconds(30),
        renewals);
  }

  /** Looks each second. */
  private void looks(int seconds, Lease lease) {
    for (int i = 0; i < seconds; i++) {
      time.pause(Duration.ofSeconds(1));
      watch.look(lease);
    }
  }

  @Test
  void takesAHolderThatSaysNothingForTheTimeItsLeaseIsValidForGone() {
    watch.look(lease("run-1", 7));
    looks(29, lease("run-1", 7));
    assertThat(watch.expired()).isFalse();
    looks(1, lease("run-1", 7));

    assertThat(watch.expired()).isTrue();
    assertThat(watch.alive()).isFalse();
  }

  @Test
  void takesAHolderThatRenewsForAlive() {
    watch.look(lease("run-1", 7));
    assertThat(watch.alive()).isFalse();
    looks(29, lease("run-1", 7));
    looks(29, lease("run-1", 8));

    assertThat(watch.alive()).isTrue();
    assertThat(watch.expired()).isFalse();
  }

  @Test
  void beginsAnewWithAnotherHolder() {
    watch.look(lease("run-1", 0));
    looks(29, lease("run-1", 0));
    looks(1, lease("run-2", 0));

    assertThat(watch.alive()).isFalse();
    looks(29, lease("run-2", 0));
    assertThat(watch.expired()).isFalse();
  }

  @Test
  void doesNotCountTheTimeInWhichTheLedgerCouldNotBeAsked() {
    watch.look(lease("run-1", 0));
    time.pause(Duration.ofMinutes(10));
    watch.look(lease("run-1", 0));
    assertThat(watch.expired()).isFalse();
    looks(28, lease("run-1", 0));

    assertThat(watch.expired()).isTrue();
  }
}
