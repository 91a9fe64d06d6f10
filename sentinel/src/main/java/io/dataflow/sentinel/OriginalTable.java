package io.dataflow.sentinel;

import io.dataflow.sentinel.postgres.PostgresServer;
import io.dataflow.sentinel.postgres.RelationName;
import io.dataflow.sentinel.source.csv.CsvWriting;
import io.dataflow.sentinel.text.ForeignText;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The original program's table in PostgreSQL. Rows this program wrote there, which name a source,
 * are left out; the table is read in one transaction and not changed.
 */
record OriginalTable(PostgresServer server, RelationName table) {
  private static final Duration SILENCE = Duration.ofMinutes(5);
  private static final int FETCHED_AT_ONCE = 10_000;
  private static final List<String> COLUMNS =
      List.of("symbol", "date", "open", "high", "low", "close", "volume");

  /**
   * The rows of each instrument.
   *
   * @param now when they are read: the table does not say when they were retrieved
   * @throws io.dataflow.sentinel.postgres.PostgresException when it cannot be reached
   */
  Original read(Instant now) throws SQLException {
    Map<String, CsvWriting> texts = new LinkedHashMap<>();
    try (Connection connection = server.connect(SILENCE)) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      String sql = sql(columns(connection));
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(FETCHED_AT_ONCE);
        try (ResultSet rows = statement.executeQuery(sql)) {
          while (rows.next()) {
            String symbol = Optional.ofNullable(rows.getString(1)).orElse("").strip();
            texts.computeIfAbsent(symbol, s -> begun()).row(cells(rows, symbol));
          }
        }
      }
      connection.rollback();
    }
    Original original = Original.nothing();
    texts.forEach(
        (symbol, text) ->
            original.take(
                "table " + table + " " + ForeignText.line(symbol),
                Optional.of(symbol),
                now,
                text.text().getBytes(StandardCharsets.UTF_8)));
    return original;
  }

  private static CsvWriting begun() {
    CsvWriting text = new CsvWriting();
    text.row(COLUMNS);
    return text;
  }

  private static List<String> cells(ResultSet rows, String symbol) throws SQLException {
    List<String> cells = new ArrayList<>(List.of(symbol));
    for (int i = 2; i <= COLUMNS.size(); i++) {
      cells.add(Optional.ofNullable(rows.getString(i)).orElse(""));
    }
    return cells;
  }

  private List<String> columns(Connection connection) throws SQLException {
    String sql =
        "SELECT column_name FROM information_schema.columns WHERE table_name = ?"
            + " AND table_schema = COALESCE(?, current_schema())";
    List<String> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table.name());
      statement.setString(2, table.schema().orElse(null));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(rows.getString(1));
        }
      }
    }
    List<String> missing = COLUMNS.stream().filter(c -> !columns.contains(c)).toList();
    if (!missing.isEmpty()) {
      String what = columns.isEmpty() ? "there is no table " + table : table + " has no " + missing;
      throw new SQLException(what + ": the original's has the columns " + COLUMNS);
    }
    return columns;
  }

  private String sql(List<String> columns) {
    String own = columns.contains("source") ? " WHERE source IS NULL" : "";
    return "SELECT symbol, date::text, open::text, high::text, low::text, close::text, volume::text"
        + " FROM "
        + table.quoted()
        + own
        + " ORDER BY symbol, date";
  }
}
