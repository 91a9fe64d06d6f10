package io.dataflow.sentinel.source.standin;

import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.Symbol;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** Where a symbol trades, read from its form, and what the vendor says about such a place. */
enum Venue {
  /** Shares, funds and indices, all taken to be in New York. */
  SHARES(
      "XNYS",
      "America/New_York",
      LocalTime.of(9, 30),
      LocalTime.of(16, 0),
      "NMS",
      "NasdaqGS",
      "EQUITY"),
  /** Crypto currencies against the dollar: {@code BTC-USD}. */
  CRYPTO("24/7", "UTC", LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, "CCC", "CCC", "CRYPTOCURRENCY"),
  /** Futures: {@code GC=F}. Bars are stamped at midnight, trading ends at 17:00. */
  FUTURES(
      "CMES",
      "America/New_York",
      LocalTime.MIDNIGHT,
      LocalTime.of(17, 0),
      "CMX",
      "COMEX",
      "FUTURE"),
  /** Currencies: {@code EURUSD=X}. */
  CURRENCY(
      "24/5", "Europe/London", LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, "CCY", "CCY", "CURRENCY");

  private final String calendar;
  private final ZoneId zone;
  private final LocalTime open;
  private final LocalTime close;
  private final String exchange;
  private final String exchangeInFull;
  private final String type;

  Venue(
      String calendar,
      String zone,
      LocalTime open,
      LocalTime close,
      String exchange,
      String exchangeInFull,
      String type) {
    this.calendar = calendar;
    this.zone = ZoneId.of(zone);
    this.open = open;
    this.close = close;
    this.exchange = exchange;
    this.exchangeInFull = exchangeInFull;
    this.type = type;
  }

  static Venue of(Symbol symbol) {
    String name = symbol.value();
    if (name.endsWith("-USD")) {
      return CRYPTO;
    }
    return name.endsWith("=F") ? FUTURES : name.endsWith("=X") ? CURRENCY : SHARES;
  }

  /** The name of its calendar. */
  String calendar() {
    return calendar;
  }

  ZoneId zone() {
    return zone;
  }

  String exchange() {
    return exchange;
  }

  String exchangeInFull() {
    return exchangeInFull;
  }

  /** The vendor's word for the kind of instrument. */
  String type(Symbol symbol) {
    return symbol.value().startsWith("^") ? "INDEX" : type;
  }

  /** Whether the bar that begins exactly at the end of a window is answered too, a vendor quirk. */
  boolean includesEnd() {
    return this == CRYPTO || this == CURRENCY;
  }

  /** The moment the bar of a session is stamped with. */
  Instant stamp(LocalDate date) {
    return date.atTime(open).atZone(zone).toInstant();
  }

  /** The second the settled bar of a session is stamped with, late opens included. */
  long stamps(Session session) {
    return this == SHARES
        ? session.open().getEpochSecond()
        : stamp(session.date()).getEpochSecond();
  }

  /** The end of a session with ordinary hours. */
  Instant close(LocalDate date) {
    LocalDate last = close.equals(LocalTime.MIDNIGHT) ? date.plusDays(1) : date;
    return last.atTime(close).atZone(zone).toInstant();
  }

  boolean hasPrePost() {
    return this == SHARES;
  }

  /** Whether a date without a known calendar is a session. */
  boolean trades(LocalDate date) {
    return this == CRYPTO || date.getDayOfWeek().getValue() <= 5;
  }
}
