package io.dataflow.sentinel.source.standin;

import io.dataflow.sentinel.market.Session;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All sessions of a simulated instrument up to a year, worked out once. */
final class SimulatedHistory {
  private final Venue venue;
  private final Walk walk;
  private final int lastYear;
  private final List<SimulatedDay> days;

  private SimulatedHistory(Venue venue, Walk walk, int lastYear, List<SimulatedDay> days) {
    this.venue = venue;
    this.walk = walk;
    this.lastYear = lastYear;
    this.days = days;
  }

  /** Works out every session; {@code sessions} are those of the venue up to the year's end. */
  static SimulatedHistory of(Venue venue, Walk walk, List<Session> sessions, int lastYear) {
    List<Session> listed =
        sessions.stream().filter(s -> !s.date().isBefore(walk.listed())).toList();
    List<SimulatedDay> days = new ArrayList<>(listed.size());
    SimulatedHistory history = new SimulatedHistory(venue, walk, lastYear, days);
    for (int i = 0; i < listed.size(); i++) {
      LocalDate next =
          i + 1 < listed.size() ? listed.get(i + 1).date() : listed.get(i).date().plusDays(1);
      days.add(history.day(listed.get(i), next));
    }
    return history;
  }

  private SimulatedDay day(Session session, LocalDate next) {
    LocalDate date = session.date();
    Optional<SimulatedDay> last = days.isEmpty() ? Optional.empty() : Optional.of(last());
    double close = last.map(day -> day.prices().close()).orElse(walk.firstPrice());
    LocalDate previous = last.map(SimulatedDay::date).orElse(date);
    Optional<Action.Split> split = walk.split(date, previous, close);
    double ratio = split.map(Action.Split::factor).orElse(1.0);
    double before = close / ratio;
    double shares = last.map(SimulatedDay::shares).orElse(1.0) * ratio;
    double dividend = walk.dividend(date, previous, before);
    double volume = walk.volume(date, shares);
    Dice hours = walk.session(date, 5);
    long settledAt = session.close().getEpochSecond() + settling(hours);
    LocalTime afternoon = LocalTime.of(14, 0).plusMinutes(hours.below(110));
    return new SimulatedDay(
        session,
        venue.stamps(session),
        before,
        walk.prices(date, before - dividend, 1),
        dividend,
        split,
        shares,
        volume,
        settledAt,
        walk.revised(date, volume),
        next.atTime(afternoon).atZone(venue.zone()).toEpochSecond());
  }

  /** Seconds from the close until the bar is settled: about five hours where there is a close. */
  private long settling(Dice hours) {
    return venue.includesEnd() ? 20 * 60 : 16_800 + hours.below(2_400);
  }

  private SimulatedDay last() {
    return days.get(days.size() - 1);
  }

  /** Whether it reaches far enough for a date. */
  boolean covers(LocalDate date) {
    return date.getYear() <= lastYear;
  }

  List<SimulatedDay> days() {
    return days;
  }

  Walk walk() {
    return walk;
  }

  /** How many sessions have begun by a moment. */
  int begun(long now) {
    int low = 0;
    int high = days.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (days.get(middle).shows() <= now) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
