package io.dataflow.sentinel;

import io.dataflow.sentinel.channel.Channel;
import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.Reconciled;
import io.dataflow.sentinel.incident.Reconciler;
import io.dataflow.sentinel.incident.Survey;
import io.dataflow.sentinel.ledger.IncidentLedger;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.notify.Composer;
import io.dataflow.sentinel.notify.Conversation;
import io.dataflow.sentinel.notify.Dispatch;
import io.dataflow.sentinel.notify.Dispatcher;
import io.dataflow.sentinel.notify.Outgoing;
import io.dataflow.sentinel.notify.Told;
import io.dataflow.sentinel.routing.AlertSettings;
import io.dataflow.sentinel.routing.Receiver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes what was seen and what people did, keeps incidents and messages in the ledger, and sends.
 *
 * <pre>
 * see, did -> one transaction: incidents, their histories, conversations, outbox
 * deliver  -> the outbox, and what became of each message
 * </pre>
 */
final class AlertDesk {
  /** Between two daily runs. */
  private static final Duration A_DAY = Duration.ofHours(26);

  /** From a deadline until the run that looks after it is over. */
  private static final Duration GRACE = Duration.ofHours(3);

  /** What is told of a broken channel may break another one. */
  private static final int ROUNDS = 3;

  private final Ledger ledger;
  private final AlertSettings settings;
  private final Lines lines;
  private final UnaryOperator<String> redactor;
  private final Sentinel sentinel;
  private final Clock wall;
  private final Passing passing;

  /**
   * @param redactor takes secrets out of texts
   * @param wall the running time, for claims
   */
  AlertDesk(
      Sentinel sentinel,
      AlertSettings settings,
      Lines lines,
      UnaryOperator<String> redactor,
      Clock wall,
      Passing passing) {
    this.ledger = sentinel.ledger();
    this.sentinel = sentinel;
    this.settings = settings;
    this.lines = lines;
    this.redactor = redactor;
    this.wall = wall;
    this.passing = passing;
  }

  AlertSettings settings() {
    return settings;
  }

  /** Takes secrets out of a text. */
  UnaryOperator<String> redactor() {
    return redactor;
  }

  /**
   * Takes what an evaluation saw. Recordings of the same transaction are kept with it or not at
   * all.
   *
   * @param nextDue the next deadline there is, for other alert systems
   */
  void see(Survey survey, Optional<Instant> nextDue) {
    ledger.atomically(
        () -> {
          IncidentLedger incidents = ledger.incidents();
          incidents.takeTurn();
          Instant since = survey.at().minus(Reconciler.REOPENS_WITHIN);
          incidents.record(Reconciler.reconcile(survey.with(redactor), incidents.known(since)));
          dispatch(survey.at(), nextDue);
        });
  }

  /** Takes what a person did, decided on what the ledger says of the incident now. */
  void did(Incident incident, Function<Incident, Reconciled> hand) {
    ledger.atomically(
        () -> {
          IncidentLedger incidents = ledger.incidents();
          incidents.takeTurn();
          Incident current = incidents.incidents(List.of(incident.id())).get(0);
          incidents.record(hand.apply(current));
          dispatch(moment(), Optional.empty());
        });
  }

  /** Takes nothing new: timers and silences may have run out. */
  void timers() {
    see(new Survey(moment(), List.of(), Map.of(), Map.of()), Optional.empty());
  }

  private Instant moment() {
    return sentinel.clock().instant().truncatedTo(ChronoUnit.MICROS);
  }

  private void dispatch(Instant at, Optional<Instant> nextDue) {
    List<Conversation> open = ledger.outbox().conversations();
    List<Incident> lasting = ledger.incidents().open();
    Set<String> ids = lasting.stream().map(Incident::id).collect(Collectors.toSet());
    List<String> others =
        open.stream()
            .flatMap(c -> c.told().stream())
            .map(Told::incident)
            .filter(id -> !ids.contains(id))
            .distinct()
            .toList();
    List<Incident> all =
        Stream.concat(lasting.stream(), ledger.incidents().incidents(others).stream()).toList();
    ledger.outbox().record(Dispatcher.at(at, directory(at), composer(at, nextDue), all, open));
  }

  RoutedDirectory directory(Instant at) {
    return new RoutedDirectory(
        settings,
        lines::of,
        ledger.incidents().silences(at),
        sentinel.settings().environment().env(),
        at);
  }

  Composer composer(Instant at, Optional<Instant> nextDue) {
    Instant tomorrow = at.plus(A_DAY);
    Instant expires =
        nextDue.map(due -> due.plus(GRACE)).filter(d -> d.isAfter(tomorrow)).orElse(tomorrow);
    Remedy remedy = sentinel.surroundings().remedy();
    return new Composer(
        sentinel.settings().environment().env(),
        expires,
        id -> remedy.exact("sentinel incidents show " + id),
        settings.globals().runbookUrl().or(() -> settings.globals().externalUrl()));
  }

  /** Puts a message into the outbox that is about no incident. */
  void report(Message message, List<String> receivers) {
    RoutedDirectory directory = directory(moment());
    List<Outgoing> rows =
        receivers.stream()
            .flatMap(r -> directory.lines(r).stream())
            .filter(line -> line.takes().contains(message.kind()))
            .map(line -> Outgoing.of(line.id(), message, List.of(), moment()))
            .toList();
    ledger.outbox().record(new Dispatch(List.of(), rows));
  }

  /** Sends what is due. A channel that takes nothing any more is told over the others. */
  Deliverer.Deliveries deliver() {
    Deliverer.Patience patience = Deliverer.Patience.usual();
    Deliverer deliverer =
        new Deliverer(ledger, this::line, sentinel.clock(), wall, passing, patience);
    BrokenLines broken = new BrokenLines(ledger, this::line, moment());
    Deliverer.Deliveries all = Deliverer.Deliveries.none();
    boolean news = true;
    for (int round = 0; news && round < ROUNDS; round++) {
      Deliverer.Deliveries one = deliverer.deliver(lost -> tell(broken.broken(lost)));
      all = all.and(one);
      news = tell(broken.mended(one)) || !one.givenUp().isEmpty();
    }
    return all;
  }

  /** Whether there was anything to tell. */
  private boolean tell(Optional<Survey> survey) {
    survey.ifPresent(s -> see(s, Optional.empty()));
    return survey.isPresent();
  }

  private Optional<Channel> line(String id) {
    return Optional.ofNullable(lines.of(settings.receivers()).get(id));
  }

  /** The channels of those who hear at once when the ledger cannot be used, by their ids. */
  Map<String, Channel> onLedgerFailure() {
    return channelsOf(settings.receivers().stream().filter(Receiver::onLedgerFailure).toList());
  }

  /** Sends past the outbox. */
  DirectSending direct(Map<String, Channel> some) {
    return new DirectSending(some, passing);
  }

  /** Whether a channel hears that something is over. */
  boolean hearsEnds(String line) {
    return lines.hearsEnds(settings.receivers(), line);
  }

  /** The channels of receivers, by their ids. */
  Map<String, Channel> channelsOf(List<Receiver> receivers) {
    return lines.of(receivers);
  }
}
