package io.dataflow.sentinel.notify;

import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.channel.Message.Kind;
import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.Incident.State;
import io.dataflow.sentinel.incident.IncidentClass;
import io.dataflow.sentinel.incident.Resolution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides what goes into the outbox at an instant. Pure: asked again at the same instant with what
 * came of it, nothing more is to be sent but refreshes.
 *
 * <pre>
 * incident -> addresses -> conversation (opened once) -> FIRING ... CHANGED ... RESOLVED
 * </pre>
 */
public final class Dispatcher {
  private final Directory directory;
  private final Composer composer;
  private final Instant now;
  private final Map<String, Incident> incidents = new LinkedHashMap<>();
  private final List<Incident> lasting;
  private final Map<String, Conversation> open = new LinkedHashMap<>();
  private final Set<String> changed = new HashSet<>();
  private final Audience audience;
  private final List<Outgoing> messages = new ArrayList<>();

  private Dispatcher(
      Directory directory,
      Composer composer,
      Instant now,
      List<Incident> incidents,
      List<Conversation> conversations) {
    this.directory = directory;
    this.composer = composer;
    this.now = now;
    incidents.forEach(i -> this.incidents.put(i.id(), i));
    this.lasting = incidents.stream().filter(i -> !i.over()).toList();
    this.audience = new Audience(directory, now, conversations);
  }

  /**
   * What is to be sent.
   *
   * @param incidents all that are not over, and all that the conversations speak of
   * @param conversations those not closed
   */
  public static Dispatch at(
      Instant now,
      Directory directory,
      Composer composer,
      List<Incident> incidents,
      List<Conversation> conversations) {
    return new Dispatcher(directory, composer, now, incidents, conversations).all();
  }

  private Dispatch all() {
    audience.join(lasting).forEach(c -> changed.add(c.id()));
    audience.conversations().forEach(c -> open.put(c.id(), c));
    audience.conversations().forEach(this::goesOn);
    return new Dispatch(
        open.values().stream().filter(c -> changed.contains(c.id())).toList(), messages);
  }

  private void keep(Conversation conversation) {
    open.put(conversation.id(), conversation);
    changed.add(conversation.id());
  }

  private void goesOn(Conversation before) {
    Conversation conversation = before;
    List<Told> told = conversation.told().stream().map(this::needNotBeTold).toList();
    if (!told.equals(conversation.told())) {
      conversation = conversation.with(told);
      keep(conversation);
    }
    Conversation current = conversation;
    List<Incident> news =
        told.stream()
            .filter(t -> isNews(current, t))
            .map(t -> incidents.get(t.incident()))
            .toList();
    if (news.isEmpty()) {
      nothingNew(current);
    } else if (!now.isBefore(due(current))) {
      tell(current, news);
    }
  }

  private static Instant due(Conversation conversation) {
    return conversation
        .lastTold()
        .map(at -> at.plus(conversation.interval()))
        .orElse(conversation.due());
  }

  /** What was over before anybody was told of it need not be told. */
  private Told needNotBeTold(Told told) {
    Incident incident = incidents.get(told.incident());
    boolean over = incident == null || incident.over() && told.upTo().isEmpty();
    return over && !told.over()
        ? new Told(told.incident(), told.upTo(), true, told.acknowledged())
        : told;
  }

  private boolean isNews(Conversation conversation, Told told) {
    Incident incident = incidents.get(told.incident());
    if (incident == null || told.over()) {
      return false;
    }
    if (incident.over()) {
      return true;
    }
    if (!audience.hears(conversation.receiver(), incident.id())) {
      return false;
    }
    return told.upTo().isEmpty() || told.upTo().get().isBefore(incident.standing().notedAt());
  }

  private void nothingNew(Conversation conversation) {
    boolean over = conversation.told().stream().allMatch(Told::over);
    if (over) {
      keep(conversation.ended(now));
      return;
    }
    List<Told> taken = conversation.told().stream().filter(this::isTakenUp).toList();
    if (!taken.isEmpty()) {
      acknowledged(conversation, taken);
    } else if (reminds(conversation)) {
      say(conversation, Kind.REMINDER, i -> false);
    } else if (conversation.lastTold().isPresent()) {
      refresh(conversation);
    }
  }

