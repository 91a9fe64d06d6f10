package io.dataflow.sentinel.table;

import io.dataflow.sentinel.engine.Sql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The files of one table, found by what a person wrote: a file, a folder, a pattern, or several.
 *
 * @param files absolute, in order
 */
record DataFiles(List<Path> files, Format format) {
  /** What a file is, by its name. */
  enum Format {
    PARQUET,
    CSV
  }

  /**
   * Finds them.
   *
   * @param written as a person wrote them, relative ones from {@code base}
   * @throws TableException when nothing is found, or files of two kinds
   */
  static DataFiles find(List<String> written, Path base) {
    TreeSet<Path> found = new TreeSet<>();
    for (String one : written) {
      found.addAll(new FilePattern(one, base).files());
    }
    List<Path> files = List.copyOf(found);
    List<Format> formats = new ArrayList<>();
    for (Path file : files) {
      formats.add(
          format(file)
              .orElseThrow(
                  () ->
                      TableException.settings(
                          file
                              + " is not told by its name what it is: a name ends in .parquet,"
                              + " .csv or .csv.gz")));
    }
    if (formats.stream().distinct().count() > 1) {
      throw TableException.settings(
          String.join(", ", written)
              + " means Parquet files and CSV files: "
              + example(files, Format.PARQUET)
              + " and "
              + example(files, Format.CSV)
              + ". Name one kind with a pattern, as in 'folder/*.parquet'");
    }
    return new DataFiles(files, formats.get(0));
  }

  private static Path example(List<Path> files, Format format) {
    return files.stream()
        .filter(f -> format(f).equals(Optional.of(format)))
        .findFirst()
        .orElseThrow();
  }

  static Optional<Format> format(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".parquet")) {
      return Optional.of(Format.PARQUET);
    }
    return name.endsWith(".csv") || name.endsWith(".csv.gz")
        ? Optional.of(Format.CSV)
        : Optional.empty();
  }

  /** The files as DuckDB names them, which takes a name with a wildcard in it for a pattern. */
  String list() {
    return files.stream()
        .map(file -> file.toString().replaceAll("[\\[*?]", "[$0]"))
        .map(Sql::text)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
