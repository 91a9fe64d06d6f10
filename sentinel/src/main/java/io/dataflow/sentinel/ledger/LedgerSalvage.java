package io.dataflow.sentinel.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Takes what can still be read of a damaged SQLite ledger into a new one.
 *
 * <p>What follows from the answers in bronze is taken whole or not at all, since it can be made
 * again from there and a half would hide that it is one. Of the rest every row that can be read is
 * taken, from both ends of a table up to the damage.
 */
public final class LedgerSalvage {
  /** What promoting the answers again makes again. */
  private static final List<String> OF_BRONZE =
      List.of(
          "batch",
          "batch_receipt_run",
          "intent",
          "look",
          "attempt",
          "attempt_history",
          "instrument_facts",
          "instrument_hold");

  /** Those that also hold rows of tables of a user's own, of which bronze knows nothing. */
  private static final List<String> BY_DATASET = List.of("look", "attempt", "attempt_history");

  private final Path damaged;
  private final String dataset;
  private final SqlLedger to;

  /**
   * @param damaged a SQLite file; it is only read
   * @param dataset the one whose answers are in bronze
   * @param to an empty ledger
   */
  public LedgerSalvage(Path damaged, String dataset, SqlLedger to) {
    this.damaged = damaged;
    this.dataset = dataset;
    this.to = to;
  }

  /**
   * What came of it.
   *
   * @param rows taken, by table
   * @param cut tables that could not be read to the end
   * @param fromBronze whether what follows from the answers has to be made again
   */
  public record Salvaged(Map<String, Long> rows, Set<String> cut, boolean fromBronze) {
    public Salvaged {
      rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
      cut = Collections.unmodifiableSet(new LinkedHashSet<>(cut));
    }
  }

  /** Takes what there is, in one transaction. */
  public Salvaged salvage() {
    return to.transactions.write("salvage the ledger", this::salvage);
  }

  private Salvaged salvage(Connection target) throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    Set<String> cut = new LinkedHashSet<>();
    for (String table : LedgerCopy.TABLES) {
      Read read = read(table);
      if (!read.whole()) {
        cut.add(table);
      }
      rows.put(table, insert(target, table, read.rows()));
    }
    boolean fromBronze = cut.stream().anyMatch(OF_BRONZE::contains);
    if (fromBronze) {
      for (String table : OF_BRONZE) {
        rows.put(table, rows.get(table) - removed(target, table));
      }
    }
    return new Salvaged(rows, cut, fromBronze);
  }

  private int removed(Connection target, String table) throws SQLException {
    return BY_DATASET.contains(table)
        ? Statements.update(target, "DELETE FROM " + table + " WHERE dataset = ?", dataset)
        : Statements.update(target, "DELETE FROM " + table);
  }

  /** Rows as column and value, and whether they are all there were. */
  private record Read(Set<Map<String, Object>> rows, boolean whole) {}

  private Read read(String table) {
    Set<Map<String, Object>> rows = new LinkedHashSet<>();
    try (Connection source = opened()) {
      boolean whole = read(source, "SELECT * FROM " + table, rows);
      if (!whole) {
        read(source, "SELECT * FROM " + table + " ORDER BY rowid DESC", rows);
      }
      return new Read(rows, whole);
    } catch (SQLException e) {
      return new Read(rows, false); // the file cannot be opened: there is nothing to take
    }
  }

  private Connection opened() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + damaged.toUri());
    return source.getConnection();
  }

  /** Reads up to the damage; the caller says that there is some. */
  private static boolean read(Connection source, String select, Set<Map<String, Object>> into) {
    try (PreparedStatement statement = source.prepareStatement(select);
        ResultSet rows = statement.executeQuery()) {
      List<String> columns = columns(rows);
      while (rows.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
          row.put(columns.get(i), rows.getObject(i + 1));
        }
        into.add(row);
      }
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private static List<String> columns(ResultSet rows) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      columns.add(rows.getMetaData().getColumnName(i));
    }
    return columns;
  }

  private static long insert(Connection target, String table, Set<Map<String, Object>> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return 0;
    }
    List<String> columns = List.copyOf(rows.iterator().next().keySet());
    String sql = Statements.insert(table, columns) + " ON CONFLICT DO NOTHING";
    Statements.updateAll(
        target, sql, rows, row -> columns.stream().map(row::get).toArray(Object[]::new));
    return rows.size();
  }
}
