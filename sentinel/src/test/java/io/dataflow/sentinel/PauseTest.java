package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing ran for a season: longer than the sessions that are judged reach back. */
@Tag("it")
class PauseTest {
  @TempDir private Path folder;

  private static final Instant BEFORE = Instant.parse("2026-03-10T13:00:00Z");
  private static final Instant AFTER = Instant.parse("2026-06-10T13:00:00Z");

  @Test
  void judgesNothingOlderThanIsJudged() throws IOException {
    try (Bed bed = new Bed(folder, List.of("AAPL"), "2026-01-02", "faults: []\n")) {
      Path data = folder.resolve("data");
      bed.run(data, BEFORE);

      try (Sentinel sentinel = bed.open(data, AFTER)) {
        List<Instrument> known = sentinel.instruments().known(sentinel.ledger().facts());
        FeedVerdict verdict = sentinel.watcher().judge(known, AFTER).get(0);
        assertThat(verdict.verdict()).isEqualTo(Verdict.STALE);
        assertThat(verdict.sessions().get(0).session()).isAfter(LocalDate.parse("2026-04-20"));
      }
    }
  }

  @Test
  void takesUpThereAndPromisesNoOldSessionAgain() throws IOException {
    try (Bed bed = new Bed(folder, List.of("AAPL"), "2026-01-02", "faults: []\n")) {
      Path data = folder.resolve("data");
      bed.run(data, BEFORE);

      RunReport after = bed.run(data, AFTER);

      FeedVerdict verdict = after.lines().get(0).verdict();
      assertThat(verdict.verdict()).as(verdict.reason()).isEqualTo(Verdict.FRESH);
      assertThat(verdict.holes()).isEmpty();
      assertThat(after.exitCode()).isZero();
      try (Sentinel sentinel = bed.open(data, AFTER)) {
        assertThat(sentinel.ledger().expectations(verdict.feed()))
            .extracting(Expectation::session)
            .doesNotHaveDuplicates()
            .contains(LocalDate.parse("2026-03-10"), LocalDate.parse("2026-06-09"))
            .doesNotContain(LocalDate.parse("2026-04-08"));
      }
    }
  }
}
