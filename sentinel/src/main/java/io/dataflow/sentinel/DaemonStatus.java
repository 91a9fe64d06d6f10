package io.dataflow.sentinel;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is seen of a daemon from outside.
 *
 * @param alive whether it is there and does not overstay its rest
 * @param text one line for people
 * @param said what it wrote last; empty without a daemon
 */
record DaemonStatus(boolean alive, String text, Map<String, Object> said) {
  /** A turn may take its time: deadlines of many instruments, a channel that answers late. */
  private static final Duration OVERSTAY = Duration.ofMinutes(10);

  private static final int LARGEST = 1 << 16;

  /**
   * @param state the folder of the ledger
   */
  static DaemonStatus of(Path state, Instant now) {
    try {
      if (!DaemonState.held(state)) {
        return new DaemonStatus(false, "no daemon is at work on " + state, Map.of());
      }
      return of(said(state.resolve(DaemonState.FILE)), now);
    } catch (IOException e) {
      return new DaemonStatus(false, "what the daemon says cannot be read: " + e, Map.of());
    }
  }

  private static DaemonStatus of(Map<String, Object> said, Instant now) {
    Optional<Instant> until = instant(said, "rests_until");
    if (until.filter(moment -> moment.plus(OVERSTAY).isBefore(now)).isPresent()) {
      return new DaemonStatus(
          false, "the daemon is stuck: it was to go on at " + ReportText.moment(until.get()), said);
    }
    String what =
        "running".equals(said.get("state"))
            ? "a run is at work since " + moment(said, "at")
            : "resting; next check " + moment(said, "next_check");
    String last =
        said.containsKey("last_exit_code")
            ? "; the last run ended with code " + said.get("last_exit_code")
            : "";
    return new DaemonStatus(true, "process " + said.get("process") + ": " + what + last, said);
  }

  private static String moment(Map<String, Object> said, String key) {
    return instant(said, key).map(ReportText::moment).orElse("unknown");
  }

  private static Optional<Instant> instant(Map<String, Object> said, String key) {
    try {
      return Optional.ofNullable(said.get(key)).map(text -> Instant.parse(text.toString()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Nothing before the first word of a daemon that has just begun. */
  private static Map<String, Object> said(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Map.of("state", "beginning");
    }
    try (var in = Files.newInputStream(file)) {
      Object read = Json.read(in.readNBytes(LARGEST));
      Map<String, Object> said = new LinkedHashMap<>();
      if (read instanceof Map<?, ?> map) {
        map.forEach((key, value) -> said.put(key.toString(), value));
      }
      said.values().removeIf(value -> value == null);
      return said;
    } catch (JsonException e) {
      throw new IOException(file + " is no JSON: " + e.getMessage(), e);
    }
  }
}
