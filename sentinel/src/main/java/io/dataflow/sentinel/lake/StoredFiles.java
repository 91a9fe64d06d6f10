package io.dataflow.sentinel.lake;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.engine.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.DataFile;

/**
 * The data files of the lake: a file gets its name when it is whole and on disk, the name ends with
 * the checksum of its bytes, and it is compared with that before its first use.
 *
 * <p>Parquet as DuckDB writes it has no checksums of its own: a flipped bit may read as another
 * price.
 */
final class StoredFiles {
  /** {@code 0b0e...-1a2b3c4d.parquet}; files of earlier versions end with twelve digits. */
  private static final Pattern SEALED = Pattern.compile(".*-([0-9a-f]{8})\\.parquet");

  private final Engine engine;
  private final Set<String> whole = new HashSet<>();

  StoredFiles(Engine engine) {
    this.engine = engine;
  }

  /**
   * Stores a query's rows.
   *
   * @param folder within the table's own
   * @return empty when there are no rows; no file is left then
   */
  Optional<StoredFile> store(String select, List<Column> columns, Path folder) {
    String name = UUID.randomUUID().toString();
    Path unfinished = folder.resolve("." + name + ".parquet.tmp");
    Disk.makeFolders(folder);
    StoredFile stored = engine.store(select, columns, unfinished);
    try {
      if (stored.rows() == 0) {
        Files.delete(unfinished);
        return Optional.empty();
      }
      Path file = folder.resolve(name + "-" + Checksum.of(unfinished) + ".parquet");
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      Disk.forceFolder(folder);
      return Optional.of(new StoredFile(file, stored.rows(), stored.bytes(), stored.bounds()));
    } catch (IOException e) {
      throw new UncheckedIOException("could not finish the data file " + unfinished + ": " + e, e);
    }
  }

  /**
   * Sees to it that files are as they were written.
   *
   * @throws LakeException naming the first that is not
   */
  void requireWhole(TableSpec spec, List<DataFile> files) {
    for (DataFile file : files) {
      if (!whole.contains(file.location())) {
        damage(Path.of(file.location()), file.fileSizeInBytes(), true)
            .ifPresent(
                what -> {
                  throw LakeException.damaged(spec, what);
                });
        whole.add(file.location());
      }
    }
  }

  /**
   * What is wrong with a file that should have so many bytes; empty when nothing is.
   *
   * @param content whether its bytes are read too
   */
  static Optional<String> damage(Path file, long bytes, boolean content) {
    try {
      if (!Files.exists(file)) {
        return Optional.of("the file " + file + " is gone");
      }
      long there = Files.size(file);
      if (there == bytes) {
        return content ? damage(file) : Optional.empty();
      }
      return Optional.of(
          "the file " + file + " has " + there + " bytes, and " + bytes + " were written");
    } catch (IOException e) {
      return Optional.of("the file " + file + " cannot be read: " + e);
    }
  }

  /** What is wrong with a file by its name alone. */
  static Optional<String> damage(Path file) {
    Matcher sealed = SEALED.matcher(file.getFileName().toString());
    try {
      return !sealed.matches() || Checksum.of(file).equals(sealed.group(1))
          ? Optional.empty()
          : Optional.of(
              "the file " + file + " is damaged: its bytes are not those that were written");
    } catch (IOException e) {
      return Optional.of("the file " + file + " cannot be read: " + e);
    }
  }
}
