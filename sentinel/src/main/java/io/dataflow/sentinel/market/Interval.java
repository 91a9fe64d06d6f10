package io.dataflow.sentinel.market;

import java.time.Duration;
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

  /** How long an intraday bar is; empty for bars of a day and longer, whose length is no time. */
  public Optional<Duration> length() {
    return switch (this) {
      case MINUTE_1 -> Optional.of(Duration.ofMinutes(1));
      case MINUTE_2 -> Optional.of(Duration.ofMinutes(2));
      case MINUTE_5 -> Optional.of(Duration.ofMinutes(5));
      case MINUTE_15 -> Optional.of(Duration.ofMinutes(15));
      case MINUTE_30 -> Optional.of(Duration.ofMinutes(30));
      case MINUTE_90 -> Optional.of(Duration.ofMinutes(90));
      case HOUR_1 -> Optional.of(Duration.ofHours(1));
      case HOUR_4 -> Optional.of(Duration.ofHours(4));
      case DAY_1, DAY_5, WEEK_1, MONTH_1, MONTH_3 -> Optional.empty();
    };
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
