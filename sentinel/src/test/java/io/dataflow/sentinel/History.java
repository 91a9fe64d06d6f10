package io.dataflow.sentinel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A few days of a simulated market with all that can happen to bars: late settling, corrected
 * volume, refused and empty bars, a change nobody explains, a split, a dividend, and an instrument
 * that seems to be another.
 */
final class History {
  static final List<String> ASSETS = List.of("IBM", "SPY", "NVDA", "BTC-USD");

  static final Instant THURSDAY = Instant.parse("2026-01-29T23:30:00Z");
  static final Instant FRIDAY = Instant.parse("2026-01-30T16:00:00Z");

  /** IBM's shares are put together ten to one on this day. */
  static final Instant MONDAY = Instant.parse("2026-02-02T23:30:00Z");

  static final Instant TUESDAY = Instant.parse("2026-02-03T23:30:00Z");
  static final Instant WEDNESDAY = Instant.parse("2026-02-04T23:30:00Z");

  private static final String FAULTS =
      """
      faults:
      - {symbol: SPY, fault: high-below-low, date: 2026-01-28}
      - {symbol: NVDA, fault: null-bar, date: 2026-01-27}
      - {symbol: SPY, fault: high-below-low, date: 2026-02-02, from: 2026-02-02T00:00:00Z}
      - {symbol: SPY, fault: wrong-value, date: 2026-01-22, field: volume, value: 123,
         until: 2026-01-30T00:00:00Z}
      - {symbol: NVDA, fault: wrong-value, date: 2026-01-26, field: low, value: 0.01,
         until: 2026-02-02T00:00:00Z}
      - {symbol: BTC-USD, fault: wrong-meta, field: currency, value: EUR,
         from: 2026-02-03T00:00:00Z}
      """;

  private History() {}

  static Bed bed(Path folder) throws IOException {
    return new Bed(folder, ASSETS, "2025-09-01", FAULTS);
  }
}
