package io.dataflow.sentinel.freshness;

import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long after its close each session of a feed arrived, as far as looks tell.
 *
 * <p>A delay is an interval: the bar was not there at the last look without it and was there at the
 * first look with it. Quantiles and proposals go by its upper end, which can only be too late.
 *
 * @param delays of sessions whose arrival was observed, by session
 * @param unobserved sessions that arrived, of which no look tells if they came in time; left out
 */
public record Punctuality(List<Delay> delays, int unobserved) {

  /**
   * When one session arrived after its close.
   *
   * @param halfDay whether the session had other hours than the regular ones
   * @param moreThan no bar was there this long after the close; zero when no look says so
   * @param atMost a bar was there this long after the close
   */
  public record Delay(LocalDate session, boolean halfDay, Duration moreThan, Duration atMost) {}

  public Punctuality {
    delays = List.copyOf(delays);
  }

  /**
   * Works out the delays of a feed.
   *
   * @param promises all expectations of the feed
   * @param looks all looks at it
   */
  public static Punctuality of(
      TradingCalendar calendar, List<Expectation> promises, List<Look> looks, Instant asOf) {
    List<Delay> delays = new ArrayList<>();
    int unobserved = 0;
    Map<LocalDate, Expectation> inForce = Expectations.inForce(promises, asOf);
    for (SessionVerdict session : sessions(calendar, promises, looks, asOf)) {
      if (session.state().arrived() && session.arrival().isPresent()) {
        if (session.observed()) {
          Expectation promise = inForce.get(session.session());
          delays.add(delay(calendar, promise, session.arrival().get(), asOf));
        } else {
          unobserved++;
        }
      }
    }
    return new Punctuality(delays, unobserved);
  }

  private static List<SessionVerdict> sessions(
      TradingCalendar calendar, List<Expectation> promises, List<Look> looks, Instant asOf) {
    if (promises.isEmpty()) {
      return List.of();
    }
    Feed feed = promises.get(0).feed();
    return new Judge(calendar, FeedTerms.exchangeDaily())
        .verdict(evidence(feed, promises, looks), asOf)
        .sessions();
  }

  /** What was seen by a look is taken for held: delays ask when it was seen, not what it is now. */
  static Evidence evidence(Feed feed, List<Expectation> promises, List<Look> looks) {
    Map<LocalDate, Look.Seen> best = new HashMap<>();
    looks.forEach(l -> best.merge(l.session(), l.seen(), (a, b) -> a.compareTo(b) > 0 ? a : b));
    List<Holding> holdings = new ArrayList<>();
    best.forEach((session, seen) -> holdings.add(holding(feed, session, seen)));
    return new Evidence(feed, promises, looks, holdings, Optional.empty(), true, Optional.empty());
  }

  private static Holding holding(Feed feed, LocalDate session, Look.Seen seen) {
    Holding.State state =
        switch (seen) {
          case FINAL -> Holding.State.FINAL;
          case PROVISIONAL -> Holding.State.PROVISIONAL;
          case NULL, NOTHING -> Holding.State.ABSENT;
        };
    if (!feed.interval().intraday()) {
      return new Holding(feed, session, state, List.of());
    }
    boolean whole = seen == Look.Seen.FINAL;
    BarCount.End end = whole ? BarCount.End.LAST_BAR : BarCount.End.NOT_SEEN;
    return Holding.of(feed, session, new BarCount(whole ? 1 : 0, 1, end));
  }

  private static Delay delay(
      TradingCalendar calendar, Expectation promise, Arrival arrival, Instant asOf) {
    Instant close = promise.close();
    Duration without =
        arrival.lastWithout().map(at -> Duration.between(close, at)).orElse(Duration.ZERO);
    boolean halfDay =
        calendar
            .session(promise.session(), asOf)
            .filter(s -> s.kind() == Session.Kind.SPECIAL_HOURS)
            .isPresent();
    return new Delay(
        promise.session(),
        halfDay,
        without.isNegative() ? Duration.ZERO : without,
        notNegative(Duration.between(close, arrival.firstWith())));
  }

  private static Duration notNegative(Duration delay) {
    return delay.isNegative() ? Duration.ZERO : delay;
  }

  /**
   * The delay that a share of some sessions did not exceed, by nearest rank.
   *
   * @param share above 0, at most 1
   * @return empty when there are none
   */
  public static Optional<Duration> quantile(List<Delay> some, double share) {
    List<Duration> sorted =
        some.stream().map(Delay::atMost).sorted(Comparator.naturalOrder()).toList();
    if (sorted.isEmpty()) {
      return Optional.empty();
    }
    int rank = (int) Math.ceil(share * sorted.size());
    return Optional.of(sorted.get(Math.max(1, Math.min(rank, sorted.size())) - 1));
  }
}
