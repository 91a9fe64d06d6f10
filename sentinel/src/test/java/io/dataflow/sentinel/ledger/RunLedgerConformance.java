package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Records.HOSTILE;
import static io.dataflow.sentinel.ledger.Records.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every ledger promises about runs. */
interface RunLedgerConformance {
  Ledger ledger();

  @Test
  default void givesBackStartedRun() {
    ledger().startRun(Records.run("run-1"));

    assertThat(ledger().run("run-1")).contains(new Run(Records.run("run-1"), Optional.empty()));
    assertThat(ledger().run("run-2")).isEmpty();
  }

  @Test
  default void knowsTheJobOfARun() {
    RunStart run = Records.run("run-1");
    RunStart ofJob =
        new RunStart(
            run.runId(),
            run.startedAt(),
            run.asOf(),
            run.command(),
            run.programVersion(),
            run.sourceUrl(),
            run.host(),
            run.pid(),
            Optional.of("owner/name/7/1"));
    ledger().startRun(ofJob);

    assertThat(ledger().run("run-1")).contains(new Run(ofJob, Optional.empty()));
  }

  @Test
  default void refusesSecondRunOfOneId() {
    ledger().startRun(Records.run("run-1"));

    assertThatThrownBy(() -> ledger().startRun(Records.run("run-1", NOON.plusSeconds(9))))
        .isInstanceOfSatisfying(
            LedgerException.class, e -> assertThat(e.kind()).isEqualTo(LedgerException.Kind.DATA))
        .hasMessageContaining("run run-1 is recorded already");
    assertThat(ledger().run("run-1")).contains(new Run(Records.run("run-1"), Optional.empty()));
  }

  @Test
  default void keepsFirstEndOfRun() {
    ledger().startRun(Records.run("run-1"));

    assertThat(ledger().finishRun("run-1", NOON.plusSeconds(5), 1, "{\"n\":1}")).isTrue();
    assertThat(ledger().finishRun("run-1", NOON.plusSeconds(6), 0, "{\"n\":2}")).isFalse();
    assertThat(ledger().run("run-1").orElseThrow().end())
        .contains(new RunEnd(NOON.plusSeconds(5), 1, "{\"n\":1}"));
  }

  @Test
  default void refusesEndOfUnknownRun() {
    assertThatThrownBy(() -> ledger().finishRun("run-9", NOON, 0, "{}"))
        .isInstanceOf(LedgerException.class)
        .hasMessage("no run run-9 is recorded, so it cannot be ended");
  }

  @Test
  default void listsNewestRunsFirstAndUnfinishedOldestFirst() {
    for (int i = 1; i <= 4; i++) {
      ledger().startRun(Records.run("run-" + i, NOON.plusSeconds(i)));
    }
    ledger().finishRun("run-2", NOON.plusSeconds(60), 0, "{}");

    assertThat(ledger().runs(2))
        .extracting(r -> r.start().runId())
        .containsExactly("run-4", "run-3");
    assertThat(ledger().unfinishedRuns())
        .extracting(r -> r.start().runId())
        .containsExactly("run-1", "run-3", "run-4");
  }

  @Test
  default void keepsStagesInOrderAndReplacesRepeatedOne() {
    Stage fetch = new Stage("fetch", NOON, 120, "{\"requests\":6}");
    Stage silver = new Stage("silver", NOON.plusMillis(120), 80, "{}");
    Stage again = new Stage("silver", NOON.plusMillis(120), 81, "{\"rows\":1}");

    ledger().recordStages("run-1", List.of(silver, fetch));
    ledger().stage("run-1", again);

    assertThat(ledger().stages("run-1")).containsExactly(fetch, again);
    assertThat(ledger().stages("run-2")).isEmpty();
  }

  @Test
  default void keepsHostileTextUnharmed() {
    RunStart run = new RunStart(HOSTILE, NOON, NOON, HOSTILE, HOSTILE, HOSTILE, HOSTILE, -1);
    ledger().startRun(run);
    ledger().finishRun(HOSTILE, NOON, 5, HOSTILE);

    assertThat(ledger().run(HOSTILE))
        .contains(new Run(run, Optional.of(new RunEnd(NOON, 5, HOSTILE))));
  }

  @Test
  default void keepsInstantsToTheMicrosecondCutOffTowardsThePast() {
    Instant before1970 = Instant.parse("1969-12-31T23:59:59.999999999Z");
    ledger().startRun(Records.run("run-1", before1970));

    assertThat(ledger().run("run-1").orElseThrow().start().startedAt())
        .isEqualTo(Instant.parse("1969-12-31T23:59:59.999999Z"));
  }

  @Test
  default void keepsInstantsOfFarYears() {
    Instant far = Instant.parse("9999-12-31T23:59:59.999999Z");
    Instant old = Instant.parse("-2000-01-01T00:00:00.000001Z");
    ledger().startRun(Records.run("run-1", far));
    ledger().startRun(Records.run("run-2", old));

    assertThat(ledger().runs(9)).extracting(r -> r.start().startedAt()).containsExactly(far, old);
    assertThatThrownBy(() -> ledger().startRun(Records.run("run-3", Instant.MAX)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is beyond 292,000 years");
    assertThat(ledger().run("run-3")).isEmpty();
  }
}
