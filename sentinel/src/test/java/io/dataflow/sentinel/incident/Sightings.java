package io.dataflow.sentinel.incident;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sample observations and surveys; Friday 2026-11-20 in New York, whose deadline is Saturday. */
public final class Sightings {
  public static final LocalDate FRIDAY = LocalDate.parse("2026-11-20");
  public static final LocalDate MONDAY = LocalDate.parse("2026-11-23");
  public static final Instant DEADLINE = Instant.parse("2026-11-21T04:30:00Z");
  public static final Instant NEXT_DEADLINE = Instant.parse("2026-11-24T04:30:00Z");

  private Sightings() {}

  /** Instruments {@code S001, S002, ...}. */
  public static List<String> symbols(int count) {
    return IntStream.rangeClosed(1, count).mapToObj("S%03d"::formatted).toList();
  }

  public static Observation missing(String symbol, LocalDate... sessions) {
    return of(IncidentClass.MISSING, symbol, sessions);
  }

  public static Observation of(IncidentClass what, String symbol, LocalDate... sessions) {
    return new Observation(
        what,
        new Subject("silver.bars", "yahoo", Optional.of("XNYS"), symbol),
        List.of(sessions),
        DEADLINE,
        "the bar of Fri 2026-11-20 by Sat 04:30 UTC",
        "source failed: HTTP 503",
        Math.max(1, sessions.length));
  }

  public static Observation brokenRun(String cause, int missed) {
    return new Observation(
        IncidentClass.RUN_FAILED,
        new Subject("pipeline", "", Optional.empty(), "run"),
        List.of(),
        DEADLINE,
        "a run that ends with a verdict",
        cause,
        missed);
  }

  /** Of 500 instruments, those named are proven well but for what is observed. */
  public static Survey survey(Instant at, List<String> lookedAt, Observation... wrong) {
    return survey(at, lookedAt, Stream.of(wrong).toList());
  }

  public static Survey survey(Instant at, List<String> lookedAt, List<Observation> wrong) {
    return survey(at, 500, lookedAt, wrong);
  }

  public static Survey survey(
      Instant at, int size, List<String> lookedAt, List<Observation> wrong) {
    Map<IncidentClass, Map<Survey.Place, Proof>> well = new HashMap<>();
    for (IncidentClass what : IncidentClass.values()) {
      Map<Survey.Place, Proof> proofs = new HashMap<>();
      for (String name : lookedAt) {
        proofs.put(new Survey.Place("silver.bars", name), Proof.ofAll());
        proofs.put(new Survey.Place("pipeline", name), Proof.ofAll());
      }
      well.put(what, proofs);
    }
    return new Survey(at, wrong, well, Map.of("XNYS", size));
  }
}
