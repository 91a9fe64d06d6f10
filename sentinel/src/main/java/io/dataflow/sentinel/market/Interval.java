package io.dataflow.sentinel.market;

import java.util.Arrays;
import java.util.Optional;

/** The length of a bar, by the name the chart protocol gives it. */
public enum Interval {
  MINUTE_1("1m"),
  MINUTE_2("2m"),
  MINUTE_5("5m"),
  MINUTE_15("15m"),
  MINUTE_30("30m"),
  MINUTE_90("90m"),
  HOUR_1("1h"),
  HOUR_4("4h"),
  DAY_1("1d"),
  DAY_5("5d"),
  WEEK_1("1wk"),
  MONTH_1("1mo"),
  MONTH_3("3mo");

  private final String code;

  Interval(String code) {
    this.code = code;
  }

  /** The protocol's name: {@code 1d}, {@code 5m}. */
  public String code() {
    return code;
  }

  public boolean intraday() {
    return compareTo(DAY_1) < 0;
  }

  /** Reads a protocol name; {@code 60m} is the same as {@code 1h}. */
  public static Optional<Interval> parse(String text) {
    String wanted = "60m".equals(text) ? "1h" : text;
    return Arrays.stream(values()).filter(i -> i.code.equals(wanted)).findFirst();
  }

  @Override
  public String toString() {
    return code;
  }
}
