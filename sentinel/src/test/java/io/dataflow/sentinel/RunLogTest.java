package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.config.LogLevel;
import io.dataflow.sentinel.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
  private static final Clock WALL =
      Clock.fixed(Instant.parse("2026-03-07T04:45:00Z"), ZoneOffset.UTC);

  @TempDir private Path folder;

  @Test
  void writesALineOfJsonAnEventWithRunAndStage() throws IOException {
    try (RunLog log = new RunLog(folder, "r1", WALL, LogLevel.INFO)) {
      log.event(LogLevel.INFO, "run started", Map.of("source", "here"));
      log.stage(
          "fetch",
          () -> {
            log.event(LogLevel.WARN, "two\nlines and \"quotes\"", Map.of());
            return 1;
          });
    }
    List<Map<String, Object>> lines = lines();
    assertThat(lines).hasSize(3).allSatisfy(l -> assertThat(l.get("run")).isEqualTo("r1"));
    assertThat(lines).extracting(l -> l.get("stage")).containsExactly("start", "fetch", "fetch");
    assertThat(lines.get(0).get("time")).isEqualTo("2026-03-07T04:45:00Z");
    assertThat(lines.get(0).get("source")).isEqualTo("here");
    assertThat(lines.get(1).get("message")).isEqualTo("two\nlines and \"quotes\"");
    assertThat(lines.get(2).get("ms")).isInstanceOf(Long.class);
  }

  @Test
  void leavesOutWhatIsLessThanItsLevelAndKeepsEarlierRuns() throws IOException {
    for (String run : List.of("r1", "r2")) {
      try (RunLog log = new RunLog(folder, run, WALL, LogLevel.WARN)) {
        log.event(LogLevel.INFO, "detail", Map.of());
        log.event(LogLevel.ERROR, "trouble", Map.of());
      }
    }
    assertThat(lines()).extracting(l -> l.get("run")).containsExactly("r1", "r2");
    assertThat(lines()).extracting(l -> l.get("message")).containsOnly("trouble");
  }

  @Test
  void remembersAStageThatFailed() {
    try (RunLog log = new RunLog(folder, "r1", WALL, LogLevel.INFO)) {
      assertThatThrownBy(
              () ->
                  log.stage(
                      "gold",
                      () -> {
                        throw new IllegalStateException("no");
                      }))
          .hasMessage("no");
      assertThat(log.currentStage()).isEqualTo("gold");
      assertThat(log.stages()).hasSize(1);
    }
  }

  @Test
  void namesTheFileThatCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("logs"), "");
    assertThatThrownBy(() -> new RunLog(file, "r1", WALL, LogLevel.INFO))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.resolve("pipeline.json").toString());
  }

  private List<Map<String, Object>> lines() throws IOException {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (String text : Files.readAllLines(folder.resolve("pipeline.json"))) {
      Map<String, Object> line = new LinkedHashMap<>();
      ((Map<?, ?>) Json.read(text)).forEach((key, value) -> line.put(key.toString(), value));
      lines.add(line);
    }
    return lines;
  }
}
