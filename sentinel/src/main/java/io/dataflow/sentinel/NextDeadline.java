package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Due;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.Member;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds when the next bar is due. */
final class NextDeadline {
  private NextDeadline() {}

  /** Of all instruments that verdicts speak of. */
  static Optional<Instant> of(List<FeedVerdict> verdicts) {
    return verdicts.stream()
        .flatMap(v -> v.next().stream())
        .map(Due::deadline)
        .min(Instant::compareTo);
  }

  /** Of the instruments an incident is about; of all, when it is about none. */
  static Optional<Instant> of(Sentinel sentinel, Incident incident, Instant now) {
    Set<String> members =
        incident.detail().members().stream().map(Member::name).collect(Collectors.toSet());
    List<FeedVerdict> all = sentinel.watcher().judge(sentinel.knownInstruments(), now);
    List<FeedVerdict> own =
        all.stream().filter(v -> members.contains(v.feed().instrument())).toList();
    List<FeedVerdict> some = own.isEmpty() ? all : own;
    return some.stream()
        .flatMap(v -> v.next().stream())
        .map(Due::deadline)
        .filter(d -> d.isAfter(now))
        .min(Instant::compareTo);
  }
}
