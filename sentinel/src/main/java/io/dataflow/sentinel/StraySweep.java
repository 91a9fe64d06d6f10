package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Paths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes what writers that were killed left behind outside of the tables. */
final class StraySweep {
  private final Paths paths;
  private final Removals removals;

  StraySweep(Paths paths, Removals removals) {
    this.paths = paths;
    this.removals = removals;
  }

  /**
   * @param age how old a file must be
   */
  void sweep(Instant now, Duration age) {
    Stream<Path> written =
        Stream.of(
                files(paths.bronze(), Integer.MAX_VALUE).filter(StraySweep::landing),
                files(paths.gold(), 1).filter(StraySweep::temporary),
                files(paths.state(), 1).filter(StraySweep::temporary))
            .flatMap(s -> s);
    written.filter(older(now.minus(age))).forEach(this::stray);
    for (String folder : List.of(Rebuild.FOLDER, VintageSweep.FOLDER, Sentinel.PUBLISH_FOLDER)) {
      folder(paths.state().resolve(folder));
    }
  }

  /** A folder that is only there while the lock is held, and that is held by us. */
  private void folder(Path folder) {
    files(folder, Integer.MAX_VALUE).forEach(this::stray);
    if (removals.real()) {
      Folders.remove(folder);
    }
  }

  private void stray(Path file) {
    removals.remove(Leftover.Kind.UNFINISHED, file, "its writer was killed");
  }

  private static java.util.function.Predicate<Path> older(Instant than) {
    return file -> !Removals.written(file).isAfter(than);
  }

  private static boolean landing(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".landing-") && name.endsWith(".tmp");
  }

  private static boolean temporary(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && name.endsWith(".tmp");
  }

  private static Stream<Path> files(Path folder, int depth) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    List<Path> found = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder, depth)) {
      walk.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).forEach(found::add);
    } catch (IOException e) {
      throw new UncheckedIOException("could not list " + folder + ": " + e, e);
    }
    return found.stream();
  }
}
