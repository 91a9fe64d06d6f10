package io.dataflow.sentinel.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.source.standin.SharedData;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The recorded answers of exchanges without the back-test's engine: expectations written and every
 * session judged anew at every quarter of an hour of decades.
 */
@Tag("slow")
class EveryCheckTest {
  private static final Duration STEP = Duration.ofMinutes(15);
  private static final FeedTerms TERMS = FeedTerms.exchangeDaily();

  private static TradingCalendar calendar(String name) {
    return new Calendars(Optional.empty()).find(name).orElseThrow();
  }

  private static List<Session> recorded(String file) {
    return SessionsFile.read(SharedData.folder("calendars").resolve(file));
  }

  /** The recorded ones, with those of the calendar around them. */
  private static List<Session> bars(TradingCalendar calendar, List<Session> recorded) {
    Range range = new Range(recorded.get(0).date(), recorded.get(recorded.size() - 1).date());
    return Bars.recorded("recorded", recorded, calendar, range).sessions();
  }

  @Test
  void aFeedOnTimeNeverRings() {
    TradingCalendar calendar = calendar("XNYS");
    List<Session> recorded = recorded("xnys.csv");
    NaiveFeed feed =
        new NaiveFeed(calendar, TERMS, bars(calendar, recorded), Delays.none(), date -> false);
    Instant end = midnight(recorded.get(recorded.size() - 1).date().plusDays(1));
    long checks = 0;
    for (Instant now = midnight(recorded.get(0).date()); now.isBefore(end); now = now.plus(STEP)) {
      assertThat(feed.overdue(now)).as("at " + now).isEmpty();
      checks++;
    }
    System.out.printf("every check XNYS: %,d judged anew, 0 false alarms%n", checks);
    assertThat(checks).isEqualTo(1_158_240);
  }

  @ParameterizedTest
  @CsvSource({"XNYS, xnys.csv", "XLON, xlon.csv", "XTKS, xtks.csv"})
  void eachDroppedSessionRingsFromItsDeadlineOnAndNotBefore(String name, String file) {
    TradingCalendar calendar = calendar(name);
    List<Session> recorded = recorded(file);
    List<Session> bars = bars(calendar, recorded);
    long checks = 0;
    for (Session lost : recorded) {
      // a feed of the sessions around it is watched from the midnight before on
      int at = bars.indexOf(lost);
      checks += checksBeforeItRings(calendar, bars.subList(at - 5, at + 3), lost);
    }
    System.out.printf(
        "every check %s: %,d sessions dropped, %,d checks before their deadlines, 0 alarms%n",
        name, recorded.size(), checks);
    assertThat(checks).isGreaterThan(30L * recorded.size());
  }

  private static long checksBeforeItRings(
      TradingCalendar calendar, List<Session> bars, Session lost) {
    NaiveFeed feed = new NaiveFeed(calendar, TERMS, bars, Delays.none(), lost.date()::equals);
    Instant deadline = lost.close().plus(Duration.ofMinutes(450));
    long checks = 0;
    Instant now = midnight(lost.date());
    for (; now.isBefore(deadline); now = now.plus(STEP)) {
      assertThat(feed.overdue(now)).as("at " + now).isEmpty();
      checks++;
    }
    assertThat(feed.overdue(now)).as("at " + now).isEqualTo(Set.of(lost.date()));
    return checks;
  }

  private static Instant midnight(LocalDate date) {
    return date.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
