package io.dataflow.sentinel.market;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Whether a change was on the exchange's yearly schedule, and since when it is known.
 *
 * @param scheduled false for a storm, an outage, a state funeral
 * @param declared the date it was made public; empty when unknown, which counts as always known
 */
record Notice(boolean scheduled, Optional<LocalDate> declared) {
  static final Notice SCHEDULED = new Notice(true, Optional.empty());

  boolean knownOn(LocalDate date) {
    return declared.map(day -> !day.isAfter(date)).orElse(true);
  }

  /** The words behind a reason: {@code " (unscheduled, declared 2024-12-30)"}; often none. */
  String words() {
    if (scheduled) {
      return "";
    }
    return declared.map(day -> " (unscheduled, declared " + day + ")").orElse(" (unscheduled)");
  }
}
