package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.FreshnessFile;
import io.dataflow.sentinel.freshness.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asked later about an earlier instant, the program says what it said then: by the bars that were
 * known, the failures that had happened and the terms that were set by that instant.
 */
@Tag("it")
class AsOfTest {
  /** Friday while New York trades, after its close, when settled; the weekend; Monday; Tuesday. */
  private static final List<Instant> MOMENTS =
      List.of(
          Instant.parse("2026-03-06T18:00:00Z"),
          Instant.parse("2026-03-06T21:30:00Z"),
          Instant.parse("2026-03-07T04:45:00Z"),
          Instant.parse("2026-03-07T17:00:00Z"),
          Instant.parse("2026-03-10T01:00:00Z"),
          Instant.parse("2026-03-10T13:00:00Z"),
          Instant.parse("2026-03-11T13:00:00Z"));

  private static final String FAULTS =
      """
      faults:
      - {symbol: TSLA, fault: stopped-feed, after: 2026-03-05, until: 2026-03-11T00:00:00Z}
      - {symbol: SPY, fault: high-below-low, date: 2026-03-06, until: 2026-03-10T12:00:00Z}
      - {symbol: ETH-USD, fault: status, status: 503, from: 2026-03-07T00:00:00Z,
         until: 2026-03-10T12:00:00Z}
      - {symbol: NOSUCH, fault: unknown-symbol}
      """;

  @TempDir private Path folder;

  private Bed bed() throws IOException {
    return new Bed(
        folder,
        List.of("AAPL", "SPY", "TSLA", "BTC-USD", "ETH-USD", "GC=F", "NOSUCH"),
        "2026-02-02",
        FAULTS);
  }

  private static String said(Bed bed, Path data, Instant asOf) {
    try (Sentinel sentinel = bed.open(data, asOf)) {
      List<Instrument> known = sentinel.instruments().known(sentinel.ledger().facts());
      List<FeedVerdict> verdicts = sentinel.watcher().judge(known, asOf, Watcher.Terms.SET_THEN);
      List<FreshnessFile.Entry> entries =
          verdicts.stream().map(v -> new FreshnessFile.Entry(v, "as set")).toList();
      return FreshnessFile.text(entries, asOf, FreshnessFile.Data.SIMULATED);
    }
  }

  @Test
  void saysOfEachEarlierInstantWhatWasSaidThen() throws IOException {
    try (Bed bed = bed()) {
      Path data = folder.resolve("data");
      Map<Instant, String> then = new TreeMap<>();
      for (Instant moment : MOMENTS) {
        bed.run(data, moment);
        then.put(moment, said(bed, data, moment));
      }

      Map<Instant, String> now = new TreeMap<>();
      MOMENTS.forEach(moment -> now.put(moment, said(bed, data, moment)));

      for (Instant moment : MOMENTS) {
        assertThat(now.get(moment)).as("as of %s", moment).isEqualTo(then.get(moment));
      }
      assertThat(Set.copyOf(then.values())).as("the verdicts differ").hasSizeGreaterThan(5);
      assertThat(then.get(MOMENTS.get(3))).contains("HTTP 503");
      assertThat(then.get(MOMENTS.get(6))).doesNotContain("HTTP 503");
    }
  }

  @Test
  void betweenTwoRunsItGoesByWhatTheEarlierOneLeft() throws IOException {
    try (Bed bed = bed()) {
      Path data = folder.resolve("data");
      bed.run(data, MOMENTS.get(1));
      bed.run(data, MOMENTS.get(5));
      Instant between = Instant.parse("2026-03-07T05:00:00Z");

      FeedVerdict apple = verdict(bed, data, "AAPL", between);

      // silver knew Friday's bar before it had settled; that it settled was seen on Tuesday only
      assertThat(apple.verdict()).isEqualTo(Verdict.LATE);
      assertThat(apple.on(LocalDate.parse("2026-03-06")).orElseThrow().cause())
          .hasValueSatisfying(c -> assertThat(c.words()).isEqualTo("provisional only"));
      assertThat(verdict(bed, data, "AAPL", MOMENTS.get(5)).verdict()).isEqualTo(Verdict.FRESH);
    }
  }

  @Test
  void goesByTheTermsThatWereSetThen() throws IOException {
    try (Bed bed = bed()) {
      Path data = folder.resolve("data");
      bed.run(data, MOMENTS.get(0));
      Instant changed = MOMENTS.get(2);
      String settings = Files.readString(bed.settingsFile());
      Files.writeString(
          bed.settingsFile(),
          settings.replace("- \"AAPL\"", "- {symbol: AAPL, lag: PT20H, judge: provisional}"));
      bed.run(data, MOMENTS.get(1));

      LocalDate friday = LocalDate.parse("2026-03-06");
      assertThat(verdict(bed, data, "AAPL", MOMENTS.get(0)).on(friday).orElseThrow().deadline())
          .contains(Instant.parse("2026-03-07T04:30:00Z"));
      assertThat(verdict(bed, data, "AAPL", changed).on(friday).orElseThrow().deadline())
          .contains(Instant.parse("2026-03-07T18:00:00Z"));
    }
  }

  @Test
  void knowsNothingOfTheTimeBeforeTheWatchBegan() throws IOException {
    try (Bed bed = bed()) {
      Path data = folder.resolve("data");
      bed.run(data, MOMENTS.get(2));

      FeedVerdict before = verdict(bed, data, "AAPL", Instant.parse("2026-03-05T12:00:00Z"));

      assertThat(before.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(before.reason())
          .isEqualTo("it was not watched then: the watch began Sat 2026-03-07 04:45 UTC");
    }
  }

  private static FeedVerdict verdict(Bed bed, Path data, String symbol, Instant asOf) {
    try (Sentinel sentinel = bed.open(data, asOf)) {
      List<Instrument> known =
          sentinel.instruments().known(sentinel.ledger().facts()).stream()
              .filter(i -> i.feed().instrument().equals(symbol))
              .toList();
      return sentinel.watcher().judge(known, asOf, Watcher.Terms.SET_THEN).get(0);
    }
  }
}
