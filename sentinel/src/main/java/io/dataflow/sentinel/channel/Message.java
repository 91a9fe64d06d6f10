package io.dataflow.sentinel.channel;

import io.dataflow.sentinel.incident.Severity;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What somebody is told: one incident, several in one message, or how a run went.
 *
 * @param id the same when it is sent again after a failure, and no other's; letters, digits, dots,
 *     hyphens
 * @param thread the same for all messages about one group of incidents; same form
 * @param severity the worst of the open entries; of a recovery, the worst there was
 * @param title one line, without the environment's name
 * @param environment name of the installation, such as {@code production}
 * @param entries the incidents, the worst first; empty for reports and tests
 * @param facts further lines, in order
 * @param at when it was made
 */
public record Message(
    String id,
    String thread,
    Kind kind,
    Severity severity,
    String title,
    String environment,
    List<Entry> entries,
    List<Fact> facts,
    Instant at) {

  /** Longest title, in characters. */
  public static final int TITLE = 200;

  /** Why somebody is told. */
  public enum Kind {
    /** Something is wrong; the first message of its thread. */
    FIRING,
    /** It got worse, or larger, or a part of it is over. */
    CHANGED,
    /** It is still wrong. */
    REMINDER,
    /** A person has taken it up. */
    ACKNOWLEDGED,
    /** It is over. */
    RESOLVED,
    /** Nothing new, for those who forget what they are not told again. */
    REFRESH,
    /** How a run went. */
    REPORT,
    /** Somebody tries whether messages arrive. */
    TEST
  }

  /** A named value of a message. */
  public record Fact(String name, String value) {}

  /**
   * One incident.
   *
   * @param incident its id
   * @param resolved whether it is over
   * @param title what is wrong, on one line
   * @param since when it began
   * @param expected what should have been, on one line
   * @param scope how bad, as in {@code 498 of 500 instruments}
   * @param cause the likely cause, on one line of at most {@link #CAUSE} characters
   * @param change what is new since the last message; empty in a first one
   * @param members what it is about, as in {@code AAPL}, in order; may be cut to fit
   * @param lasted from its beginning to its end; empty while it lasts
   * @param command what to type to see more
   * @param link where to read more
   * @param labels what stays the same as long as the incident lasts, for other alert systems
   * @param endsAt until when other alert systems may take it as lasting if they hear nothing; its
   *     end when it is over
   */
  public record Entry(
      String incident,
      boolean resolved,
      Severity severity,
      String title,
      Instant since,
      String expected,
      String scope,
      String cause,
      Optional<String> change,
      List<String> members,
      Optional<Duration> lasted,
      String command,
      Optional<URI> link,
      Map<String, String> labels,
      Instant endsAt) {

    /** Longest cause, in characters. */
    public static final int CAUSE = 400;

    public Entry {
      Objects.requireNonNull(severity, "severity");
      members = List.copyOf(members);
      labels = Map.copyOf(labels);
    }
  }

  public Message {
    if (!id.matches("[A-Za-z0-9.-]{1,120}") || !thread.matches("[A-Za-z0-9.-]{1,120}")) {
      throw new IllegalArgumentException("no id of a message: " + id + ", " + thread);
    }
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(severity, "severity");
    entries = List.copyOf(entries);
    facts = List.copyOf(facts);
  }

  /** Whether all it speaks of is over. */
  public boolean resolved() {
    return kind == Kind.RESOLVED;
  }
}
