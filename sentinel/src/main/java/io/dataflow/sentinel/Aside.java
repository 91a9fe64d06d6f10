package io.dataflow.sentinel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where damaged files go: {@code data/damaged/ID/...}. They are evidence, and nothing removes them.
 *
 * @param folder of one repair
 */
record Aside(Path folder) {
  static Aside of(Path state, String id) {
    return new Aside(state.resolve("damaged").resolve(id));
  }

  /**
   * Moves a file, if it is there.
   *
   * @param name where to, below the folder
   */
  void take(Path file, Path name) {
    Path target = folder.resolve(name.toString());
    try {
      if (Files.exists(file)) {
        Files.createDirectories(target.getParent());
        Files.move(file, target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not move " + file + " to " + target + ": " + e, e);
    }
  }

  /** Moves a SQLite file with its log. */
  void takeDatabase(Path file) {
    for (String ending : List.of("-wal", "-shm", "")) {
      Path part = file.resolveSibling(file.getFileName() + ending);
      take(part, part.getFileName());
    }
  }
}
