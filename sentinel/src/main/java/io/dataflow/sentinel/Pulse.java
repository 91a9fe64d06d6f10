package io.dataflow.sentinel;

import io.dataflow.sentinel.config.EnvironmentValues;
import io.dataflow.sentinel.config.Secret;
import io.dataflow.sentinel.config.SettingsReader;
import io.dataflow.sentinel.heartbeat.Heartbeat;
import io.dataflow.sentinel.text.Redaction;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine.ParameterException;

/**
 * The heartbeat of one command that runs the pipeline, where {@code SENTINEL_HEARTBEAT_URL} names a
 * server; without it nobody is told anything.
 *
 * <p>A ping that could not be sent is told here and changes no exit code: what the run found is
 * still so, and the server notices by itself that nothing came.
 */
final class Pulse {
  private static final int MOST_PROBLEMS = 20;

  private final Optional<Heartbeat> heartbeat;
  private final Consumer<String> told;
  private final String spare;
  private Optional<String> run = Optional.empty();
  private boolean over;

  /**
   * @param spare names a run that does not get so far as to have an id
   */
  private Pulse(Optional<Heartbeat> heartbeat, Consumer<String> told, String spare) {
    this.heartbeat = heartbeat;
    this.told = told;
    this.spare = spare;
  }

  /** Tells nobody. */
  static Pulse none() {
    return new Pulse(Optional.empty(), line -> {}, "");
  }

  /**
   * The heartbeat that is set, also when the settings are wrong otherwise.
   *
   * @param err where it is told what could not be sent
   */
  static Pulse of(DataOptions options, PrintWriter err) {
    EnvironmentValues set = SettingsReader.readable(options.configFile(), System.getenv());
    Consumer<String> told =
        line -> {
          err.println(line);
          err.flush();
        };
    return new Pulse(
        set.heartbeatUrl().map(url -> Heartbeat.of(url, Heartbeat.USUAL_BOUND, redactor(set))),
        told,
        Runner.newRunId(options.wall().instant()));
  }

  /** Messages hold no secret; one that did would leave the house here. */
  static UnaryOperator<String> redactor(EnvironmentValues set) {
    Redaction redaction =
        new Redaction(
            Stream.of(set.databaseUrl(), set.sentryDsn(), set.heartbeatUrl(), set.mail().password())
                .flatMap(Optional::stream)
                .map(Secret::reveal)
                .toList());
    return text -> redaction.of(text).replaceAll("://[^/@\\s]*:[^/@\\s]*@", "://*****@");
  }

  /**
   * Does the work, and tells of its end when it could not come to one. A wrong command line is not
   * told: whoever typed it reads it.
   */
  int during(IntSupplier work) {
    try {
      return work.getAsInt();
    } catch (ParameterException e) {
      throw e;
    } catch (RuntimeException e) {
      if (!over) {
        List<String> problems =
            e instanceof InvalidFileException invalid
                ? invalid.problems()
                : List.of(String.valueOf(e.getMessage()));
        ended(run.orElse(spare), ExitCode.of(e), problems);
      }
      throw e;
    }
  }

  void began(String id) {
    run = Optional.of(id);
    heartbeat.ifPresent(one -> one.started(id));
  }

  /** Tells how the run ended; returns what could not be told, which people were told already. */
  Optional<String> ended(String id, int exitCode, List<String> problems) {
    over = true;
    String text = String.join("\n", problems.stream().limit(MOST_PROBLEMS).toList());
    Optional<String> untold = heartbeat.flatMap(one -> one.ended(id, exitCode, text));
    untold.ifPresent(told);
    return untold;
  }
}
