package io.dataflow.sentinel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sqlite.JDBC;

/**
 * Sees from outside how far a run of another process has come, by what it leaves on disk: its log,
 * its files, and what the ledger and the catalog say to a reader.
 */
final class RunWatch {
  private static final List<String> REPORTS =
      List.of("aggregates.csv", "freshness.json", "summary.json", "sources.json", "sentinel.prom");

  private final Path data;
  private final long log;
  private final Set<String> files = new HashSet<>();
  private final Map<String, FileTime> reports = new HashMap<>();
  private final Set<String> open;
  private final Set<String> closed;
  private final Map<String, String> entries;

  /** Notes how everything is before the run. */
  RunWatch(Path data) {
    this.data = data;
    try {
      Path file = logFile();
      this.log = Files.exists(file) ? Files.size(file) : 0;
      for (String layer : List.of("silver", "gold", "bronze")) {
        files.addAll(files(data.resolve(layer)));
      }
      for (String report : REPORTS) {
        written(report).ifPresent(time -> reports.put(report, time));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.open = column(ledger(), "SELECT batch_id FROM batch WHERE closed_at IS NULL");
    this.closed = column(ledger(), "SELECT batch_id FROM batch WHERE closed_at IS NOT NULL");
    this.entries = entries();
  }

  private Path logFile() {
    return data.resolve("logs").resolve("pipeline.json");
  }

  private Path ledger() {
    return data.resolve("ledger.db");
  }

  private Set<String> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Set.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(f -> !f.getFileName().toString().startsWith("."))
          .map(f -> data.relativize(f).toString())
          .collect(Collectors.toSet());
    } catch (IOException | UncheckedIOException e) {
      return Set.of(); // a file went away meanwhile: the next look sees the others
    }
  }

  private Optional<FileTime> written(String report) {
    Path file = data.resolve("gold").resolve(report);
    try {
      return Files.exists(file) ? Optional.of(Files.getLastModifiedTime(file)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // replaced at this very moment
    }
  }

  /** What the run has written to its log. */
  String logged() {
    try {
      Path file = logFile();
      if (!Files.exists(file) || Files.size(file) <= log) {
        return "";
      }
      byte[] bytes = Files.readAllBytes(file);
      return new String(bytes, (int) log, bytes.length - (int) log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean stageEnded(String stage) {
    return logged().contains("\"stage\":\"" + stage + "\",\"message\":\"stage ended\"");
  }

  long requestsEnded() {
    return Pattern.compile("\"message\":\"request ended\"").matcher(logged()).results().count();
  }

  /** Whether a new file lies in a folder. */
  boolean appeared(String folder, String name) {
    return files(data.resolve(folder)).stream()
        .anyMatch(f -> f.matches(".*/" + name) && !files.contains(f));
  }

  boolean reportWritten(String report) {
    return written(report).filter(time -> !time.equals(reports.get(report))).isPresent();
  }

  boolean batchOpened() {
    return !open.containsAll(
        column(ledger(), "SELECT batch_id FROM batch WHERE closed_at IS NULL"));
  }

  boolean batchClosed() {
    return !closed.containsAll(
        column(ledger(), "SELECT batch_id FROM batch WHERE closed_at IS NOT NULL"));
  }

  boolean runEntered() {
    return logged().contains("\"message\":\"run started\"");
  }

  boolean committed(String table) {
    Map<String, String> now = entries();
    return now.containsKey(table) && !now.get(table).equals(entries.get(table));
  }

  private Map<String, String> entries() {
    Map<String, String> found = new HashMap<>();
    String select =
        "SELECT table_namespace || '.' || table_name || ' ' || metadata_location FROM"
            + " iceberg_tables";
    column(data.resolve("catalog.db"), select)
        .forEach(line -> found.put(line.split(" ", 2)[0], line.split(" ", 2)[1]));
    return found;
  }

  private static Set<String> column(Path database, String select) {
    Set<String> found = new HashSet<>();
    if (!Files.exists(database)) {
      return found;
    }
    Properties readOnly = new Properties();
    readOnly.setProperty("open_mode", "1");
    try (Connection connection = new JDBC().connect("jdbc:sqlite:" + database, readOnly);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(select)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      return Set.of(); // not made yet, or just now: the next look sees it
    }
  }
}
