package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Settings;
import io.dataflow.sentinel.freshness.Holding;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.source.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides what to ask for: everything since the start date for a new instrument, else the sessions
 * that should be there by the calendar and are not, and the last ones again, because bars are
 * corrected until days later.
 */
final class Planner {
  /** Holes older than this are asked for by a wish or a back-fill only, not by every run. */
  private static final int DAYS_LOOKED_BACK = 45;

  private final Settings settings;
  private final Wish wish;

  Planner(Settings settings, Wish wish) {
    this.settings = settings;
    this.wish = wish;
  }

  /** The first session of which it matters whether silver has it. */
  static LocalDate lookedBackTo(Instant now) {
    return now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(DAYS_LOOKED_BACK);
  }

  /**
   * What silver has.
   *
   * @param last the last session by symbol
   * @param first the first session by symbol, of those that are wished for
   * @param recent what is known of sessions since {@link #lookedBackTo}, by symbol
   */
  record Held(
      Map<String, LocalDate> first,
      Map<String, LocalDate> last,
      Map<String, List<Holding>> recent) {
    private Optional<LocalDate> last(Instrument instrument) {
      return Optional.ofNullable(last.get(instrument.asset().symbol().value()));
    }

    private Set<LocalDate> sessions(Instrument instrument) {
      Set<LocalDate> sessions = new HashSet<>();
      for (Holding holding : recent.getOrDefault(instrument.asset().symbol().value(), List.of())) {
        if (holding.state() != Holding.State.ABSENT) {
          sessions.add(holding.session());
        }
      }
      return sessions;
    }
  }

  /** What a run asks for, an instrument after the other; none before the start date. */
  List<Planned> plan(List<Instrument> instruments, Held held, Instant now) {
    return instruments.stream().flatMap(i -> planned(i, held, now).stream()).toList();
  }

  /**
   * A request for everything since the start date, or since silver's first session where a
   * back-fill went further back.
   *
   * @param first silver's first session by symbol, where it is known
   */
  Optional<Request> wholeHistory(Instrument instrument, Map<String, LocalDate> first, Instant now) {
    return request(instrument, historyFrom(instrument, first), now);
  }

  private LocalDate historyFrom(Instrument instrument, Map<String, LocalDate> first) {
    LocalDate held = first.getOrDefault(instrument.asset().symbol().value(), settings.startDate());
    return held.isBefore(settings.startDate()) ? held : settings.startDate();
  }

  private Optional<Planned> planned(Instrument instrument, Held held, Instant now) {
    Optional<LocalDate> last = held.last(instrument);
    List<PlanReason> reasons = new ArrayList<>();
    if (wish.names(instrument.asset().symbol())) {
      reasons.add(new PlanReason(PlanReason.Kind.WISHED, "its whole history was asked for"));
    }
    if (last.isEmpty()) {
      reasons.add(new PlanReason(PlanReason.Kind.NEW, "silver has no bar of it yet"));
    }
    if (!reasons.isEmpty()) {
      return planned(instrument, historyFrom(instrument, held.first()), List.of(), reasons, now);
    }
    List<LocalDate> missing = missing(instrument, last.get(), held.sessions(instrument), now);
    if (!missing.isEmpty()) {
      reasons.add(new PlanReason(PlanReason.Kind.MISSING, words(missing)));
    }
    LocalDate reread = rereadFrom(instrument, last.get(), now);
    reasons.add(
        new PlanReason(
            PlanReason.Kind.REREAD,
            "the last " + settings.pipeline().rereadSessions() + " sessions again"));
    LocalDate from =
        Stream.concat(missing.stream().limit(1), Stream.of(reread))
            .min(LocalDate::compareTo)
            .filter(session -> session.isAfter(settings.startDate()))
            .orElse(settings.startDate());
    return planned(instrument, from, missing, reasons, now);
  }

  private Optional<Planned> planned(
      Instrument instrument,
      LocalDate from,
      List<LocalDate> missing,
      List<PlanReason> reasons,
      Instant now) {
    return request(instrument, from, now)
        .map(request -> new Planned(instrument, from, request, missing, reasons));
  }

  private static String words(List<LocalDate> missing) {
    return missing.size() == 1
        ? "the session of " + missing.get(0) + " is missing"
        : missing.size()
            + " sessions are missing, "
            + missing.get(0)
            + " to "
            + missing.get(missing.size() - 1);
  }

  /** Sessions that are over and owed and not in silver. */
  private List<LocalDate> missing(
      Instrument instrument, LocalDate last, Set<LocalDate> held, Instant now) {
    LocalDate from =
        Stream.of(
                Optional.of(lookedBackTo(now)),
                Optional.of(settings.startDate()),
                instrument.firstTrade())
            .flatMap(Optional::stream)
            .max(LocalDate::compareTo)
            .orElseThrow();
    LocalDate next = last.isBefore(settings.startDate()) ? settings.startDate() : last.plusDays(1);
    LocalDate since = from.isAfter(last) ? next : from;
    LocalDate today = now.atZone(instrument.zone()).toLocalDate();
    LocalDate until = settings.endDate().filter(end -> end.isBefore(today)).orElse(today);
    return instrument.calendar().stream()
        .flatMap(calendar -> calendar.sessions(since, until, now).stream())
        .filter(session -> session.owed() && !session.close().isAfter(now))
        .map(Session::date)
        .filter(date -> !held.contains(date) && instrument.terms().silence(date).isEmpty())
        .toList();
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
