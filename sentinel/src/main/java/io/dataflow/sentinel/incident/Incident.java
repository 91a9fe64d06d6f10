package io.dataflow.sentinel.incident;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One cause, from when it was first seen until it is over.
 *
 * @param began when the trouble began: the first deadline that was missed
 * @param opened when it was first seen; again, when it came back soon after it was over
 * @param detail what is known of the cause now
 * @param standing what became of it
 */
public record Incident(
    String id,
    Fingerprint fingerprint,
    Instant began,
    Instant opened,
    Detail detail,
    Standing standing) {

  /** What people did about it, or evidence. */
  public enum State {
    OPEN,
    /** A person has taken it up; it is not repeated. */
    ACKNOWLEDGED,
    /** A person wants to hear nothing of it until an instant. */
    SNOOZED,
    RESOLVED
  }

  /**
   * What is known of the cause.
   *
   * @param severity never goes down while it lasts
   * @param title on one line: {@code XNYS: 498 of 500 instruments have no bar for 2026-11-20}
   * @param exchange empty for what is about no instruments
   * @param members in order of their names
   * @param size how many there are of their kind; 0 where that says nothing
   * @param missed deadlines missed in a row
   */
  public record Detail(
      Severity severity,
      String title,
      String expected,
      String cause,
      Optional<String> exchange,
      List<Member> members,
      int size,
      int missed) {
    public Detail {
      Objects.requireNonNull(severity, "severity");
      members = List.copyOf(members);
    }

    /**
     * How bad: {@code 498 of 500 instruments, 2 deadlines in a row}; empty text where there is
     * nothing to count.
     */
    public String scope() {
      if (size == 0) {
        return "";
      }
      String many = size == 1 ? "1 instrument" : members.size() + " of " + size + " instruments";
      return missed < 2 ? many : many + ", " + missed + " deadlines in a row";
    }

    /** The same, no less severe than before. */
    Detail atLeast(Severity before) {
      return new Detail(
          severity.or(before), title, expected, cause, exchange, members, size, missed);
    }

    /** The same about other members. */
    Detail with(List<Member> others) {
      return new Detail(severity, title, expected, cause, exchange, others, size, missed);
    }
  }

  /**
   * What became of it.
   *
   * @param snoozedUntil present exactly while it is snoozed
   * @param resolvedAt present exactly when it is over
   * @param resolution likewise
   * @param openings how often it opened within a week, the first time included
   * @param clearSince while it flaps: since when all was seen to be well; of one that was resolved
   *     by hand: when all was seen to be well since
   * @param notedAt when there was last something worth telling
   * @param note what that was
   */
  public record Standing(
      State state,
      Optional<Instant> snoozedUntil,
      Optional<Instant> resolvedAt,
      Optional<Resolution> resolution,
      int openings,
      Optional<Instant> clearSince,
      Instant notedAt,
      String note) {
    public Standing {
      Objects.requireNonNull(state, "state");
      if ((state == State.SNOOZED) != snoozedUntil.isPresent()
          || (state == State.RESOLVED) != resolvedAt.isPresent()
          || resolvedAt.isPresent() != resolution.isPresent()) {
        throw new IllegalArgumentException(
            state + " with " + snoozedUntil + ", " + resolvedAt + ", " + resolution);
      }
    }

    static Standing opened(Instant at, String note) {
      return new Standing(
          State.OPEN,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          1,
          Optional.empty(),
          at,
          note);
    }

    Standing noted(Instant at, String what) {
      return new Standing(
          state, snoozedUntil, resolvedAt, resolution, openings, clearSince, at, what);
    }

    Standing clear(Optional<Instant> since) {
      return new Standing(
          state, snoozedUntil, resolvedAt, resolution, openings, since, notedAt, note);
    }

    Standing as(State other, Optional<Instant> until) {
      return new Standing(
          other, until, Optional.empty(), Optional.empty(), openings, clearSince, notedAt, note);
    }

    Standing resolved(Instant at, Resolution how) {
      return new Standing(
          State.RESOLVED,
          Optional.empty(),
          Optional.of(at),
          Optional.of(how),
          openings,
          clearSince,
          at,
          how.why());
    }

    Standing reopened(Instant at, int times, String what) {
      return new Standing(
          State.OPEN,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          times,
          Optional.empty(),
          at,
          what);
    }
  }

  /** One that is seen for the first time. */
  static Incident opened(OpenCause cause, Instant at) {
    long micros = at.getEpochSecond() * 1_000_000L + at.getNano() / 1_000;
    return new Incident(
        cause.fingerprint().incidentId(micros),
        cause.fingerprint(),
        cause.since(),
        at,
        cause.detail(),
        Standing.opened(at, "opened"));
  }

  public Incident {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(standing, "standing");
  }

  public boolean over() {
    return standing.state() == State.RESOLVED;
  }

  Incident with(Detail other) {
    return new Incident(id, fingerprint, began, opened, other, standing);
  }

  Incident with(Standing other) {
    return new Incident(id, fingerprint, began, opened, detail, other);
  }

  /**
   * By which routes, silences and other alert systems know it. Only {@code severity} may change
   * while it lasts.
   */
  public Map<String, String> labels(String environment) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("alertname", "sentinel-" + fingerprint.what().word());
    labels.put("class", fingerprint.what().word());
    labels.put("severity", detail.severity().word());
    labels.put("dataset", fingerprint.dataset());
    labels.put("scope", fingerprint.group().scope().word());
    labels.put("environment", environment);
    if (!fingerprint.source().isEmpty()) {
      labels.put("source", fingerprint.source());
    }
    detail.exchange().ifPresent(name -> labels.put("exchange", name));
    switch (fingerprint.group().scope()) {
      case INSTRUMENT -> labels.put("instrument", fingerprint.group().name());
      case EXCHANGE -> labels.put("exchange", fingerprint.group().name());
      case PROGRAM -> labels.put("part", fingerprint.group().name());
    }
    return labels;
  }
}
