package io.dataflow.sentinel.freshness;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A feed's evidence, cut off at an instant and found by session. */
final class Records {
  private static final Comparator<Look> BY_TIME = Comparator.comparing(Look::at);

  private final TreeMap<LocalDate, Expectation> expectations;
  private final Map<LocalDate, List<Look>> looks = new HashMap<>();
  private final Map<LocalDate, Holding> holdings = new HashMap<>();
  private final Optional<Attempt> lastAttempt;
  private LocalDate lastSeen = LocalDate.MIN;
  private LocalDate lastHeld = LocalDate.MIN;
  private boolean data;

  Records(Evidence evidence, Instant asOf) {
    expectations = Expectations.inForce(evidence.expectations(), asOf);
    lastAttempt = evidence.lastAttempt().filter(a -> !a.at().isAfter(asOf));
    data = evidence.everHadData();
    evidence.holdings().forEach(this::add);
    for (Look look : evidence.looks()) {
      if (!look.at().isAfter(asOf)) {
        add(look);
      }
    }
    looks.values().forEach(some -> some.sort(BY_TIME));
  }

  private void add(Holding holding) {
    holdings.put(holding.session(), holding);
    boolean held = holding.state() != Holding.State.ABSENT;
    data |= held || holding.refusedBy().stream().anyMatch(rule -> !rule.equals(Blame.NO_PRICES));
    if (held) {
      lastHeld = later(lastHeld, holding.session());
      lastSeen = later(lastSeen, holding.session());
    }
  }

  private void add(Look look) {
    looks.computeIfAbsent(look.session(), s -> new ArrayList<>(2)).add(look);
    if (look.seen().compareTo(Look.Seen.PROVISIONAL) >= 0) {
      lastSeen = later(lastSeen, look.session());
    }
  }

  TreeMap<LocalDate, Expectation> expectations() {
    return expectations;
  }

  /** Looks at a session, oldest first. */
  List<Look> looks(LocalDate session) {
    return looks.getOrDefault(session, List.of());
  }

  Optional<Holding> holding(LocalDate session) {
    return Optional.ofNullable(holdings.get(session));
  }

  Optional<Attempt> lastAttempt() {
    return lastAttempt;
  }

  boolean everHadData() {
    return data;
  }

  /** The newest session with a bar in the table. */
  Optional<LocalDate> lastHeld() {
    return Optional.of(lastHeld).filter(d -> !d.equals(LocalDate.MIN));
  }

  /** The newest session of which the source or the table ever showed a bar. */
  Optional<LocalDate> lastSeen() {
    return Optional.of(lastSeen).filter(d -> !d.equals(LocalDate.MIN));
  }

  private static LocalDate later(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }
}
