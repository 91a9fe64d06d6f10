package io.dataflow.sentinel.silver;

import io.dataflow.sentinel.bronze.Vintage;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.source.CandidateBar;
import io.dataflow.sentinel.source.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A parsed vintage on its way into silver.
 *
 * @param calendar the feed's calendar; empty when none is known
 * @param settle how long after the close a bar may still change
 */
public record Incoming(
    Vintage vintage, Outcome.Bars bars, Optional<TradingCalendar> calendar, Duration settle) {

  public Symbol symbol() {
    return vintage.receipt().request().symbol();
  }

  Instant retrievedAt() {
    return vintage.receipt().retrievedAt();
  }

  private ZoneId zone() {
    return bars.facts().zone().orElse(ZoneOffset.UTC);
  }

  /** Whether a bar has settled: asked for late enough, and not stamped with the last trade. */
  public boolean settled(CandidateBar bar) {
    return !bar.live()
        && bar.session()
            .filter(session -> !retrievedAt().isBefore(close(session).plus(settle)))
            .isPresent();
  }

  /** The session's close; without a calendar the end of its day in the instrument's zone. */
  private Instant close(LocalDate session) {
    return calendar
        .flatMap(c -> c.session(session, retrievedAt()))
        .map(Session::close)
        .orElseGet(() -> session.plusDays(1).atStartOfDay(zone()).toInstant());
  }

  boolean inFuture(LocalDate session) {
    return calendar
        .flatMap(c -> c.session(session, retrievedAt()))
        .map(s -> retrievedAt().isBefore(s.open()))
        .orElseGet(() -> session.isAfter(retrievedAt().atZone(zone()).toLocalDate()));
  }

  /** {@code session}, {@code optional}, {@code closed}, or {@code unknown} without a calendar. */
  String sessionKind(LocalDate session) {
    if (calendar.isEmpty()) {
      return "unknown";
    }
    return calendar
        .get()
        .session(session, retrievedAt())
        .map(s -> s.owed() ? "session" : "optional")
        .orElse("closed");
  }
}
