package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Settings;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.source.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what to ask for: everything since the start date for a new instrument, else what is
 * missing and the last sessions again, because bars are corrected until two days later.
 */
final class Planner {
  private final Settings settings;

  Planner(Settings settings) {
    this.settings = settings;
  }

  /**
   * The requests of a run.
   *
   * @param lastSessions silver's last session by symbol
   */
  List<Request> plan(
      List<Instrument> instruments, Map<String, LocalDate> lastSessions, Instant now) {
    List<Request> requests = new ArrayList<>();
    for (Instrument instrument : instruments) {
      Optional<LocalDate> last =
          Optional.ofNullable(lastSessions.get(instrument.asset().symbol().value()));
      LocalDate from =
          last.map(session -> rereadFrom(instrument, session, now))
              .filter(session -> session.isAfter(settings.startDate()))
              .orElse(settings.startDate());
      request(instrument, from, now).ifPresent(requests::add);
    }
    return requests;
  }

  /** A request for everything since the start date. */
  Optional<Request> wholeHistory(Instrument instrument, Instant now) {
    return request(instrument, settings.startDate(), now);
  }

  private Optional<Request> request(Instrument instrument, LocalDate first, Instant now) {
    Instant from = first.atStartOfDay(instrument.zone()).toInstant();
    Instant tomorrow = now.plus(Duration.ofDays(1));
    Instant to =
        settings
            .endDate()
            .map(end -> end.plusDays(1).atStartOfDay(instrument.zone()).toInstant())
            .filter(end -> end.isBefore(tomorrow))
            .orElse(tomorrow);
    return from.isBefore(to)
        ? Optional.of(
            new Request(instrument.asset().symbol(), instrument.asset().interval(), from, to))
        : Optional.empty();
  }

  private LocalDate rereadFrom(Instrument instrument, LocalDate last, Instant now) {
    int reread = settings.pipeline().rereadSessions();
    LocalDate earliest = last.minusDays(2L * reread + 10);
    List<LocalDate> sessions =
        instrument.calendar().stream()
            .flatMap((TradingCalendar c) -> c.sessions(earliest, last, now).stream())
            .map(Session::date)
            .toList();
    return sessions.size() < reread
        ? last.minusDays(2L * reread)
        : sessions.get(sessions.size() - reread);
  }
}
