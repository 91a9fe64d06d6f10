package io.dataflow.sentinel;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a vendor says of one instrument, and how it changes its mind. Knows hours and closed days of
 * the winter 2025/26 by itself, so that it does not believe the program's calendars.
 */
final class Tape {
  /** The first session of every tape. */
  static final LocalDate START = LocalDate.of(2025, 12, 8);

  private static final LocalDate END = LocalDate.of(2026, 2, 6);
  private static final Set<LocalDate> CLOSED =
      Set.of(
          LocalDate.of(2025, 12, 25),
          LocalDate.of(2026, 1, 1),
          LocalDate.of(2026, 1, 19),
          LocalDate.of(2026, 2, 16));
  private static final LocalDate HALF_DAY = LocalDate.of(2025, 12, 24);

  /** A row as sent; null where the vendor sends null. */
  record Row(
      long stamp, Double open, Double high, Double low, Double close, Double adj, Long volume) {
    Row at(long other) {
      return new Row(other, open, high, low, close, adj, volume);
    }

    Row volume(Long other) {
      return new Row(stamp, open, high, low, close, adj, other);
    }

    Row adj(Double other) {
      return new Row(stamp, open, high, low, close, other, volume);
    }

    Row prices(Double o, Double h, Double l, Double c) {
      return new Row(stamp, o, h, l, c, adj, volume);
    }

    Row times(double factor) {
      return new Row(
          stamp,
          times(open, factor),
          times(high, factor),
          times(low, factor),
          times(close, factor),
          times(adj, factor),
          volume);
    }

    private static Double times(Double value, double factor) {
      return value == null ? null : cents(value * factor);
    }

    boolean empty() {
      return open == null && high == null && low == null && close == null;
    }
  }

  /** A dividend or split as told. */
  record Event(String type, LocalDate date, double value) {}

  /** One answer, in a form both the program and a model can read. */
  record Said(String currency, long lastTrade, List<Row> rows, List<Event> events) {}

  private final String symbol;
  private final Random random;
  private final TreeMap<LocalDate, List<Row>> rows = new TreeMap<>();
  private final List<Event> events = new ArrayList<>();
  private final Set<LocalDate> early = new HashSet<>();
  private String currency = "USD";
  private boolean adjusted = true;
  private boolean gone;

  Tape(String symbol, Random random) {
    this.symbol = symbol;
    this.random = random;
    double close = 40 + random.nextInt(60);
    for (LocalDate day = START; !day.isAfter(END); day = day.plusDays(1)) {
      if (isOpen(symbol, day)) {
        close = cents(close * (0.97 + 0.06 * random.nextDouble()));
        rows.put(day, List.of(row(day, close)));
      }
    }
  }

  private Row row(LocalDate day, double close) {
    double open = cents(close * (0.99 + 0.02 * random.nextDouble()));
    return new Row(
        opens(symbol, day).getEpochSecond(),
        open,
        cents(Math.max(open, close) + random.nextInt(100) / 100.0),
        cents(Math.min(open, close) - random.nextInt(100) / 100.0),
        close,
        close,
        1_000L + random.nextInt(100_000));
  }

  static double cents(double value) {
    return Math.rint(value * 100) / 100;
  }

  static boolean everyDay(String symbol) {
    return symbol.endsWith("-USD");
  }

  static ZoneId zone(String symbol) {
    return everyDay(symbol) ? ZoneOffset.UTC : ZoneId.of("America/New_York");
  }

  static boolean isOpen(String symbol, LocalDate day) {
    return everyDay(symbol) || day.getDayOfWeek().getValue() <= 5 && !CLOSED.contains(day);
  }

  static Instant opens(String symbol, LocalDate day) {
    return day.atTime(everyDay(symbol) ? LocalTime.MIN : LocalTime.of(14, 30))
        .toInstant(ZoneOffset.UTC);
  }

