package io.dataflow.sentinel.freshness;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A feed's evidence, cut off at an instant and found by session. */
final class Records {
  private final TreeMap<LocalDate, Expectation> expectations;
  private final BySession<List<Look>> looks;
  private final BySession<Holding> holdings;
  private final Optional<Attempt> lastAttempt;
  private LocalDate lastSeen = LocalDate.MIN;
  private LocalDate lastHeld = LocalDate.MIN;
  private boolean data;

  Records(Evidence evidence, Instant asOf) {
    expectations = Expectations.inForce(evidence.expectations(), asOf);
    LocalDate[] sessions = expectations.keySet().toArray(LocalDate[]::new);
    looks = new BySession<>(sessions);
    holdings = new BySession<>(sessions);
    lastAttempt = evidence.lastAttempt().filter(a -> !a.at().isAfter(asOf));
    data = evidence.everHadData();
    evidence.holdings().forEach(this::add);
    for (Look look : evidence.looks()) {
      if (!look.at().isAfter(asOf)) {
        add(look);
      }
    }
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
    List<Look> some = looks.get(look.session()).orElseGet(List::of);
    if (some.isEmpty()) {
      some = new ArrayList<>(2);
      looks.put(look.session(), some);
    }
    int at = some.size();
    while (at > 0 && some.get(at - 1).at().isAfter(look.at())) {
      at--;
    }
    some.add(at, look);
    if (look.seen().compareTo(Look.Seen.PROVISIONAL) >= 0) {
      lastSeen = later(lastSeen, look.session());
    }
  }

  TreeMap<LocalDate, Expectation> expectations() {
    return expectations;
  }

  /** Looks at a session, oldest first. */
  List<Look> looks(LocalDate session) {
    return looks.get(session).orElseGet(List::of);
  }

  Optional<Holding> holding(LocalDate session) {
    return holdings.get(session);
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
