package io.dataflow.sentinel.freshness;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An exchange of which no due instrument arrived while instruments of another exchange did: an
 * unscheduled closure, or an outage of the feed for that exchange.
 *
 * @param instruments how many instruments of the exchange are missing; at least {@link #AT_LEAST}
 * @param elsewhere how many instruments of other exchanges arrived that were due for that session
 *     date or a later one
 */
public record SilentExchange(String calendar, LocalDate session, int instruments, int elsewhere) {
  /** Fewer missing instruments say nothing about an exchange. */
  public static final int AT_LEAST = 3;

  /** Causes under which the source did answer, without a new bar. */
  private static final Set<Cause> ANSWERED =
      EnumSet.of(Cause.ABSENT, Cause.NULL_BAR, Cause.REPEATED_BAR);

  public SilentExchange {
    Objects.requireNonNull(calendar, "calendar");
    Objects.requireNonNull(session, "session");
    if (instruments < AT_LEAST || elsewhere < 1) {
      throw new IllegalArgumentException(
          instruments + " missing of " + calendar + ", " + elsewhere + " elsewhere prove nothing");
    }
  }

  /** The silent exchanges among judged feeds, by name. */
  public static List<SilentExchange> among(List<FeedVerdict> feeds) {
    Map<String, List<FeedVerdict>> due = new TreeMap<>();
    for (FeedVerdict feed : feeds) {
      if (feed.expected().isPresent() && feed.calendar().isPresent()) {
        due.computeIfAbsent(feed.calendar().get(), c -> new ArrayList<>()).add(feed);
      }
    }
    List<SilentExchange> silent = new ArrayList<>();
    due.forEach((calendar, some) -> silent(calendar, some, due).ifPresent(silent::add));
    return List.copyOf(silent);
  }

  /** Names both explanations in one line. */
  public String sentence() {
    return "no instrument of "
        + calendar
        + " has a bar for "
        + Wording.day(session)
        + " ("
        + instruments
        + " missing) while "
        + elsewhere
        + " elsewhere arrived: either "
        + calendar
        + " was closed without notice, or its feed is out";
  }

  private static Optional<SilentExchange> silent(
      String calendar, List<FeedVerdict> some, Map<String, List<FeedVerdict>> due) {
    if (some.size() < AT_LEAST || !some.stream().allMatch(SilentExchange::unanswered)) {
      return Optional.empty();
    }
    LocalDate session =
        some.stream().map(SilentExchange::newestDue).max(LocalDate::compareTo).orElseThrow();
    long elsewhere =
        due.entrySet().stream()
            .filter(e -> !e.getKey().equals(calendar))
            .flatMap(e -> e.getValue().stream())
            .filter(f -> f.verdict() == Verdict.FRESH && !newestDue(f).isBefore(session))
            .count();
    return elsewhere == 0
        ? Optional.empty()
        : Optional.of(new SilentExchange(calendar, session, some.size(), (int) elsewhere));
  }

  private static boolean unanswered(FeedVerdict feed) {
    List<SessionVerdict> missing = feed.missing();
    return !missing.isEmpty()
        && ANSWERED.contains(missing.get(missing.size() - 1).cause().orElseThrow());
  }

  private static LocalDate newestDue(FeedVerdict feed) {
    return feed.expected().orElseThrow().session();
  }
}
