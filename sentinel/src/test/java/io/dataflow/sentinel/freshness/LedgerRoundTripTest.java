package io.dataflow.sentinel.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.ledger.SqliteLedger;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random lives of a feed, each from a seed: a calendar, terms, a month of runs at any time of day
 * that see, miss, fail and change the terms. What the ledger gives back is judged as what went in.
 */
@Tag("it")
class LedgerRoundTripTest {
  private static final int SEEDS = 25;
  private static final int RUNS = 12;
  private static final String DATASET = "silver.bars";
  private static final List<String> CALENDARS =
      List.of("XNYS", "XLON", "XTKS", "XASX", "CMES", "FX", "24/7");

  @TempDir private Path folder;

  @Test
  void judgesWhatTheLedgerKeptAsWhatHappened() {
    Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    Set<SessionState> states = EnumSet.noneOf(SessionState.class);
    Set<Cause> causes = EnumSet.noneOf(Cause.class);
    for (long seed = 1; seed <= SEEDS; seed++) {
      Life life = new Life(new Random(seed), Life.Ways.CHANGING);
      try (Ledger ledger = ledger("a" + seed)) {
        for (int i = 0; i < RUNS; i++) {
          life.run(ledger);
          Instant asOf = life.soon();

          FeedVerdict kept = life.judge(life.kept(ledger, life.held(), asOf), asOf);

          assertThat(kept).as("seed %d", seed).isEqualTo(life.judge(life.happened(), asOf));
          verdicts.add(kept.verdict());
          kept.sessions().forEach(session -> states.add(session.state()));
          kept.sessions().forEach(session -> session.cause().ifPresent(causes::add));
        }
      }
    }
    assertThat(verdicts).contains(Verdict.FRESH, Verdict.LATE, Verdict.STALE);
    assertThat(states)
        .as("what the lives went through")
        .containsExactlyInAnyOrder(
            SessionState.CLOSED,
            SessionState.NOT_DUE,
            SessionState.ON_TIME,
            SessionState.LATE_ARRIVED,
            SessionState.OVERDUE);
    assertThat(causes)
        .contains(Cause.ABSENT, Cause.NOT_LOOKED, Cause.SOURCE_FAILED, Cause.PROVISIONAL_ONLY);
  }

