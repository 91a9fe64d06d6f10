package io.dataflow.sentinel.incident;

import io.dataflow.sentinel.incident.Incident.Standing;
import io.dataflow.sentinel.incident.Incident.State;
import io.dataflow.sentinel.incident.IncidentEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds an evaluation against the incidents there are: opens, changes and resolves them.
 *
 * <pre>
 *            seen wrong                        all members seen well
 *  nothing ------------> OPEN, ACKNOWLEDGED, SNOOZED ------------> RESOLVED
 *                          ^   while it flaps: 24 h of it              |
 *                          +------- seen wrong within 72 h ------------+
 * </pre>
 *
 * <p>Pure: the same evaluation and incidents give the same end, and a second time nothing more.
 */
public final class Reconciler {
  /** What comes back within this time is the same incident again. */
  public static final Duration REOPENS_WITHIN = Duration.ofHours(72);

  /** While it flaps, evidence has to hold for so long. */
  public static final Duration STAYS_WELL = Duration.ofHours(24);

  private static final Duration COUNTED = Duration.ofDays(7);
  private static final int FLAPS_FROM = 3;

  private final Survey survey;
  private final Instant at;
  private final Map<Fingerprint, Incident> open = new HashMap<>();
  private final Map<Fingerprint, Incident> recent = new HashMap<>();
  private final List<Incident> byHand = new ArrayList<>();
  private final Map<Fingerprint, Incident> opened = new HashMap<>();
  private Whereabouts whereabouts = new Whereabouts(List.of());
  private final Map<String, Incident> changed = new LinkedHashMap<>();
  private final List<IncidentEvent> events = new ArrayList<>();

  private Reconciler(Survey survey, List<Incident> known) {
    this.survey = survey;
    this.at = survey.at();
    known.stream().sorted(Comparator.comparing(Incident::opened)).forEach(this::take);
  }

  /**
   * What follows from an evaluation.
   *
   * @param known all that are not over, those that ended by evidence within {@link
   *     #REOPENS_WITHIN}, and those that ended by hand and were not seen to be well since
   */
  public static Reconciled reconcile(Survey survey, List<Incident> known) {
    return new Reconciler(survey, known).all();
  }

  private void take(Incident incident) {
    if (!incident.over()) {
      open.put(incident.fingerprint(), incident);
      return;
    }
    switch (incident.standing().resolution().orElseThrow().kind()) {
      case EVIDENCE -> recent.put(incident.fingerprint(), incident);
      case HAND -> byHand.add(incident);
      case ABSORBED -> {} // it goes on elsewhere
    }
  }

  private Reconciled all() {
    Settled settled = new Settled(survey, byHand);
    List<Observation> wrong = survey.wrong().stream().filter(o -> !settled.covers(o)).toList();
    for (Incident well : settled.wellNow()) {
      change(well.with(well.standing().clear(Optional.of(at))));
      happened(well, Kind.CLEARED, "seen to be well since it was resolved by hand");
    }
    List<OpenCause> causes = Causes.of(survey, wrong, Set.copyOf(open.keySet()));
    causes.forEach(this::meets);
    whereabouts = new Whereabouts(causes);
    Set<Fingerprint> there =
        causes.stream().map(OpenCause::fingerprint).collect(Collectors.toSet());
    open.values().stream()
        .filter(i -> !there.contains(i.fingerprint()))
        .sorted(Comparator.comparing(Incident::id))
        .forEach(this::gone);
    List.copyOf(open.values()).forEach(this::wakes);
    return new Reconciled(List.copyOf(changed.values()), events);
  }

  private void meets(OpenCause cause) {
    Incident incident = open.get(cause.fingerprint());
    if (incident != null) {
      update(incident, cause);
      return;
    }
    Optional<Incident> before =
        Optional.ofNullable(recent.get(cause.fingerprint()))
            .filter(i -> !since(i.standing().resolvedAt().orElseThrow(), REOPENS_WITHIN));
    if (before.isPresent()) {
      reopen(before.get(), cause);
    } else {
      Incident fresh = Incident.opened(cause, at);
      opened.put(fresh.fingerprint(), fresh);
      change(fresh);
      happened(fresh, Kind.OPENED, fresh.detail().title() + ": " + fresh.detail().cause());
    }
  }

  private boolean since(Instant instant, Duration length) {
    return !instant.plus(length).isAfter(at);
  }

  private void reopen(Incident before, OpenCause cause) {
    boolean counted = !since(before.opened(), COUNTED);
    int times = counted ? before.standing().openings() + 1 : 1;
    boolean flaps = times >= FLAPS_FROM;
    String what =
        flaps
            ? "back for the "
                + times
                + ". time within a week; from now on it is over only once all"
                + " was well for "
                + STAYS_WELL.toHours()
                + " h"
            : "came back";
    Incident again =
        new Incident(
            before.id(),
            before.fingerprint(),
            cause.since(),
            at,
            cause.detail(),
            before.standing().reopened(at, times, what));
    opened.put(again.fingerprint(), again);
    change(again);
    happened(again, Kind.REOPENED, again.detail().title() + ": " + again.detail().cause());
    if (flaps) {
      happened(again, Kind.FLAPPING, what);
    }
  }

