package io.dataflow.sentinel;

import io.dataflow.sentinel.channel.Channel;
import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.IncidentClass;
import io.dataflow.sentinel.incident.IncidentEvent;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

  private final Ledger ledger;
  private final AlertSettings settings;
  private final Lines lines;
  private final UnaryOperator<String> redactor;
  private final Sentinel sentinel;
  private final Clock wall;

  /**
   * @param redactor takes secrets out of texts
   */
  AlertDesk(
      Sentinel sentinel,
      AlertSettings settings,
      Lines lines,
      UnaryOperator<String> redactor,
      Clock wall) {
    this.ledger = sentinel.ledger();
    this.sentinel = sentinel;
    this.settings = settings;
    this.lines = lines;
    this.redactor = redactor;
    this.wall = wall;
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
          incidents.record(
              Reconciler.reconcile(survey.with(redactor), incidents.known(since)));
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
          dispatch(now(), Optional.empty());
        });
  }

  /** Takes nothing new: timers and silences may have run out. */
  void timers() {
    see(new Survey(now(), List.of(), Map.of(), Map.of()), Optional.empty());
  }

  private Instant now() {
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
        settings.globals().runbookUrl());
  }

  /** Puts a message into the outbox that is about no incident. */
  void report(Message message, List<String> receivers) {
    RoutedDirectory directory = directory(now());
    List<Outgoing> rows =
        receivers.stream()
            .flatMap(r -> directory.lines(r).stream())
            .filter(line -> line.takes().contains(message.kind()))
            .map(line -> Outgoing.of(line.id(), message, List.of(), now()))
            .toList();
    ledger.outbox().record(new Dispatch(List.of(), rows));
  }

  /** Sends what is due. A channel that takes nothing any more is told over the others. */
  Deliverer.Deliveries deliver() {
    Deliverer deliverer =
        new Deliverer(
            ledger.outbox(), this::line, sentinel.clock(), wall, Deliverer.Patience.usual());
    Deliverer.Deliveries first = deliverer.deliver();
    noted(first);
    if (!brokenLines(first)) {
      return first;
    }
    Deliverer.Deliveries second = deliverer.deliver();
    noted(second);
    return first.and(second);
  }

  private Optional<Channel> line(String id) {
    return Optional.ofNullable(channelsOf(settings.receivers()).get(id));
  }

  /** The channels of those who hear at once when the ledger cannot be used, by their ids. */
  Map<String, Channel> onLedgerFailure() {
    return channelsOf(settings.receivers().stream().filter(Receiver::onLedgerFailure).toList());
  }

  /** The channels of receivers, by their ids. */
  Map<String, Channel> channelsOf(List<Receiver> receivers) {
    return lines.of(receivers);
  }

  /** Histories say who was told, and who was not. */
  private void noted(Deliverer.Deliveries deliveries) {
    List<IncidentEvent> events = new ArrayList<>();
    deliveries.sent().forEach(o -> events.addAll(events(o, IncidentEvent.Kind.NOTIFIED, "")));
    deliveries
        .givenUp()
        .forEach(
            o ->
                events.addAll(
                    events(
                        o, IncidentEvent.Kind.NOT_NOTIFIED, ": " + o.failure().orElse("unknown"))));
    if (!events.isEmpty()) {
      ledger.atomically(
          () -> {
            ledger.incidents().takeTurn();
            ledger.incidents().record(new Reconciled(List.of(), events));
          });
    }
  }

  private static List<IncidentEvent> events(
      Outgoing sent, IncidentEvent.Kind kind, String detail) {
    if (sent.message().kind() == Message.Kind.REFRESH) {
      return List.of();
    }
    String what = sent.line() + ", " + sent.message().kind().name().toLowerCase(Locale.ROOT);
    return sent.incidents().stream()
        .map(
            id ->
                new IncidentEvent(
                    id, sent.done().orElseThrow(), kind, IncidentEvent.PROGRAM, what + detail))
        .toList();
  }

  /** Whether what became of messages opened or ended an incident. */
  private boolean brokenLines(Deliverer.Deliveries deliveries) {
    Surveyor surveyor = new Surveyor(now());
    Set<String> broken = new TreeSet<>();
    for (Outgoing lost : deliveries.givenUp()) {
      if (line(lost.line()).isPresent() && broken.add(lost.line())) {
        surveyor.broken(
            IncidentClass.DELIVERY_FAILED,
            lost.line(),
            lost.created(),
            "messages are taken",
            lost.failure().orElse("unknown"),
            1);
      }
    }
    deliveries.sent().stream()
        .map(Outgoing::line)
        .filter(line -> !broken.contains(line))
        .distinct()
        .forEach(line -> surveyor.works(IncidentClass.DELIVERY_FAILED, line));
    int before = ledger.outbox().pending().size();
    if (!deliveries.sent().isEmpty() || !broken.isEmpty()) {
      see(surveyor.survey(), Optional.empty());
    }
    return ledger.outbox().pending().size() > before;
  }
}
