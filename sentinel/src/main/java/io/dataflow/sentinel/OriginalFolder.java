package io.dataflow.sentinel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The original program's folders: {@code bronze/AAPL_20240102_030405.csv} as fetched, and {@code
 * silver/AAPL_20240102_030405_silver_2024-01-02.csv} as cleaned.
 *
 * @param zone of the clock that made the files' names
 */
record OriginalFolder(Path folder, ZoneId zone) {
  private static final Pattern SILVER = Pattern.compile("(.+)_silver_(\\d{4}-\\d{2}-\\d{2})\\.csv");
  private static final Pattern BRONZE = Pattern.compile("(.+)_(\\d{8}_\\d{6})\\.csv");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final List<String> PLACES =
      List.of("", "bronze", "silver", "data/bronze", "data/silver");

  /** A file whose name says what it is; cleaned ones come after the fetched ones they are from. */
  private record Named(Path path, String symbol, Instant at, boolean cleaned) {}

  /**
   * Everything there, by the time in the files' names.
   *
   * @param now files whose names lie after it are refused
   */
  Original read(Instant now) throws IOException {
    Original original = Original.nothing();
    List<Named> files = new ArrayList<>();
    for (Path path : csvFiles()) {
      named(path)
          .ifPresentOrElse(
              files::add,
              () ->
                  original
                      .notes()
                      .add(
                          path.getFileName()
                              + " is passed over: its name is neither SYMBOL_YYYYMMDD_HHMMSS.csv"
                              + " nor ..._silver_YYYY-MM-DD.csv"));
    }
    files.sort(
        Comparator.comparing(Named::at)
            .thenComparing(Named::cleaned)
            .thenComparing(named -> named.path().toString()));
    for (Named file : files) {
      String name = file.path().getFileName().toString();
      if (file.at().isAfter(now.plus(Duration.ofDays(1)))) {
        original
            .refused()
            .add(name + ": by its name it was made at " + file.at() + ", still to come");
        continue;
      }
      try {
        original.take(name, Optional.of(file.symbol()), file.at(), Files.readAllBytes(file.path()));
      } catch (IOException e) {
        original.refused().add(file.path() + " cannot be read: " + e);
      }
    }
    return original;
  }

  private List<Path> csvFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String place : PLACES) {
      Path at = folder.resolve(place);
      if (Files.isDirectory(at)) {
        try (Stream<Path> all = Files.list(at)) {
          all.filter(f -> f.getFileName().toString().endsWith(".csv"))
              .filter(Files::isRegularFile)
              .sorted()
              .forEach(files::add);
        }
      }
    }
    return files;
  }

  private Optional<Named> named(Path path) {
    String name = path.getFileName().toString();
    try {
      Matcher silver = SILVER.matcher(name);
      if (silver.matches()) {
        Optional<Named> stem = bronze(path, silver.group(1) + ".csv", true);
        Instant day = LocalDate.parse(silver.group(2)).plusDays(1).atStartOfDay(zone).toInstant();
        return stem.or(() -> Optional.of(new Named(path, silver.group(1), day, true)));
      }
      return bronze(path, name, false);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Optional<Named> bronze(Path path, String name, boolean cleaned) {
    Matcher bronze = BRONZE.matcher(name);
    return bronze.matches()
        ? Optional.of(
            new Named(
                path,
                bronze.group(1),
                LocalDateTime.parse(bronze.group(2), STAMP).atZone(zone).toInstant(),
                cleaned))
        : Optional.empty();
  }
}
