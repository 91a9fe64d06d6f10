package io.dataflow.sentinel.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds over long replays and over random histories, each from a seed. */
class ReplayTest {
  private static final TradingCalendar XNYS = Scene.calendar("XNYS");
  private static final FeedTerms TERMS = FeedTerms.exchangeDaily();
  private static final Feed FEED = Scene.feed("AAPL");
  private static final Judge JUDGE = new Judge(XNYS, TERMS);
  private static final int KEPT = 15;

  /** One check a day at 11:30Z, every bar there 7 h after its close: never an alarm. */
  @Test
  void neverAlarmsWhenEveryBarArrivesInTime() {
    Replay replay = new Replay(Optional.empty());
    int checks = 0;
    LocalDate end = LocalDate.parse("2022-12-31");
    for (LocalDate d = LocalDate.parse("2000-01-01"); !d.isAfter(end); d = d.plusDays(1)) {
      FeedVerdict verdict = replay.check(Instant.parse(d + "T11:30:00Z"));
      assertThat(verdict.verdict()).as(d + ": " + verdict.reason()).isEqualTo(Verdict.FRESH);
      assertThat(verdict.holes()).isEmpty();
      checks++;
    }
    System.out.println("replay XNYS 2000-2022: " + checks + " checks, 0 false alarms");
    assertThat(checks).isEqualTo(8401);
  }

  /** Each session of a year dropped in turn is told at the first check past its deadline. */
  @Test
  void tellsEachDroppedSessionAtItsDeadlineAndNotBefore() {
    List<Session> year = sessions("2008-01-02", "2008-12-31");
    for (Session dropped : year) {
      Instant deadline = dropped.close().plus(TERMS.lag()).plus(TERMS.grace());
      Replay replay = new Replay(Optional.of(dropped.date()));
      replay.check(dropped.open());
      assertThat(replay.check(deadline.minusSeconds(1)).verdict()).isEqualTo(Verdict.FRESH);
      assertThat(replay.check(deadline).verdict()).isEqualTo(Verdict.LATE);
      FeedVerdict later = replay.check(deadline.plus(Duration.ofDays(6)));
      assertThat(later.verdict()).isEqualTo(Verdict.FRESH);
      assertThat(later.holes()).extracting(SessionVerdict::session).containsExactly(dropped.date());
      assertThat(later.coverage().due() - later.coverage().arrived()).isEqualTo(1);
    }
    assertThat(year).hasSize(253);
  }

  /** A later look at what was seen before never makes a state worse; one more bar never either. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void judgingIsMonotoneInLooksAndBars(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      List<Session> week = sessions("2008-03-03", "2008-03-14");
      Instant asOf = week.get(8).close().plus(Duration.ofMinutes(random.nextInt(3000)));
      List<Look> looks = new ArrayList<>();
      List<Holding> holdings = new ArrayList<>();
      for (Session session : week) {
        history(random, session, asOf, looks, holdings);
      }
      FeedVerdict before = verdict(looks, holdings, asOf);
      Session one = week.get(random.nextInt(8));
      Look more = new Look(FEED, one.date(), asOf, Look.Seen.FINAL);
      FeedVerdict looked = verdict(plus(looks, more), holdings, asOf);
      Holding bar = new Holding(FEED, one.date(), Holding.State.FINAL, List.of());
      FeedVerdict held = verdict(plus(looks, more), plus(holdings, bar), asOf);

      assertThat(states(looked)).isEqualTo(states(before));
      assertThat(held.verdict()).isLessThanOrEqualTo(before.verdict());
      assertThat(held.coverage().arrived()).isGreaterThanOrEqualTo(before.coverage().arrived());
      assertThat(held.on(one.date()).orElseThrow().state().arrived()).isTrue();
    }
  }

  /** The same evidence in another order is judged the same. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void judgingDoesNotDependOnOrder(long seed) {
    Random random = new Random(seed);
    List<Session> week = sessions("2008-03-03", "2008-03-14");
    Instant asOf = week.get(9).close();
    List<Look> looks = new ArrayList<>();
    List<Holding> holdings = new ArrayList<>();
    for (Session session : week) {
      history(random, session, asOf, looks, holdings);
    }
    FeedVerdict before = verdict(looks, holdings, asOf);
    java.util.Collections.shuffle(looks, random);
    java.util.Collections.shuffle(holdings, random);
    assertThat(verdict(looks, holdings, asOf)).isEqualTo(before);
  }

  private static void history(
      Random random, Session session, Instant asOf, List<Look> looks, List<Holding> holdings) {
    Instant at = session.close();
    boolean seen = false;
    for (int n = random.nextInt(4); n > 0; n--) {
      at = at.plus(Duration.ofMinutes(1 + random.nextInt(400)));
      seen |= random.nextInt(3) == 0;
      looks.add(new Look(FEED, session.date(), at, seen ? Look.Seen.FINAL : Look.Seen.NOTHING));
    }
    if (seen && !at.isAfter(asOf)) {
      holdings.add(new Holding(FEED, session.date(), Holding.State.FINAL, List.of()));
    }
  }

  private static FeedVerdict verdict(List<Look> looks, List<Holding> holdings, Instant asOf) {
    Watch watch =
        new Watch(FEED, XNYS, TERMS, Instant.parse("2008-03-04T12:00:00Z"), Optional.empty());
    List<Expectation> written = Expectations.toWrite(watch, List.of(), asOf);
    return JUDGE.verdict(
        new Evidence(FEED, written, looks, holdings, Optional.empty(), true, Optional.empty()),
        asOf);
  }

  private static List<SessionState> states(FeedVerdict verdict) {
    return verdict.sessions().stream().map(SessionVerdict::state).toList();
  }

  private static <T> List<T> plus(List<T> some, T one) {
    List<T> more = new ArrayList<>(some);
    more.add(one);
    return more;
  }

  private static List<Session> sessions(String from, String to) {
    return XNYS.sessions(LocalDate.parse(from), LocalDate.parse(to), Instant.MAX);
  }

  /** A feed that is always on time but for one session, checked as runs would. */
  private static final class Replay {
    private final Optional<LocalDate> dropped;
    private List<Expectation> written = List.of();
    private Optional<Instant> since = Optional.empty();

    Replay(Optional<LocalDate> dropped) {
      this.dropped = dropped;
    }

    FeedVerdict check(Instant now) {
      since = since.or(() -> Optional.of(now));
      Watch watch = new Watch(FEED, XNYS, TERMS, since.get(), Optional.empty());
      List<Expectation> all = new ArrayList<>(written);
      all.addAll(Expectations.toWrite(watch, written, now));
      written = all.subList(Math.max(0, all.size() - KEPT), all.size());
      List<Look> looks = new ArrayList<>();
      List<Holding> holdings = new ArrayList<>();
      for (Expectation e : written) {
        Instant arrival = e.close().plus(Duration.ofHours(7));
        if (!arrival.isAfter(now) && !dropped.equals(Optional.of(e.session()))) {
          looks.add(new Look(FEED, e.session(), arrival, Look.Seen.FINAL));
          holdings.add(new Holding(FEED, e.session(), Holding.State.FINAL, List.of()));
        }
      }
      Evidence evidence =
          new Evidence(FEED, written, looks, holdings, Optional.empty(), true, Optional.empty());
      return JUDGE.verdict(evidence, now);
    }
  }
}
