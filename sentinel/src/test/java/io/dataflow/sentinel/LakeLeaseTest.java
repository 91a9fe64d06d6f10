package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.ledger.Lease;
import io.dataflow.sentinel.ledger.LeaseHolder;
import io.dataflow.sentinel.ledger.LeaseLedger;
import io.dataflow.sentinel.ledger.LeaseLostException;
import io.dataflow.sentinel.ledger.SqliteLedger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeLeaseTest {
  private static final Instant NOW = Instant.parse("2026-03-07T04:45:00Z");
  private static final Clock WALL = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();

  private SqliteLedger ledger() {
    return new SqliteLedger(folder.resolve("ledger.db"));
  }

  private static Lease of(LeaseHolder holder) {
    return new Lease("run-1", holder, NOW.minusSeconds(185), Duration.ofSeconds(30), 0);
  }

  /** A holder on another machine, of which nobody here can tell whether it lives. */
  private static final LeaseHolder ELSEWHERE =
      new LeaseHolder("far-away", "another boot", 4711, Optional.empty());

  /** Time that passes by hand, in which a holder elsewhere renews each third second. */
  private static Passing renewing(LeaseLedger holder, int times) {
    MovedByHand time = new MovedByHand();
    return new Passing() {
      private int left = times;
      private Duration next = time.passed().plusSeconds(3);

      @Override
      public Duration passed() {
        return time.passed();
      }

      @Override
      public void pause(Duration length) {
        time.pause(length);
        if (left > 0 && time.passed().compareTo(next) >= 0) {
          left--;
          next = next.plusSeconds(3);
          holder.renew(NOW);
        }
      }
    };
  }

  private Waiting waiting(Duration most, Passing time) {
    return new Waiting(most, time, told::add);
  }

  @Test
  void refusesWhileAnotherMachineRenews() {
    try (SqliteLedger theirs = ledger();
        SqliteLedger ours = ledger()) {
      theirs.lease().take(of(ELSEWHERE), Optional.empty());
      Passing time = renewing(theirs.lease(), 1_000);

      assertThatThrownBy(
              () -> LakeLease.taken(ours.lease(), "run-2", WALL, waiting(Duration.ZERO, time)))
          .isInstanceOf(RunLock.LockedException.class)
          .hasMessage(
              "another run is at work on the lake of this ledger: run run-1 on far-away since"
                  + " 3 min 5 s (process 4711). Wait for it (--wait 10m), or stop it: the next run"
                  + " takes up what it left");
      assertThat(told).isEmpty();
    }
  }

  @Test
  void waitsAsLongAsItMayAndSaysForWhom() {
    try (SqliteLedger theirs = ledger();
        SqliteLedger ours = ledger()) {
      theirs.lease().take(of(ELSEWHERE), Optional.empty());
      Passing time = renewing(theirs.lease(), 1_000);
      Waiting waiting = waiting(Duration.ofMinutes(2), time);

      assertThatThrownBy(() -> LakeLease.taken(ours.lease(), "run-2", WALL, waiting))
          .isInstanceOf(RunLock.LockedException.class);
      assertThat(told)
          .containsExactly(
              "waiting, at most 2 min more: run run-1 on far-away since 3 min 5 s (process 4711)",
              "waiting, at most 1 min more: run run-1 on far-away since 3 min 5 s (process 4711)");
    }
  }

  @Test
  void takesOverFromAMachineThatSaysNothingMore() {
    try (SqliteLedger theirs = ledger();
        SqliteLedger ours = ledger()) {
      theirs.lease().take(of(ELSEWHERE), Optional.empty());
      Waiting waiting = waiting(Duration.ZERO, renewing(theirs.lease(), 0));

      try (LakeLease lease = LakeLease.taken(ours.lease(), "run-2", WALL, waiting)) {
        assertThat(ours.lease().current()).map(Lease::runId).contains("run-2");
        assertThat(told)
            .containsExactly(
                "run run-1 on far-away (process 4711) was cut off: it said nothing for 30 s."
                    + " Its lease is taken over, and so is what it left");
        assertThatThrownBy(() -> theirs.lease().require()).isInstanceOf(LeaseLostException.class);
      }
      assertThat(ours.lease().current()).isEmpty();
    }
  }

  @Test
  void seesAtOnceThatAProcessOfThisMachineIsGone() {
    LeaseHolder self = ThisProcess.holder();
    LeaseHolder earlier =
        new LeaseHolder(
            self.host(),
            self.machine(),
            self.pid(),
            self.processStarted().map(at -> at.minusSeconds(3600)));
    MovedByHand time = new MovedByHand();
    Duration before = time.passed();
    try (SqliteLedger theirs = ledger();
        SqliteLedger ours = ledger()) {
      theirs.lease().take(of(earlier), Optional.empty());

      try (LakeLease lease =
          LakeLease.taken(ours.lease(), "run-2", WALL, waiting(Duration.ZERO, time))) {
        assertThat(told).singleElement().asString().contains("its process is gone");
        assertThat(time.passed()).isEqualTo(before);
      }
    }
  }

  @Test
  void knowsWhoIsGone() throws Exception {
    LeaseHolder self = ThisProcess.holder();
    Process child = new ProcessBuilder("sleep", "60").start();
    LeaseHolder other =
        new LeaseHolder(self.host(), self.machine(), child.pid(), child.info().startInstant());
    assertThat(ThisProcess.gone(self)).isFalse();
    assertThat(ThisProcess.gone(other)).isFalse();
    child.destroyForcibly().waitFor();

    assertThat(ThisProcess.gone(other)).isTrue();
    assertThat(ThisProcess.gone(new LeaseHolder(self.host(), "x", child.pid(), Optional.empty())))
        .isFalse();
  }
}
