package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.BronzeException;
import io.dataflow.sentinel.config.EnvironmentValues;
import io.dataflow.sentinel.config.Secret;
import io.dataflow.sentinel.config.SettingsReader;
import io.dataflow.sentinel.crash.CrashReports;
import io.dataflow.sentinel.engine.EngineException;
import io.dataflow.sentinel.lake.LakeException;
import io.dataflow.sentinel.ledger.LeaseLostException;
import io.dataflow.sentinel.ledger.LedgerException;
import io.dataflow.sentinel.postgres.PostgresException;
import io.dataflow.sentinel.routing.AlertSettings;
import io.dataflow.sentinel.table.TableException;
import io.dataflow.sentinel.text.Redaction;
import io.dataflow.sentinel.warehouse.WarehouseException;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import picocli.CommandLine.ParameterException;

/**
 * Reports failures of the program itself to the server that {@code SENTRY_DSN} names; without it
 * nobody. What could not be reported is told on one line and changes no exit code.
 */
final class Crashes {
  /** What surrounds the program, and says itself what to do. */
  private static final List<Class<? extends Exception>> ENVIRONMENT =
      List.of(
          BronzeException.class,
          EngineException.class,
          LakeException.class,
          LedgerException.class,
          PostgresException.class,
          TableException.class,
          WarehouseException.class,
          IOException.class,
          UncheckedIOException.class);

  /** What somebody gave the program, or another run's turn. */
  private static final List<Class<? extends Exception>> REFUSALS =
      List.of(
          InvalidFileException.class,
          LeaseLostException.class,
          ParameterException.class,
          RunLock.LockedException.class);

  private static final Pattern PASSWORD =
      Pattern.compile("://[^/?#:@]*:([^/?#]+)@|[?&]password=([^&#]+)");

  private final Optional<CrashReports> reports;
  private final PrintWriter err;

  private Crashes(Optional<CrashReports> reports, PrintWriter err) {
    this.reports = reports;
    this.err = err;
  }

  /**
   * Where the settings say.
   *
   * @param real the process's own environment
   * @param redactor takes secrets out of what is sent
   * @param err where it is told what could not be
   */
  static Crashes of(
      EnvironmentValues set,
      Map<String, String> real,
      UnaryOperator<String> redactor,
      PrintWriter err) {
    return new Crashes(set.sentryDsn().map(dsn -> reports(dsn, set, real, redactor)), err);
  }

  /** Where the environment of a settings file says, also when the settings are wrong. */
  static Crashes of(Path settingsFile, Map<String, String> real, PrintWriter err) {
    EnvironmentValues set = SettingsReader.readable(settingsFile, real);
    return new Crashes(
        set.sentryDsn().map(dsn -> reports(dsn, set, real, redaction(settingsFile, real, set)::of)),
        err);
  }

  private static CrashReports reports(
      Secret dsn, EnvironmentValues set, Map<String, String> real, UnaryOperator<String> redactor) {
    return new CrashReports(
        dsn,
        set.env(),
        "dataflow-sentinel@" + ProgramVersion.number(),
        redactor(set, real, redactor),
        CrashReports.USUAL_BOUND);
  }

  /** Takes every secret that can be read out of a text, also when the settings are wrong. */
  static UnaryOperator<String> redactor(Path settingsFile, Map<String, String> real) {
    EnvironmentValues set = SettingsReader.readable(settingsFile, real);
    return redactor(set, real, redaction(settingsFile, real, set)::of);
  }

  private static UnaryOperator<String> redactor(
      EnvironmentValues set, Map<String, String> real, UnaryOperator<String> redactor) {
    UnaryOperator<String> addresses = Pulse.redactor(set);
    Redaction passwords = new Redaction(passwords(set, real));
    return text -> passwords.of(addresses.apply(redactor.apply(text)));
  }

  private static Redaction redaction(
      Path settingsFile, Map<String, String> real, EnvironmentValues set) {
    try {
      return AlertSetup.redaction(AlertSetup.settings(settingsFile, real, set), set);
    } catch (RuntimeException e) {
      return AlertSetup.redaction(AlertSettings.nobody(), set); // unread secrets are nowhere else
    }
  }

  /** A driver's message may hold the password without the address around it. */
  private static List<String> passwords(EnvironmentValues set, Map<String, String> real) {
    List<String> all = new ArrayList<>();
    Optional.ofNullable(real.get("PGPASSWORD")).ifPresent(all::add);
    set.databaseUrl()
        .ifPresent(
            url ->
                PASSWORD
                    .matcher(url.reveal())
                    .results()
                    .map(found -> found.group(found.group(1) == null ? 2 : 1))
                    .forEach(
                        password -> {
                          all.add(password);
                          all.add(decoded(password));
                        }));
    return all;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a percent sign of its own
    }
  }

  /** Whether a command that ended so shows a mistake in the program. */
  static boolean unexpected(Exception cause) {
    return ENVIRONMENT.stream().noneMatch(known -> known.isInstance(cause)) && !refusal(cause);
  }

  /** Whether the program did what it should, and could not go on. */
  static boolean refusal(Exception cause) {
    return REFUSALS.stream().anyMatch(known -> known.isInstance(cause));
  }

  /** Sends one report and waits for it, not for long. */
  void report(Throwable cause, Map<String, String> tags) {
    reports
        .flatMap(one -> one.report(cause, tags))
        .ifPresent(
            untold -> {
              err.println(untold);
              err.flush();
            });
  }
}
