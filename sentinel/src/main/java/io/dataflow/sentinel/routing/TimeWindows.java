package io.dataflow.sentinel.routing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The named stretches of time of an alerts file, and whether they keep a route quiet.
 *
 * <p>A window of an exchange is unknown beyond the dates its calendar was verified for. Unknown
 * never mutes: neither a route that is to be quiet then, nor one that is to be active then only.
 */
public final class TimeWindows {
  /** How far ahead the end of a silence is looked for. */
  private static final int DAYS_AHEAD = 370;

  private static final int DAYS_AT_ONCE = 10;

  private final Map<String, TimeWindow> windows;

  TimeWindows(Collection<TimeWindow> windows) {
    this.windows =
        windows.stream()
            .collect(
                Collectors.toMap(
                    TimeWindow::name, each -> each, (first, later) -> first, LinkedHashMap::new));
  }

  public static TimeWindows none() {
    return new TimeWindows(List.of());
  }

  /** The names of all, in the order of the file. */
  public List<String> names() {
    return List.copyOf(windows.keySet());
  }

  /**
   * Whether a moment lies in a window; empty when its calendar does not reach that far.
   *
   * @throws IllegalArgumentException for a name there is none of
   */
  public Optional<Boolean> covers(String name, Instant at) {
    Cover cover = window(name).cover(at);
    return cover == Cover.UNKNOWN ? Optional.empty() : Optional.of(cover == Cover.IN);
  }

  /**
   * What keeps a route quiet; empty when nothing does.
   *
   * @param mutes windows in which it is quiet
   * @param actives windows outside of which it is quiet; none for always active
   */
  Optional<Muted> muted(List<String> mutes, List<String> actives, Instant at) {
    Optional<Muted> now = reason(mutes, actives, at);
    return now.map(muted -> muted.until(end(mutes, actives, at)));
  }

  private Optional<Muted> reason(List<String> mutes, List<String> actives, Instant at) {
    Optional<String> in =
        mutes.stream().filter(name -> window(name).cover(at) == Cover.IN).findFirst();
    if (in.isPresent()) {
      return in.map(name -> new Muted(name, Muted.Why.IN_MUTE_WINDOW, Optional.empty()));
    }
    boolean inactive =
        !actives.isEmpty()
            && actives.stream().allMatch(name -> window(name).cover(at) == Cover.OUT);
    return inactive
        ? Optional.of(
            new Muted(
                String.join(", ", actives), Muted.Why.OUTSIDE_ACTIVE_WINDOWS, Optional.empty()))
        : Optional.empty();
  }

  /** The first moment at which it is not quiet any more. */
  private Optional<Instant> end(List<String> mutes, List<String> actives, Instant at) {
    LocalDate first = LocalDate.ofInstant(at, ZoneOffset.UTC);
    for (int day = 0; day < DAYS_AHEAD; day += DAYS_AT_ONCE) {
      Optional<Instant> end =
          changes(Stream.concat(mutes.stream(), actives.stream()).toList(), first.plusDays(day), at)
              .filter(at::isBefore)
              .filter(moment -> reason(mutes, actives, moment).isEmpty())
              .findFirst();
      if (end.isPresent()) {
        return end;
      }
    }
    return Optional.empty();
  }

  /**
   * The moments of some days by UTC at which a window may begin or end, in order. A place's date
   * may begin a day before or end a day after that of UTC, and a session the evening before that.
   */
  private Stream<Instant> changes(List<String> names, LocalDate first, Instant knownAt) {
    LocalDate next = first.plusDays(DAYS_AT_ONCE);
    Instant from = first.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant to = next.atStartOfDay(ZoneOffset.UTC).toInstant();
    return first
        .minusDays(2)
        .datesUntil(next.plusDays(3))
        .flatMap(date -> names.stream().flatMap(name -> window(name).changes(date, knownAt)))
        .filter(moment -> !moment.isBefore(from) && moment.isBefore(to))
        .distinct()
        .sorted();
  }

  private TimeWindow window(String name) {
    return Optional.ofNullable(windows.get(name))
        .orElseThrow(() -> new IllegalArgumentException("there is no time interval " + name));
  }
}
