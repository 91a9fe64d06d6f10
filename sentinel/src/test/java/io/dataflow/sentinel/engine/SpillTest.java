package io.dataflow.sentinel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("it")
class SpillTest {
  /** More than half of what the engine may take, so two of them do not fit. */
  private static final String MANY =
      "SELECT i, md5(CAST(i AS VARCHAR)) || md5(CAST(-i AS VARCHAR)) AS text"
          + " FROM range(3000000) AS t(i)";

  @TempDir private Path folder;

  @Test
  void enginesLayWhatDoesNotFitBesideEachOtherAndLeaveNothing() throws IOException {
    Path all = folder.resolve(".tmp");
    try (Engine one = new DuckDbEngine(all);
        Engine other = new DuckDbEngine(all)) {
      for (Engine engine : List.of(one, other)) {
        engine.materialize("a", MANY);
        engine.materialize("b", "SELECT * FROM a");
      }

      assertThat(spilled()).hasSize(2);
      for (Engine engine : List.of(one, other)) {
        assertThat(engine.query("SELECT COUNT(DISTINCT i) FROM b", r -> r.bigint(1)))
            .containsExactly(3_000_000L);
      }
    }
    assertThat(spilled()).isEmpty();
  }

  @Test
  void whatAKilledProcessLeftIsRemovedAndNothingElse() throws IOException {
    long gone = 999_999_999L;
    assertThat(ProcessHandle.of(gone)).isEmpty();
    long alive = ProcessHandle.current().pid();
    Path left = Files.createDirectories(folder.resolve(".tmp-" + gone + "-a"));
    Files.writeString(left.resolve("duckdb_temp_storage-0.tmp"), "blocks");
    Path used = Files.createDirectories(folder.resolve(".tmp-" + alive + "-a"));
    Path own = Files.writeString(folder.resolve("notes.txt"), "of a person");

    try (Engine engine = new DuckDbEngine(folder.resolve(".tmp"))) {
      engine.check();
    }

    assertThat(left).doesNotExist();
    assertThat(used).exists();
    assertThat(own).exists();
  }

  private List<Path> spilled() throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.toList();
    }
  }
}
