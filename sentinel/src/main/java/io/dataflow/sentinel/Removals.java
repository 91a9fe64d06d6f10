package io.dataflow.sentinel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Removes files one by one and remembers each; a rehearsal only remembers. */
final class Removals {
  /** Whether anything is changed. */
  enum Mode {
    REHEARSAL,
    REAL
  }

  private final Mode mode;
  private final Consumer<Leftover> log;
  private final List<Leftover> removed = new ArrayList<>();

  /**
   * @param log is told of each file before it goes
   */
  Removals(Mode mode, Consumer<Leftover> log) {
    this.mode = mode;
    this.log = log;
  }

  boolean real() {
    return mode == Mode.REAL;
  }

  List<Leftover> all() {
    return List.copyOf(removed);
  }

  /** Removes a file; one that is gone already counts for nothing. */
  void remove(Leftover.Kind kind, Path file, String why) {
    try {
      Leftover leftover = new Leftover(kind, file, Files.size(file), why);
      if (real()) {
        log.accept(leftover);
        Files.delete(file);
      }
      removed.add(leftover);
    } catch (NoSuchFileException e) {
      // somebody else removed it, which is as good
    } catch (IOException e) {
      throw new UncheckedIOException(
          file + " could not be removed: " + e + ". Check its folder's permissions", e);
    }
  }

  /** When a file was written last; the far past when it is gone. */
  static Instant written(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (NoSuchFileException e) {
      return Instant.EPOCH;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be looked at: " + e, e);
    }
  }
}
