package io.dataflow.sentinel.config;

import java.util.Locale;

/** How much the log says. */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR;

  /**
   * Reads a name in any case; Python's {@code WARNING} is WARN, its {@code CRITICAL} and {@code
   * FATAL} are ERROR.
   *
   * @throws IllegalArgumentException when there is no such level
   */
  public static LogLevel parse(String text) {
    String name = text.toUpperCase(Locale.ROOT);
    return switch (name) {
      case "WARNING" -> WARN;
      case "CRITICAL", "FATAL" -> ERROR;
      default -> valueOf(name);
    };
  }
}
