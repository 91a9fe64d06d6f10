package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.Look;
import io.dataflow.sentinel.freshness.SessionVerdict;
import io.dataflow.sentinel.ledger.SqliteLedger;
import io.dataflow.sentinel.source.standin.MovableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table in a CSV file that is checked again and again, under a clock that is moved. */
final class TableScene {
  private final Path folder;
  private final MovableClock clock = new MovableClock(Instant.EPOCH);
  private final List<String> rows = new ArrayList<>();
  private String header = "symbol,day";
  private String more = "";

  TableScene(Path folder) {
    this.folder = folder;
  }

  /** The columns of the table, by comma. */
  TableScene header(String names) {
    header = names;
    return written();
  }

  /** More keys of the watch, a line each. */
  TableScene setting(String line) {
    more += line + "\n";
    return this;
  }

  TableScene rows(String... lines) {
    rows.addAll(List.of(lines));
    return written();
  }

  /** A row of each of the days. */
  TableScene had(String symbol, String... days) {
    for (String day : days) {
      rows.add(symbol + "," + day);
    }
    return written();
  }

  TableScene without(String row) {
    rows.remove(row);
    return written();
  }

  private TableScene written() {
    return content(header + "\n" + String.join("\n", rows) + (rows.isEmpty() ? "" : "\n"));
  }

  /** The file as it stands, whatever it is. */
  TableScene content(String text) {
    try {
      Files.writeString(file(), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file() {
    return folder.resolve("bars.csv");
  }

  private TableWatch watch(OwnTables parts) {
    String usual =
        """
        name: bars
        data: bars.csv
        """
            + (more.contains("session_column") ? "" : "session_column: day\n")
            + (more.contains("instrument_column") ? "" : "instrument_column: symbol\n")
            + (more.contains("calendar") ? "" : "calendar: XNYS\n")
            + (more.contains("lag:") ? "" : "lag: PT1H\ngrace: PT30M\n");
    try {
      Path file = Files.writeString(folder.resolve("tables.yaml"), usual + more);
      return TableWatchFile.read(file, parts.calendars(), folder).get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OwnTables parts() {
    return OwnTables.of(folder, Optional.empty(), Optional.empty(), Map.of());
  }

  private TableReport check(String running, Optional<String> asOf, TableChecks.Keeping keeping) {
    clock.moveTo(Instant.parse(running));
    try (OwnTables parts = parts()) {
      return new TableChecks(parts, clock, asOf.map(Instant::parse), keeping).check(watch(parts));
    }
  }

  /** A check at an instant, as the program would make one then. */
  TableReport at(String instant) {
    return check(instant, Optional.empty(), TableChecks.Keeping.KEPT);
  }

  /** A check that keeps nothing. */
  TableReport dry(String instant) {
    return check(instant, Optional.empty(), TableChecks.Keeping.DRY);
  }

  /** A question about an instant, asked at another. */
  TableReport asOf(String instant, String askedAt) {
    return check(askedAt, Optional.of(instant), TableChecks.Keeping.KEPT);
  }

  Path ledger() {
    return folder.resolve("data").resolve("ledger.db");
  }

  /** The looks the ledger keeps, as {@code AAPL 2026-03-06 2026-03-06T22:30:00Z FINAL}. */
  List<String> looks() {
    try (SqliteLedger ledger = new SqliteLedger(ledger())) {
      return ledger.looks("bars", LocalDate.EPOCH).stream().map(TableScene::text).toList();
    }
  }

  private static String text(Look look) {
    return look.feed().instrument() + " " + look.session() + " " + look.at() + " " + look.seen();
  }

  static FeedVerdict of(TableReport report, String instrument) {
    return report.verdicts().stream()
        .filter(v -> v.feed().instrument().equals(instrument))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no verdict of " + instrument));
  }

  static SessionVerdict session(TableReport report, String instrument, String date) {
    return of(report, instrument)
        .on(LocalDate.parse(date))
        .orElseThrow(() -> new AssertionError("nothing is said of " + date));
  }
}
