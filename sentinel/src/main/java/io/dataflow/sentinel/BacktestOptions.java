package io.dataflow.sentinel;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a back-test is asked to replay. */
final class BacktestOptions {
  private static final List<String> USUAL = List.of("age:2d", "since-close:78h", "sessions");

  @Option(
      names = "--calendar",
      paramLabel = "NAME",
      description = "Exchange calendar that sessions are expected by, such as XNYS.")
  private String calendar;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "First UTC date with a check (default: that of the first bar).")
  private LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "Last UTC date with a check (default: that of the last bar).")
  private LocalDate to;

  @Option(
      names = "--check-every",
      paramLabel = "STEP",
      defaultValue = "15m",
      description = "15m (the default), or with a time of day 1d@11:30Z.")
  private String checkEvery;

  @Option(
      names = "--rule",
      paramLabel = "RULE",
      description = "A rule, as above; as often as you like.")
  private List<String> rules;

  @Option(
      names = "--sessions",
      paramLabel = "FILE",
      description =
          "Bars came of the sessions of this CSV file: session,open,close,... in UTC (default: of"
              + " those of the calendar).")
  private Path sessions;

  @Option(
      names = "--symbol",
      paramLabel = "SYMBOL",
      description =
          "Bars came of the sessions that silver has of this instrument; calendar and terms are its"
              + " own unless given.")
  private String symbol;

  @Option(
      names = {"--delay", "--delay-distribution"},
      paramLabel = "DELAYS",
      description =
          "How long after its close a bar is there: quantiles, or a CSV file with a column delay"
              + " (default: at once).")
  private String delays;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Which delays are drawn (default: 1).")
  private long seed;

  Optional<String> calendar() {
    return Optional.ofNullable(calendar);
  }

  Optional<LocalDate> from() {
    return Optional.ofNullable(from);
  }

  Optional<LocalDate> to() {
    return Optional.ofNullable(to);
  }

  String checkEvery() {
    return checkEvery;
  }

  /** The rules given, else the usual ones. */
  List<String> rules() {
    return rules == null ? USUAL : List.copyOf(rules);
  }

  Optional<Path> sessions() {
    return Optional.ofNullable(sessions);
  }

  Optional<String> symbol() {
    return Optional.ofNullable(symbol);
  }

  Optional<String> delays() {
    return Optional.ofNullable(delays);
  }

  long seed() {
    return seed;
  }
}
