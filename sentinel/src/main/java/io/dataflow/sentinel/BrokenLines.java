package io.dataflow.sentinel;

import io.dataflow.sentinel.channel.Channel;
import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.IncidentClass;
import io.dataflow.sentinel.incident.Survey;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.notify.Outgoing;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What became of messages in terms of incidents: a channel that takes nothing any more is one. */
final class BrokenLines {
  private final Ledger ledger;
  private final Function<String, Optional<Channel>> channels;
  private final Instant now;

  /**
   * @param channels a channel by its id; empty when the settings do not name it any more
   */
  BrokenLines(Ledger ledger, Function<String, Optional<Channel>> channels, Instant now) {
    this.ledger = ledger;
    this.channels = channels;
    this.now = now;
  }

  /** Channels that messages were given up for; empty when none is to blame. */
  Optional<Survey> broken(List<Outgoing> givenUp) {
    Map<String, Outgoing> first = new TreeMap<>();
    givenUp.stream()
        .filter(lost -> channels.apply(lost.line()).isPresent()) // else there is nothing to mend
        .forEach(lost -> first.putIfAbsent(lost.line(), lost));
    Surveyor surveyor = new Surveyor(now);
    first.forEach(
        (line, lost) ->
            surveyor.broken(
                IncidentClass.DELIVERY_FAILED,
                line,
                lost.created(),
                "messages are taken",
                lost.failure().orElse("unknown"),
                1));
    return Optional.of(surveyor.survey()).filter(s -> !first.isEmpty());
  }

  /**
   * Channels of which it is open that they are broken, and that took a message since or are not in
   * the settings any more; empty when there is none.
   */
  Optional<Survey> mended(Deliverer.Deliveries deliveries) {
    Set<String> took = lines(deliveries.sent());
    took.removeAll(lines(deliveries.givenUp()));
    List<String> mended =
        ledger.incidents().open().stream()
            .filter(i -> i.fingerprint().what() == IncidentClass.DELIVERY_FAILED)
            .filter(
                i -> took.contains(line(i)) || tookSince(i) || channels.apply(line(i)).isEmpty())
            .map(BrokenLines::line)
            .sorted()
            .toList();
    Surveyor surveyor = new Surveyor(now);
    mended.forEach(line -> surveyor.works(IncidentClass.DELIVERY_FAILED, line));
    return Optional.of(surveyor.survey()).filter(s -> !mended.isEmpty());
  }

  private static Set<String> lines(List<Outgoing> messages) {
    return messages.stream().map(Outgoing::line).collect(Collectors.toCollection(HashSet::new));
  }

  /** Also from a process that was killed before it said so. */
  private boolean tookSince(Incident incident) {
    return Optional.ofNullable(ledger.outbox().lastSettled().get(line(incident)))
        .filter(o -> o.state() == Outgoing.State.SENT)
        .flatMap(Outgoing::done)
        .filter(at -> at.isAfter(incident.opened()))
        .isPresent();
  }

  private static String line(Incident incident) {
    return incident.fingerprint().group().name();
  }
}
