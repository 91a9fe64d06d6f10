package io.dataflow.sentinel.freshness;

import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A feed with what happened to it, told in one chain; judged as a run at the given instant would.
 */
final class Scene {
  static final Calendars CALENDARS = new Calendars(Optional.empty());

  /** Lag 1 h, grace 30 min, settle 10 min, judged by final bars. */
  static final FeedTerms TERMS =
      FeedTerms.exchangeDaily()
          .settling(Duration.ofMinutes(10))
          .due(Duration.ofHours(1), Duration.ofMinutes(30));

  private final TradingCalendar calendar;
  private final Feed feed;
  private FeedTerms terms = TERMS;
  private Instant since = Instant.EPOCH;
  private Optional<LocalDate> firstTrade = Optional.empty();
  private final List<Look> looks = new ArrayList<>();
  private final List<Holding> holdings = new ArrayList<>();
  private Optional<Attempt> attempt = Optional.empty();
  private boolean everHadData;

  private Scene(TradingCalendar calendar, String symbol) {
    this.calendar = calendar;
    this.feed = feed(symbol);
  }

  static Scene on(String calendar) {
    return on(calendar(calendar));
  }

  static Scene on(TradingCalendar calendar) {
    return of(calendar, "AAPL");
  }

  static Scene of(TradingCalendar calendar, String symbol) {
    return new Scene(calendar, symbol);
  }

  static TradingCalendar calendar(String name) {
    return CALENDARS.find(name).orElseThrow();
  }

  static Feed feed(String symbol) {
    return new Feed("silver.bars", symbol, Interval.DAY_1);
  }

  Scene terms(FeedTerms some) {
    terms = some;
    return this;
  }

  /** Watched from the deadline of this session on, of which nothing else is told. */
  Scene watchedSince(String session) {
    since = deadline(session);
    return this;
  }

  /** Watched from a moment on, of an instrument that first traded in this session. */
  Scene watched(Instant from, LocalDate firstSession) {
    since = from;
    firstTrade = Optional.of(firstSession);
    return this;
  }

  /** The first session told of: there in time, watched since its deadline. */
  Scene had(String session) {
    watchedSince(session);
    return there(session);
  }

  /** A final bar looked at half an hour before the deadline. */
  Scene there(String session) {
    return look(session, deadline(session).minus(Duration.ofMinutes(30)), Look.Seen.FINAL)
        .holds(session, Holding.State.FINAL);
  }

  Scene look(String session, Instant at, Look.Seen seen) {
    looks.add(new Look(feed, LocalDate.parse(session), at, seen));
    return this;
  }

  Scene lookAfterDeadline(String session, long minutes, Look.Seen seen) {
    return look(session, deadline(session).plus(Duration.ofMinutes(minutes)), seen);
  }

  Scene holds(String session, Holding.State state, String... refusedBy) {
    everHadData = true;
    holdings.add(new Holding(feed, LocalDate.parse(session), state, List.of(refusedBy)));
    return this;
  }

  Scene failed(String at, String failure) {
    return attempt(Instant.parse(at), Optional.of(failure));
  }

  /** An answer came, whatever was in it. */
  Scene answered(Instant at) {
    return attempt(at, Optional.empty());
  }

  private Scene attempt(Instant at, Optional<String> failure) {
    if (attempt.filter(last -> last.at().isAfter(at)).isEmpty()) {
      attempt = Optional.of(new Attempt(feed, at, failure));
    }
    return this;
  }

  Instant deadline(String session) {
    Instant close = calendar.session(LocalDate.parse(session), Instant.MAX).orElseThrow().close();
    return close.plus(terms.lag()).plus(terms.grace());
  }

  Watch watch() {
    return new Watch(feed, calendar, terms, since, firstTrade);
  }

  Instant since() {
    return since;
  }

  List<Look> looks() {
    return List.copyOf(looks);
  }

  Optional<Attempt> attempt() {
    return attempt;
  }

  Evidence evidence(Instant asOf) {
    List<Expectation> written = new ArrayList<>(Expectations.toWrite(watch(), List.of(), since));
    written.addAll(Expectations.toWrite(watch(), written, asOf));
    return evidence(written, looks, attempt);
  }

  /** The evidence with rows that were kept elsewhere in place of its own. */
  Evidence evidence(List<Expectation> written, List<Look> kept, Optional<Attempt> last) {
    return new Evidence(feed, written, kept, holdings, last, everHadData, Optional.empty());
  }

  FeedVerdict at(Instant asOf) {
    return judge().verdict(evidence(asOf), asOf);
  }

  Judge judge() {
    return new Judge(calendar, terms);
  }

  FeedVerdict at(String asOf) {
    return at(Instant.parse(asOf));
  }
}