  private void update(Incident incident, OpenCause cause) {
    List<Member> members = with(cause.detail().members(), left(incident, cause));
    Incident.Detail detail = cause.detail().with(members).atLeast(incident.detail().severity());
    Incident now = incident.with(detail);
    if (detail.severity().compareTo(incident.detail().severity()) > 0) {
      String why = worse(incident.detail(), detail);
      now = now.with(now.standing().noted(at, why));
      happened(
          now,
          Kind.WORSENED,
          incident.detail().severity().word() + " -> " + detail.severity().word() + ": " + why);
    } else if (members.size() >= 2 * incident.detail().members().size()) {
      String why = grown(incident, members.size());
      now = now.with(now.standing().noted(at, why));
      happened(now, Kind.CHANGED, why);
    } else if (members.size() != incident.detail().members().size()) {
      happened(now, Kind.CHANGED, grown(incident, members.size()));
    }
    if (now.standing().clearSince().isPresent()) {
      now = now.with(now.standing().clear(Optional.empty()));
    }
    if (!now.equals(incident)) {
      change(now);
    }
  }

  private static String worse(Incident.Detail before, Incident.Detail now) {
    return now.missed() > before.missed()
        ? now.missed() + " deadlines in a row are missed"
        : "it reaches further than before";
  }

  private static String grown(Incident incident, int members) {
    return "from " + incident.detail().members().size() + " to " + members;
  }

  /** Members that are not seen any more and not proven well either: nobody looked at them. */
  private List<Member> left(Incident incident, OpenCause cause) {
    Set<String> seen =
        cause.detail().members().stream().map(Member::name).collect(Collectors.toSet());
    return incident.detail().members().stream()
        .filter(m -> !seen.contains(m.name()))
        .filter(m -> !survey.clears(incident.fingerprint(), m))
        .toList();
  }

  private static List<Member> with(List<Member> some, List<Member> others) {
    return Stream.concat(some.stream(), others.stream())
        .sorted(Comparator.comparing(Member::name))
        .toList();
  }

  /** No cause has its fingerprint any more. */
  private void gone(Incident incident) {
    Elsewhere elsewhere = Elsewhere.of(incident, whereabouts);
    List<Member> left =
        incident.detail().members().stream()
            .filter(m -> !elsewhere.has(m))
            .filter(m -> !survey.clears(incident.fingerprint(), m))
            .toList();
    boolean single = incident.fingerprint().group().scope() == Group.Scope.INSTRUMENT;
    if (!left.isEmpty()) {
      shrink(incident, left);
    } else if (single && elsewhere.only().isPresent()) {
      resolve(incident, Resolution.Kind.ABSORBED, absorbed(current(elsewhere.only().get())));
    } else if (incident.standing().openings() >= FLAPS_FROM && elsewhere.isEmpty()) {
      holds(incident);
    } else {
      int members = incident.detail().members().size();
      String how = elsewhere.words(members, fingerprint -> current(fingerprint).id());
      resolve(incident, Resolution.Kind.EVIDENCE, how);
    }
  }

  private static String absorbed(Incident into) {
    return into.fingerprint().group().scope() == Group.Scope.EXCHANGE
        ? "part of " + into.id() + " from now on"
        : "goes on as " + into.id();
  }

  private Incident current(Fingerprint fingerprint) {
    Incident before = open.get(fingerprint);
    return before == null ? opened.get(fingerprint) : changed.getOrDefault(before.id(), before);
  }

  private void shrink(Incident incident, List<Member> left) {
    if (left.size() < incident.detail().members().size()) {
      change(incident.with(incident.detail().with(left)));
      happened(incident, Kind.CHANGED, grown(incident, left.size()));
    }
  }

  /** One that flaps is over when all was well for a while. */
  private void holds(Incident incident) {
    Optional<Instant> since = incident.standing().clearSince();
    if (since.isEmpty()) {
      change(incident.with(incident.standing().clear(Optional.of(at))));
      happened(incident, Kind.CLEARED, "seen to be well; it is over when that stays so");
    } else if (since(since.get(), STAYS_WELL)) {
      resolve(incident, Resolution.Kind.EVIDENCE, "well since " + since.get());
    }
  }

  private void resolve(Incident incident, Resolution.Kind kind, String why) {
    change(incident.with(incident.standing().resolved(at, new Resolution(kind, why))));
    happened(incident, Kind.RESOLVED, why);
  }

  private void wakes(Incident before) {
    Incident incident = changed.getOrDefault(before.id(), before);
    boolean slept =
        incident.standing().snoozedUntil().filter(until -> !until.isAfter(at)).isPresent();
    if (slept) {
      Standing awake = incident.standing().as(State.OPEN, Optional.empty());
      change(incident.with(awake.noted(at, "snoozed until now")));
      happened(incident, Kind.WOKEN, "the snooze ended");
    }
  }

  private void change(Incident incident) {
    changed.put(incident.id(), incident);
  }

  private void happened(Incident incident, Kind kind, String detail) {
    events.add(new IncidentEvent(incident.id(), at, kind, IncidentEvent.PROGRAM, detail));
  }
}
