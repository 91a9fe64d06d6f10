package io.dataflow.sentinel;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What disks, copies and people do to files. */
enum Damage {
  /** A bit in the middle is another. */
  FLIPPED,
  /** The second half is missing. */
  CUT,
  /** The first hundred bytes are something else. */
  HEADLESS,
  /** The middle third is zeros. */
  ZEROED,
  EMPTY,
  GONE;

  void to(Path file) throws IOException {
    if (this == GONE) {
      Files.delete(file);
      return;
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long length = bytes.length();
      switch (this) {
        case FLIPPED -> {
          bytes.seek(length / 2);
          int there = bytes.read();
          bytes.seek(length / 2);
          bytes.write(there ^ 0x10);
        }
        case CUT -> bytes.setLength(length / 2);
        case HEADLESS -> bytes.write(filled((int) Math.min(100, length), (byte) 'x'));
        case ZEROED -> {
          bytes.seek(length / 3);
          bytes.write(filled((int) (length / 3), (byte) 0));
        }
        case EMPTY -> bytes.setLength(0);
        case GONE -> throw new IllegalStateException();
      }
    }
  }

  private static byte[] filled(int length, byte with) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, with);
    return bytes;
  }

  /** The file written last of those in a folder that a name fits. */
  static Path newest(Path folder, Predicate<String> name) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> fitting =
          files
              .filter(Files::isRegularFile)
              .filter(f -> name.test(f.getFileName().toString()))
              .sorted(Comparator.comparing(Damage::written).thenComparing(Path::toString))
              .toList();
      return fitting.get(fitting.size() - 1);
    }
  }

  private static java.nio.file.attribute.FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
