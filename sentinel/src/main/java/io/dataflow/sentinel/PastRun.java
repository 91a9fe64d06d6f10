package io.dataflow.sentinel;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.json.JsonException;
import io.dataflow.sentinel.ledger.Run;
import io.dataflow.sentinel.ledger.RunEnd;
import io.dataflow.sentinel.ledger.RunStart;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A run as it lies in the ledger, read for people.
 *
 * @param host this machine's name, to tell whether a run without an end may still be at work
 */
record PastRun(Run run, String host) {

  String id() {
    return run.start().runId();
  }

  Optional<Duration> took() {
    return run.end().map(end -> Duration.between(run.start().startedAt(), end.finishedAt()));
  }

  /** What the exit code means, or what became of a run that has none. */
  String ended() {
    return run.end()
        .map(end -> end.exitCode() + ", " + ExitCode.words(end.exitCode()))
        .orElseGet(this::unended);
  }

  /** A process that began after the run did only has its number. */
  private String unended() {
    RunStart start = run.start();
    if (!start.host().equals(host)) {
      return "has not ended, by what the ledger says; it began on " + start.host();
    }
    boolean there =
        ProcessHandle.of(start.pid())
            .filter(ProcessHandle::isAlive)
            .filter(process -> began(process).isBefore(start.startedAt()))
            .isPresent();
    return there
        ? "at work, process " + start.pid()
        : "never ended: process " + start.pid() + " is gone, the next run takes up what it left";
  }

  private static Instant began(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.MIN);
  }

  /** What the run wrote of itself; empty when it did not end, or is of another kind. */
  private Map<?, ?> summary() {
    String text = run.end().map(RunEnd::summary).orElse("{}");
    try {
      return Json.read(text) instanceof Map<?, ?> map ? map : Map.of();
    } catch (JsonException e) {
      return Map.of("problems", List.of("its summary cannot be read: " + e.getMessage()));
    }
  }

  /** Bars of one kind; 0 when nothing is known. */
  long bars(String kind) {
    return summary().get("bars") instanceof Map<?, ?> bars
            && bars.get(kind) instanceof Number number
        ? number.longValue()
        : 0;
  }

  long restated() {
    return bars("restated_explained") + bars("restated_unexplained");
  }

  /** {@code 4 fresh, 1 late}; empty when nothing was judged. */
  String verdicts() {
    return counts().entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .map(e -> e.getValue() + " " + e.getKey())
        .collect(Collectors.joining(", "));
  }

  private Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    if (summary().get("verdicts") instanceof Map<?, ?> verdicts) {
      verdicts.forEach(
          (verdict, count) -> {
            if (count instanceof Number number) {
              counts.put(String.valueOf(verdict), number.longValue());
            }
          });
    }
    return counts;
  }

  List<String> problems() {
    return summary().get("problems") instanceof List<?> problems
        ? problems.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** {@code 1.2 s}, or nothing. */
  String tookWords() {
    return took().map(d -> String.format(Locale.ROOT, "%.1f s", d.toMillis() / 1e3)).orElse("-");
  }

  Map<String, Object> json() {
    RunStart start = run.start();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("run", id());
    json.put("started_at", start.startedAt());
    json.put("ended_at", run.end().map(RunEnd::finishedAt).orElse(null));
    json.put("seconds", took().map(d -> d.toMillis() / 1e3).orElse(null));
    json.put("as_of", start.asOf());
    json.put("command", start.command());
    json.put("source", start.sourceUrl());
    json.put("program", start.programVersion());
    json.put("host", start.host());
    json.put("process", start.pid());
    json.put("exit_code", run.end().map(RunEnd::exitCode).orElse(null));
    json.put("meaning", run.end().isPresent() ? ExitCode.words(exitCode()) : unended());
    json.put("bars_new", bars("promoted"));
    json.put("bars_restated", restated());
    json.put("bars_refused", bars("quarantined"));
    json.put("verdicts", counts());
    return json;
  }

  private int exitCode() {
    return run.end().map(RunEnd::exitCode).orElseThrow();
  }
}
