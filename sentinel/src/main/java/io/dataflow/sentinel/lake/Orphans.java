package io.dataflow.sentinel.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files in a table's folder that nothing names: left by a run that was killed between writing and
 * committing. The checksum beside a file belongs to the file.
 */
final class Orphans {
  private Orphans() {}

  /**
   * @param named what the table names, as it lies now
   */
  static List<Path> in(Path folder, Set<Path> named) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Set<Path> kept = named.stream().map(LocalFileIo::checksumFile).collect(Collectors.toSet());
    kept.addAll(named);
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !kept.contains(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("could not list " + folder, e);
    }
  }
}