  /** With the whole of a ledger at hand an earlier instant is judged as it was judged then. */
  @Test
  void judgesAnEarlierInstantAsThen() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Life life = new Life(new Random(seed), Life.Ways.STEADY);
      try (Ledger ledger = ledger("b" + seed)) {
        Map<Instant, FeedVerdict> said = new LinkedHashMap<>();
        Map<Instant, List<Holding>> held = new HashMap<>();
        for (int i = 0; i < RUNS; i++) {
          Instant now = life.run(ledger);
          held.put(now, life.held());
          said.put(now, life.judge(life.kept(ledger, held.get(now), now), now));
        }
        for (Instant at : said.keySet()) {
          assertThat(life.judge(life.kept(ledger, held.get(at), at), at))
              .as("seed %d", seed)
              .isEqualTo(said.get(at));
        }
      }
    }
  }

  private Ledger ledger(String name) {
    return new SqliteLedger(folder.resolve(name + ".db"));
  }

  /** One feed and all that happens to it. */
  private static final class Life {
    /** Whether fetches fail and terms change, or neither. */
    enum Ways {
      STEADY,
      CHANGING
    }

    private final Random random;
    private final Ways ways;
    private final Feed feed = Scene.feed("AAPL");
    private final TradingCalendar calendar;
    private final Instant since;
    private FeedTerms terms;
    private Instant now;
    private final List<Expectation> written = new ArrayList<>();
    private final List<Look> looks = new ArrayList<>();
    private final Map<LocalDate, Look.Seen> best = new HashMap<>();
    private Optional<Attempt> attempt = Optional.empty();

    Life(Random random, Ways ways) {
      this.random = random;
      this.ways = ways;
      calendar = Scene.calendar(CALENDARS.get(random.nextInt(CALENDARS.size())));
      since =
          Instant.parse("2005-02-01T00:00:00Z")
              .plusSeconds(random.nextInt(650_000_000))
              .plusNanos(random.nextInt(1_000_000) * 1_000L);
      now = since;
      terms = ways == Ways.STEADY ? FeedTerms.exchangeDaily() : anyTerms();
    }

    private FeedTerms anyTerms() {
      FeedTerms some =
          FeedTerms.exchangeDaily()
              .settling(Duration.ofMinutes(random.nextInt(400)))
              .due(minutes(900), minutes(120))
              .judgedBy(random.nextInt(4) == 0 ? JudgedBy.PROVISIONAL : JudgedBy.FINAL);
      LocalDate today = LocalDate.ofInstant(now, calendar.zone());
      return random.nextInt(8) == 0
          ? some.silent(Optional.of(today.plusDays(1)), Optional.of(today.plusDays(4)))
          : some;
    }

    private Duration minutes(int most) {
      return Duration.ofMinutes(random.nextInt(most));
    }

    /** Time passes and a run checks; says when. */
    Instant run(Ledger ledger) {
      now = now.plusSeconds(random.nextInt(4 * 86_400)).plusNanos(1_000L * random.nextInt(1000));
      if (ways == Ways.CHANGING && random.nextInt(5) == 0) {
        terms = anyTerms();
      }
      Watch watch = new Watch(feed, calendar, terms, since, Optional.empty());
      List<Expectation> promises = Expectations.toWrite(watch, written, now);
      written.addAll(promises);
      boolean fails = ways == Ways.CHANGING && random.nextInt(4) == 0;
      List<Look> seen = fails ? List.of() : look();
      looks.addAll(seen);
      attempt =
          Optional.of(new Attempt(feed, now, fails ? Optional.of("HTTP 500") : Optional.empty()));
      ledger.atomically(
          () -> {
            ledger.watch(feed, since);
            ledger.recordExpectations(promises);
            ledger.recordLooks(seen);
            ledger.recordAttempts(List.of(attempt.get()));
          });
      return now;
    }

    private List<Look> look() {
      List<Look> seen = new ArrayList<>();
      LocalDate today = LocalDate.ofInstant(now, calendar.zone());
      for (Session session : calendar.sessions(today.minusDays(9), today.plusDays(1), now)) {
        if (!session.open().isAfter(now)) {
          Look.Seen what = Look.Seen.values()[random.nextInt(4)];
          best.merge(session.date(), what, (a, b) -> a.compareTo(b) >= 0 ? a : b);
          seen.add(new Look(feed, session.date(), now, best.get(session.date())));
        }
      }
      return seen;
    }

    /** Now, or somewhat later, before the next run. */
    Instant soon() {
      return now.plusSeconds(random.nextInt(2) * (long) random.nextInt(86_400));
    }

    List<Holding> held() {
      List<Holding> holdings = new ArrayList<>();
      best.forEach(
          (session, seen) -> {
            switch (seen) {
              case FINAL -> holdings.add(holding(session, Holding.State.FINAL));
              case PROVISIONAL -> holdings.add(holding(session, Holding.State.PROVISIONAL));
              case NULL -> holdings.add(holding(session, Holding.State.ABSENT));
              case NOTHING -> {}
            }
          });
      return holdings;
    }

    private Holding holding(LocalDate session, Holding.State state) {
      return new Holding(
          feed,
          session,
          state,
          state == Holding.State.ABSENT ? List.of("high_not_below_low") : List.of());
    }

    Evidence happened() {
      return evidence(written, looks, attempt, held());
    }

    Evidence kept(Ledger ledger, List<Holding> held, Instant asOf) {
      LocalDate first = LocalDate.ofInstant(since, calendar.zone()).minusDays(90);
      return evidence(
          ledger.expectations(DATASET, first),
          ledger.looks(DATASET, first),
          ledger.attempts(DATASET, asOf).stream().findFirst(),
          held);
    }

    private Evidence evidence(
        List<Expectation> promises, List<Look> seen, Optional<Attempt> last, List<Holding> held) {
      return new Evidence(feed, promises, seen, held, last, true, Optional.empty());
    }

    FeedVerdict judge(Evidence evidence, Instant asOf) {
      return new Judge(calendar, terms).verdict(evidence, asOf);
    }
  }
}