  static Instant closes(String symbol, LocalDate day) {
    if (everyDay(symbol)) {
      return day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    return day.atTime(day.equals(HALF_DAY) ? 18 : 21, 0).toInstant(ZoneOffset.UTC);
  }

  /** How long after the close the vendor still changes its mind. */
  static Duration settles(String symbol) {
    return everyDay(symbol) ? Duration.ofMinutes(30) : Duration.ofHours(6);
  }

  /** One more thing that vendors do, mostly to a session of the last days before an instant. */
  void change(Instant now) {
    LocalDate day = someDay(now);
    switch (random.nextInt(16)) {
      case 0, 1 -> eachOf(day, r -> r.volume(r.volume() == null ? null : r.volume() * 103 / 100));
      case 2 -> eachOf(day, r -> r.volume(r.volume() == null ? 500L : r.volume() * 2));
      case 3, 4 -> eachOf(day, r -> r.times(1.01));
      case 5 -> split(day, now);
      case 6 -> dividend(day);
      case 7 -> rows.remove(day);
      case 8 -> copy(day);
      case 9 -> eachOf(day, r -> r.prices(null, null, null, null));
      case 10, 11 -> eachOf(day, this::spoilt);
      case 12 -> elsewhere(now);
      case 13 -> repeat(day);
      case 14 -> adjusted = !adjusted;
      default -> good(day);
    }
  }

  /** A state of the whole instrument, for one run or for good. */
  void mood(boolean identity, boolean missing) {
    currency = identity ? "EUR" : "USD";
    gone = missing;
  }

  private LocalDate someDay(Instant now) {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    int back = random.nextInt(4) > 0 ? random.nextInt(4) : random.nextInt(25);
    LocalDate day = today.minusDays(back);
    while (!isOpen(symbol, day)) {
      day = day.minusDays(1);
    }
    return day.isAfter(START) ? day : START.plusDays(1);
  }

  private void eachOf(LocalDate day, Function<Row, Row> change) {
    rows.computeIfPresent(day, (d, all) -> all.stream().map(change).toList());
  }

  private void before(LocalDate day, Function<Row, Row> change) {
    rows.headMap(day).replaceAll((d, all) -> all.stream().map(change).toList());
  }

  private void split(LocalDate day, Instant now) {
    double ratio = 2 + random.nextInt(3);
    events.add(new Event("split", day, ratio));
    if (random.nextInt(4) > 0) {
      before(day, r -> exactly(r, 1 / ratio));
    }
    if (!closes(symbol, day).isAfter(now) && random.nextBoolean()) {
      eachOf(day, r -> r.times(1 / ratio));
    }
  }

  /** Not rounded: the close times the ratio is to be the old close. */
  private static Row exactly(Row r, double f) {
    return r.empty()
        ? r
        : new Row(
            r.stamp(),
            scaled(r.open(), f),
            scaled(r.high(), f),
            scaled(r.low(), f),
            scaled(r.close(), f),
            scaled(r.adj(), f),
            r.volume());
  }

  private static Double scaled(Double value, double factor) {
    return value == null ? null : Math.rint(value * factor * 1e6) / 1e6;
  }

  private void dividend(LocalDate day) {
    double amount = cents(0.1 + random.nextInt(200) / 100.0);
    events.add(new Event("dividend", day, amount));
    before(day, r -> r.adj(r.adj() == null ? null : Math.rint(r.adj() * 99e4) / 1e6));
  }

  private void copy(LocalDate day) {
    List<Row> all = rows.get(day);
    if (all == null || all.size() > 1) {
      return;
    }
    Row one = all.get(0);
    Row other = one.at(one.stamp() + 3600);
    Row second =
        switch (random.nextInt(3)) {
          case 0 -> other;
          case 1 -> other.times(1.02);
          default -> other.prices(null, null, null, null);
        };
    rows.put(day, List.of(one, second));
  }

  private Row spoilt(Row r) {
    if (r.empty()) {
      return r;
    }
    return switch (random.nextInt(7)) {
      case 0 -> r.prices(r.open(), r.low() - 1, r.low(), r.close());
      case 1 -> r.prices(r.open(), r.high(), r.low(), r.high() + 1);
      case 2 -> r.prices(r.high() + 1, r.high(), r.low(), r.close());
      case 3 -> r.prices(r.open(), r.high(), 0.0, r.close());
      case 4 -> r.volume(-5L);
      case 5 -> r.prices(r.open(), null, r.low(), r.close());
      default -> r.times(100);
    };
  }

  /** A row on a day without a session, or of tomorrow. */
  private void elsewhere(Instant now) {
    if (random.nextBoolean()) {
      early.add(now.atZone(ZoneOffset.UTC).toLocalDate().plusDays(1));
      return;
    }
    LocalDate day = now.atZone(ZoneOffset.UTC).toLocalDate().plusDays(1 - random.nextInt(6));
    if (day.isAfter(START.plusDays(3)) && !rows.containsKey(day)) {
      rows.put(day, List.of(row(day, 50)));
    }
  }

  private void repeat(LocalDate day) {
    Map.Entry<LocalDate, List<Row>> earlier = rows.lowerEntry(day);
    if (rows.containsKey(day) && earlier.getValue().size() == 1) {
      Row last = earlier.getValue().get(0);
      Row again = last.at(opens(symbol, day).getEpochSecond());
      rows.put(day, List.of(random.nextBoolean() ? again : again.volume(0L)));
    }
  }

  private void good(LocalDate day) {
    double close =
        rows.headMap(day).values().stream()
            .flatMap(List::stream)
            .map(Row::close)
            .filter(Objects::nonNull)
            .reduce((a, b) -> b)
            .orElse(50.0);
    rows.put(day, List.of(row(day, cents(close * 1.02))));
  }

  /** What the vendor answers to a request at an instant; empty when it knows no such symbol. */
  Optional<Said> answer(Instant from, Instant to, Instant now) {
    if (gone) {
      return Optional.empty();
    }
    List<Row> sent = new ArrayList<>();
    long lastTrade = opens(symbol, START).getEpochSecond();
    for (Map.Entry<LocalDate, List<Row>> entry : rows.entrySet()) {
      LocalDate day = entry.getKey();
      List<Row> all = entry.getValue();
      boolean begun = isOpen(symbol, day) && !opens(symbol, day).isAfter(now);
      boolean running = begun && closes(symbol, day).isAfter(now);
      if (begun) {
        lastTrade = (running ? now : closes(symbol, day)).getEpochSecond();
      }
      if (running) {
        sent.addAll(all.subList(0, all.size() - 1));
        sent.add(all.get(all.size() - 1).at(lastTrade));
      } else if (begun || !isOpen(symbol, day) || early(day, now)) {
        sent.addAll(all);
      }
    }
    List<Row> asked =
        sent.stream()
            .filter(r -> within(r.stamp(), from, to))
            .map(r -> adjusted ? r : r.adj(null))
            .toList();
    List<Event> told =
        events.stream()
            .filter(e -> within(opens(symbol, e.date()).getEpochSecond(), from, to))
            .toList();
    return Optional.of(new Said(currency, lastTrade, asked, told));
  }

  /** A session that is sent before it has begun. */
  private boolean early(LocalDate day, Instant now) {
    return early.contains(day) && opens(symbol, day).isBefore(now.plus(Duration.ofDays(1)));
  }

  private static boolean within(long stamp, Instant from, Instant to) {
    return stamp >= from.getEpochSecond() && stamp < to.getEpochSecond();
  }

  /** An answer as the endpoint writes it. */
  String json(Said said) {
    String head =
        """
        {"chart":{"result":[{"meta":{"symbol":"%s","currency":"%s","exchangeName":"%s",\
        "instrumentType":"%s","exchangeTimezoneName":"%s","firstTradeDate":345479400,\
        "regularMarketTime":%d,"dataGranularity":"1d"}"""
            .formatted(
                symbol,
                said.currency(),
                everyDay(symbol) ? "CCC" : "NMS",
                everyDay(symbol) ? "CRYPTOCURRENCY" : "EQUITY",
                everyDay(symbol) ? "UTC" : "America/New_York",
                said.lastTrade());
    String rest =
        ",\"timestamp\":"
            + column(said, Row::stamp)
            + events(said)
            + ",\"indicators\":{\"quote\":[{\"open\":"
            + column(said, Row::open)
            + ",\"high\":"
            + column(said, Row::high)
            + ",\"low\":"
            + column(said, Row::low)
            + ",\"close\":"
            + column(said, Row::close)
            + ",\"volume\":"
            + column(said, Row::volume)
            + "}],\"adjclose\":[{\"adjclose\":"
            + column(said, Row::adj)
            + "}]}}],\"error\":null}}";
    return head + rest;
  }

  private static String column(Said said, Function<Row, Object> value) {
    return said.rows().stream()
        .map(r -> String.valueOf(value.apply(r)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private String events(Said said) {
    return ",\"events\":{\"dividends\":"
        + events(said, "dividend")
        + ",\"splits\":"
        + events(said, "split")
        + "}";
  }

  private String events(Said said, String type) {
    List<Event> all = said.events().stream().filter(e -> e.type().equals(type)).toList();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      long at = opens(symbol, all.get(i).date()).getEpochSecond();
      double value = all.get(i).value();
      texts.add(
          type.equals("dividend")
              ? "\"%d\":{\"amount\":%s,\"date\":%d}".formatted(i, value, at)
              : "\"%d\":{\"date\":%d,\"numerator\":%d,\"denominator\":1}"
                  .formatted(i, at, (long) value));
    }
    return String.join(",", texts).transform(t -> "{" + t + "}").toLowerCase(Locale.ROOT);
  }
}
