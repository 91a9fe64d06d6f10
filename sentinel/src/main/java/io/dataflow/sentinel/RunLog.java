package io.dataflow.sentinel;

import io.dataflow.sentinel.config.LogLevel;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.ledger.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The log of one run: a line of JSON an event in {@code pipeline.json}, each with run id and stage.
 *
 * <p>Times are real ones, also when the run judges another instant. Thread-safe.
 */
final class RunLog implements AutoCloseable {
  private static final String NO_DETAIL = "{}";

  private final String run;
  private final Clock wall;
  private final LogLevel least;
  private final Writer writer;
  private final UnaryOperator<String> redactor;
  private final List<Stage> stages = new ArrayList<>();
  private String stage = "start";
  private String detail = NO_DETAIL;

  /** As below, for what no secret comes near. */
  RunLog(Path folder, String run, Clock wall, LogLevel least) {
    this(folder, run, wall, least, UnaryOperator.identity());
  }

  /**
   * Opens the log for appending; makes its folder.
   *
   * @param redactor takes secrets out of a line
   * @throws UncheckedIOException when it cannot be written
   */
  RunLog(Path folder, String run, Clock wall, LogLevel least, UnaryOperator<String> redactor) {
    this.redactor = redactor;
    this.run = run;
    this.wall = wall;
    this.least = least;
    Path file = folder.resolve("pipeline.json");
    try {
      Files.createDirectories(folder);
      writer =
          Files.newBufferedWriter(
              file,
              StandardCharsets.UTF_8,
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND,
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("the log " + file + " cannot be written: " + e, e);
    }
  }

  /** Runs a stage and remembers how long it took. */
  <T> T stage(String name, Supplier<T> work) {
    stage = name;
    detail = NO_DETAIL;
    Instant started = instant();
    long from = System.nanoTime();
    try {
      return work.get();
    } finally {
      long millis = (System.nanoTime() - from) / 1_000_000;
      stages.add(new Stage(name, started, millis, detail));
      event(LogLevel.INFO, "stage ended", Map.of("ms", millis));
    }
  }

  /** What the stage that runs did, in its own words; kept with the stage. */
  void detail(Map<String, ?> details) {
    detail = Json.line(details);
    event(LogLevel.INFO, "stage did", details);
  }

  /** The real time, as it stands in the log. */
  Instant instant() {
    return wall.instant();
  }

  /** The stage that runs, or ran last. */
  String currentStage() {
    return stage;
  }

  List<Stage> stages() {
    return List.copyOf(stages);
  }

  /** Writes one event. */
  synchronized void event(LogLevel level, String message, Map<String, ?> details) {
    if (level.compareTo(least) < 0) {
      return;
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", wall.instant());
    line.put("level", level);
    line.put("run", run);
    line.put("stage", stage);
    line.put("message", message);
    line.putAll(details);
    try {
      writer.write(redactor.apply(Json.line(line)) + "\n");
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the log cannot be written: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the log cannot be closed: " + e, e);
    }
  }
}