  private boolean isTakenUp(Told told) {
    Incident incident = incidents.get(told.incident());
    return incident != null
        && incident.standing().state() == State.ACKNOWLEDGED
        && told.upTo().isPresent()
        && !told.acknowledged();
  }

  private void acknowledged(Conversation conversation, List<Told> taken) {
    send(conversation, Kind.ACKNOWLEDGED, i -> false);
    Conversation said = conversation.said(conversation.lastTold().orElse(now));
    keep(
        said.with(
            said.told().stream()
                .map(t -> taken.contains(t) ? new Told(t.incident(), t.upTo(), t.over(), true) : t)
                .toList()));
  }

  private boolean reminds(Conversation conversation) {
    boolean due =
        !conversation.repeat().isZero()
            && conversation
                .lastTold()
                .filter(at -> !at.plus(conversation.repeat()).isAfter(now))
                .isPresent();
    return due
        && conversation.told().stream()
            .filter(t -> audience.hears(conversation.receiver(), t.incident()))
            .map(t -> incidents.get(t.incident()))
            .anyMatch(i -> i.standing().state() == State.OPEN);
  }

  private void tell(Conversation conversation, List<Incident> news) {
    boolean over =
        conversation.told().stream().allMatch(t -> t.over() || incidents.get(t.incident()).over());
    Kind kind =
        over ? Kind.RESOLVED : conversation.lastTold().isEmpty() ? Kind.FIRING : Kind.CHANGED;
    Conversation said = say(conversation, kind, news::contains);
    List<Told> told =
        said.told().stream()
            .map(
                t -> {
                  Incident incident = incidents.get(t.incident());
                  return news.contains(incident)
                      ? new Told(
                          t.incident(),
                          Optional.of(incident.standing().notedAt()),
                          incident.over(),
                          t.acknowledged())
                      : t;
                })
            .toList();
    Conversation then = said.with(told);
    keep(over ? then.ended(now) : then);
  }

  private Conversation say(Conversation conversation, Kind kind, Predicate<Incident> news) {
    send(conversation, kind, news);
    Conversation said = conversation.said(now);
    keep(said);
    return said;
  }

  private void refresh(Conversation conversation) {
    boolean anybody =
        directory.lines(conversation.receiver()).stream()
            .anyMatch(line -> line.takes().contains(Kind.REFRESH));
    if (anybody) {
      send(conversation, Kind.REFRESH, i -> false);
      keep(conversation.said(conversation.lastTold().orElse(now)));
    }
  }

  private void send(Conversation conversation, Kind kind, Predicate<Incident> news) {
    List<Incident> about =
        conversation.told().stream()
            .filter(t -> !t.over())
            .map(t -> incidents.get(t.incident()))
            .filter(i -> news.test(i) || !i.over())
            .toList();
    Message message =
        composer.message(
            conversation.id() + "." + (conversation.messages() + 1),
            conversation.id(),
            kind,
            about,
            news,
            now);
    boolean goesOnElsewhere =
        kind == Kind.RESOLVED && about.stream().allMatch(Dispatcher::absorbed);
    List<String> ids = about.stream().map(Incident::id).toList();
    for (Line line : directory.lines(conversation.receiver())) {
      boolean itself = about.stream().allMatch(i -> isAbout(line, i));
      if (line.takes().contains(kind) && !itself && (!goesOnElsewhere || line.keepsState())) {
        messages.add(Outgoing.of(line.id(), message, ids, now));
      }
    }
  }

  /** That a channel is out cannot be told over it. */
  private static boolean isAbout(Line line, Incident incident) {
    return incident.fingerprint().what() == IncidentClass.DELIVERY_FAILED
        && incident.fingerprint().group().name().equals(line.id());
  }

  private static boolean absorbed(Incident incident) {
    return incident
        .standing()
        .resolution()
        .filter(r -> r.kind() == Resolution.Kind.ABSORBED)
        .isPresent();
  }
}
