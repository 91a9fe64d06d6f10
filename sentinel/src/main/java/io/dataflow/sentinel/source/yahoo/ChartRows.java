package io.dataflow.sentinel.source.yahoo;

import io.dataflow.sentinel.source.Answer;
import io.dataflow.sentinel.source.CandidateBar;
import io.dataflow.sentinel.source.CorporateAction;
import io.dataflow.sentinel.source.Facts;
import io.dataflow.sentinel.source.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Turns the parallel arrays of one result into candidate bars, one a session where that is clear.
 */
final class ChartRows {
  /** Futures open at 18:00 New York for the next date. */
  private static final LocalTime NEXT_DATE_FROM = LocalTime.of(18, 0);

  private static final List<String> FIELDS = List.of("open", "high", "low", "close", "volume");

  private final Answer answer;
  private final Facts facts;
  private final Map<?, ?> result;
  private final List<?> stamps;
  private final ZoneId zone;
  private final List<String> notes = new ArrayList<>();

  ChartRows(Answer answer, Facts facts, Map<?, ?> result, List<?> stamps) {
    this.answer = answer;
    this.facts = facts;
    this.result = result;
    this.stamps = stamps;
    this.zone = facts.zone().orElse(ZoneOffset.UTC);
  }

  Outcome read() {
    Map<?, ?> indicators = ChartTree.map(result, "indicators").orElse(Map.of());
    Map<?, ?> quote = ChartTree.first(indicators, "quote").orElse(Map.of());
    Map<String, List<?>> columns = new LinkedHashMap<>();
    FIELDS.forEach(f -> ChartTree.list(quote, f).ifPresent(values -> columns.put(f, values)));
    ChartTree.first(indicators, "adjclose")
        .flatMap(a -> ChartTree.list(a, "adjclose"))
        .ifPresent(values -> columns.put("adjclose", values));
    for (Map.Entry<String, List<?>> column : columns.entrySet()) {
      if (column.getValue().size() != stamps.size()) {
        return new Outcome.Refused(
            "arrays of unequal length: "
                + stamps.size()
                + " timestamps and "
                + column.getValue().size()
                + " of "
                + column.getKey());
      }
    }
    List<CandidateBar> bars = new ArrayList<>(stamps.size());
    for (int i = 0; i < stamps.size(); i++) {
      bar(columns, i).ifPresent(bars::add);
    }
    List<CandidateBar> settled = answer.request().interval().intraday() ? sorted(bars) : once(bars);
    List<CorporateAction> actions = ChartParser.actions(result, zone, notes);
    return new Outcome.Bars(facts, settled, actions, notes);
  }

  private Optional<CandidateBar> bar(Map<String, List<?>> columns, int i) {
    Optional<Long> stamp = ChartTree.whole(stamps.get(i));
    long seconds = stamp.orElse(Long.MIN_VALUE);
    Optional<Instant> instant = stamp.flatMap(ChartParser::instant);
    boolean live = instant.isPresent() && instant.equals(facts.lastTrade());
    if (instant.isPresent() && beyondRange(instant.get(), live, i)) {
      notes.add("a row at " + instant.get() + " beyond the asked range, dropped");
      return Optional.empty();
    }
    return Optional.of(
        new CandidateBar(
            instant.map(at -> session(at, live)),
            seconds,
            live,
            1,
            price(columns, "open", i),
            price(columns, "high", i),
            price(columns, "low", i),
            price(columns, "close", i),
            price(columns, "adjclose", i),
            volume(columns, i)));
  }

  /**
   * The endpoint appends the latest price even to a range that ended long ago. A daily bar exactly
   * at the end of the range is a real one, though, for crypto and currencies.
   */
  private boolean beyondRange(Instant at, boolean live, int i) {
    boolean late = !at.isBefore(answer.request().to()) && i == stamps.size() - 1;
    return late && (live || answer.request().interval().intraday());
  }

  private LocalDate session(Instant at, boolean live) {
    ZonedDateTime local = at.atZone(zone);
    LocalTime time = local.toLocalTime();
    if (answer.request().interval().intraday()) {
      return local.toLocalDate();
    }
    // Midnight stamps made with a wrong DST table lie at 22:00 or 23:00 of the day before.
    boolean shifted = time.getMinute() == 0 && time.getSecond() == 0 && time.getHour() >= 22;
    boolean evening = live && future() && !time.isBefore(NEXT_DATE_FROM);
    boolean next = evening || shifted && !live;
    return next ? local.toLocalDate().plusDays(1) : local.toLocalDate();
  }

  private boolean future() {
    return facts.type().filter("FUTURE"::equals).isPresent();
  }

  private static double price(Map<String, List<?>> columns, String field, int i) {
    List<?> values = columns.get(field);
    return values == null ? Double.NaN : Float32.shortest(ChartTree.number(values.get(i)));
  }

  private static OptionalLong volume(Map<String, List<?>> columns, int i) {
    List<?> values = columns.get("volume");
    return values == null
        ? OptionalLong.empty()
        : ChartTree.whole(values.get(i)).map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  private static List<CandidateBar> sorted(List<CandidateBar> bars) {
    List<CandidateBar> sorted = new ArrayList<>(bars);
    sorted.sort(Comparator.comparingLong(CandidateBar::stamp));
    return sorted;
  }

  /** One bar a session: a live row with prices replaces the other; equal copies are one. */
  private List<CandidateBar> once(List<CandidateBar> bars) {
    Map<Object, List<CandidateBar>> bySession = new LinkedHashMap<>();
    for (CandidateBar bar : sorted(bars)) {
      Object key = bar.session().<Object>map(s -> s).orElse(bar.stamp());
      List<CandidateBar> rivals = bySession.computeIfAbsent(key, k -> new ArrayList<>());
      boolean placeholder = bar.empty() && !rivals.isEmpty();
      if (placeholder || rivals.removeIf(CandidateBar::empty)) {
        notes.add("a second row of " + key + " without prices, dropped");
      }
      if (rivals.removeIf(r -> !placeholder && (bar.live() || r.sameValues(bar)))) {
        notes.add("a second row of " + key + ", the later one kept");
      }
      if (!placeholder) {
        rivals.add(bar);
      }
    }
    List<CandidateBar> once = new ArrayList<>(bars.size());
    bySession
        .values()
        .forEach(rivals -> rivals.forEach(b -> once.add(b.withCopies(rivals.size()))));
    return once;
  }
}
