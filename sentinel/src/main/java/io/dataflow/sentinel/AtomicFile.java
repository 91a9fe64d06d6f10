package io.dataflow.sentinel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/** Writes a file so that a reader sees the old one or the new one, never a half. */
final class AtomicFile {
  private AtomicFile() {}

  /** Makes a whole file under the name it is given. */
  interface Making<T> {
    T make(Path unfinished) throws IOException;
  }

  /**
   * Has a file of any size made beside its place and puts it there when it is whole and on disk.
   *
   * @throws UncheckedIOException when the disk refuses; the old file is still there then
   */
  static <T> T make(Path file, Making<T> making) {
    Path unfinished =
        file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      refuseFolder(file);
      Files.createDirectories(file.getParent());
      T made = making.make(unfinished);
      try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(file.getParent());
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(
          file + " could not be written: " + e + ". Check the disk and its permissions", e);
    } finally {
      discard(unfinished);
    }
  }

  private static void discard(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw new UncheckedIOException("could not remove the unfinished " + unfinished + ": " + e, e);
    }
  }

  private static void refuseFolder(Path file) {
    if (Files.isDirectory(file)) {
      String what = file + " could not be written: it is a folder; name a file";
      throw new UncheckedIOException(what, new IOException(what));
    }
  }

  private static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Writes a text; a file that has it already stays and counts as written at an instant.
   *
   * @throws UncheckedIOException when the disk refuses; the old file is still there then
   */
  static void write(Path file, String text, Instant at) {
    if (!write(file, text)) {
      try {
        Files.setLastModifiedTime(file, FileTime.from(at));
      } catch (IOException e) {
        throw new UncheckedIOException(file + " could not be marked as written: " + e, e);
      }
    }
  }

  /**
   * Writes a text; a file that has it already is left alone.
   *
   * @return whether it was written
   * @throws UncheckedIOException when the disk refuses; the old file is still there then
   */
  static boolean write(Path file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
        return false;
      }
      refuseFolder(file);
      Files.createDirectories(file.getParent());
      Path unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
      try (FileChannel channel =
          FileChannel.open(
              unfinished,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(file.getParent());
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(
          file + " could not be written: " + e + ". Check the disk and its permissions", e);
    }
  }
}
