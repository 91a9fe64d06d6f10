package io.dataflow.sentinel.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where one engine lays what does not fit in memory. Each has a folder of its own: DuckDB gives its
 * files the same names in every process, and a run and a reader may lie there at the same time.
 */
final class SpillFolder {
  private final Path beside;
  private final String prefix;
  private final Path own;

  /**
   * Makes nothing: the engine makes its folder when it needs it, not the one above, and removes it
   * at its end.
   *
   * @param name how the folders of all engines begin
   */
  SpillFolder(Path name) {
    this.beside = name.toAbsolutePath().getParent();
    this.prefix = name.getFileName() + "-";
    this.own = beside.resolve(prefix + ProcessHandle.current().pid() + "-" + UUID.randomUUID());
  }

  Path path() {
    return own;
  }

  /** Removes what processes that are gone have left, as far as this user may. */
  void sweep() {
    if (!Files.isDirectory(beside)) {
      return;
    }
    try (Stream<Path> folders = Files.list(beside)) {
      folders.filter(this::left).forEach(SpillFolder::remove);
    } catch (IOException e) {
      // a folder of another user or on a disk that is only read: nothing depends on it
      return;
    }
  }

  private boolean left(Path folder) {
    String name = folder.getFileName().toString();
    if (!name.startsWith(prefix)) {
      return false;
    }
    String pid = name.substring(prefix.length()).split("-", 2)[0];
    return pid.matches("\\d{1,9}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
  }

  private static void remove(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> files = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // as above
      return;
    }
  }
}
