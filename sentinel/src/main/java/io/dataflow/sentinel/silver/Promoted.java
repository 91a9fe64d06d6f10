package io.dataflow.sentinel.silver;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What became of the bars of a batch.
 *
 * @param counts by symbol, then by what happened: {@code new, same, settled, updated, volume,
 *     split, source, adjusted, unexplained, ignored, older, refused, warned}
 * @param refused the bars that broke a rule, newly found or known
 * @param seen the accepted sessions of each symbol, final ones and provisional ones
 * @param restated old bars that changed without an explanation
 * @param warned bars that passed although they broke a rule that only warns, by symbol and rules
 */
public record Promoted(
    Map<String, Map<String, Long>> counts,
    List<Refusal> refused,
    Map<String, Seen> seen,
    List<Restatement> restated,
    List<Warned> warned) {
  public Promoted {
    counts = new TreeMap<>(counts);
    refused = List.copyOf(refused);
    seen = Map.copyOf(seen);
    restated = List.copyOf(restated);
    warned = List.copyOf(warned);
  }

  /** Where no bar passed with a warning. */
  public Promoted(
      Map<String, Map<String, Long>> counts,
      List<Refusal> refused,
      Map<String, Seen> seen,
      List<Restatement> restated) {
    this(counts, refused, seen, restated, List.of());
  }

  /** The accepted sessions of a symbol in this batch. */
  public record Seen(Set<LocalDate> settled, Set<LocalDate> provisional) {}

  /**
   * A refused bar.
   *
   * @param session empty text when its stamp names no date
   * @param isNew false when quarantine held the same bar for the same reasons already
   */
  public record Refusal(String symbol, String session, List<String> rules, boolean isNew) {}

  /** An old bar whose values changed, in words. */
  public record Restatement(String symbol, LocalDate session, String change) {}

  /** Bars of a symbol that broke the same rules, and passed. */
  public record Warned(String symbol, List<String> rules, long bars) {}

  /** How often something happened over all symbols. */
  public long count(String what) {
    return counts.values().stream().mapToLong(m -> m.getOrDefault(what, 0L)).sum();
  }

  /** This batch and a later one, for one report. */
  public Promoted and(Promoted later) {
    Map<String, Map<String, Long>> sums = new TreeMap<>();
    for (Promoted one : List.of(this, later)) {
      one.counts.forEach(
          (symbol, counts) ->
              counts.forEach(
                  (what, n) ->
                      sums.computeIfAbsent(symbol, s -> new TreeMap<>())
                          .merge(what, n, Long::sum)));
    }
    Map<String, Seen> both = new TreeMap<>(seen);
    both.putAll(later.seen);
    return new Promoted(
        sums,
        Stream.concat(refused.stream(), later.refused.stream()).toList(),
        both,
        Stream.concat(restated.stream(), later.restated.stream()).toList(),
        Stream.concat(warned.stream(), later.warned.stream()).toList());
  }

  public static Promoted nothing() {
    return new Promoted(Map.of(), List.of(), Map.of(), List.of());
  }
}
