package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Upkeep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Puts a log that has grown aside, and removes those that were put aside long ago. */
final class LogSweep {
  private static final Pattern ASIDE = Pattern.compile("pipeline-\\d{8}T\\d{6}Z\\.json");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;
  private final Upkeep upkeep;

  LogSweep(Path folder, Upkeep upkeep) {
    this.folder = folder;
    this.upkeep = upkeep;
  }

  /**
   * Puts the log aside when it is large enough; nobody may be writing it.
   *
   * @return the file it is in from now on
   */
  Optional<Path> putAside(Instant now, Removals removals) {
    Path log = folder.resolve("pipeline.json");
    try {
      if (!Files.exists(log) || Files.size(log) < upkeep.logSize()) {
        return Optional.empty();
      }
      Path aside = folder.resolve("pipeline-" + STAMP.format(now) + ".json");
      if (removals.real()) {
        Files.move(log, aside, StandardCopyOption.ATOMIC_MOVE);
      }
      return Optional.of(aside);
    } catch (IOException e) {
      throw new UncheckedIOException("the log " + log + " could not be put aside: " + e, e);
    }
  }

  void sweep(Instant now, Removals removals) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Instant before = now.minus(upkeep.keepLogs());
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> old =
          files
              .filter(file -> ASIDE.matcher(file.getFileName().toString()).matches())
              .filter(file -> Removals.written(file).isBefore(before))
              .sorted()
              .toList();
      old.forEach(file -> removals.remove(Leftover.Kind.LOG, file, "written before " + before));
    } catch (IOException e) {
      throw new UncheckedIOException("could not list " + folder + ": " + e, e);
    }
  }
}
