package io.dataflow.sentinel.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * Copies the whole content of a ledger into another one, all or nothing. Both have the latest
 * schema, for opening them brings them there.
 */
public final class LedgerCopy {
  private static final int BATCH = 5_000;

  /** Who is at work now, on one ledger and not on its copy. */
  static final String OF_THE_MOMENT = "lease";

  /** Every other table, and nothing else: a test holds the list against the migrations. */
  static final List<String> TABLES =
      List.of(
          "run",
          "run_stage",
          "batch",
          "batch_receipt_run",
          "intent",
          "check_result",
          "look",
          "attempt",
          "attempt_history",
          "watch",
          "expectation",
          "verdict",
          "verdict_change",
          "instrument_facts",
          "instrument_hold",
          "incident",
          "incident_event",
          "silence",
          "conversation",
          "conversation_incident",
          "outbox",
          "outbox_reference");

  private final SqlLedger from;
  private final SqlLedger to;

  /** Connects to nothing yet. */
  public LedgerCopy(SqlLedger from, SqlLedger to) {
    this.from = from;
    this.to = to;
  }

  /**
   * Copies every row.
   *
   * @param progress is told of each table with the rows copied, as it is done
   * @return rows by table
   * @throws LedgerException DATA when the other ledger holds rows already; nothing is copied
   */
  public Map<String, Long> copy(ObjLongConsumer<String> progress) {
    Map<String, Long> copied = new LinkedHashMap<>();
    to.transactions.write(
        "copy the ledger",
        target -> {
          requireEmpty(target);
          for (String table : TABLES) {
            long rows =
                from.transactions.read("read " + table, source -> copied(source, target, table));
            copied.put(table, rows);
            progress.accept(table, rows);
          }
          return copied;
        });
    return copied;
  }

  private void requireEmpty(Connection target) throws SQLException {
    for (String table : TABLES) {
      List<Long> rows =
          Statements.query(target, "SELECT count(*) AS n FROM " + table, row -> row.number("n"));
      if (rows.get(0) > 0) {
        throw LedgerException.data(
            "the ledger %s holds %d rows of %s already; a copy goes into an empty one only"
                .formatted(to.check().where(), rows.get(0), table));
      }
    }
  }

  private static long copied(Connection source, Connection target, String table)
      throws SQLException {
    try (PreparedStatement select = source.prepareStatement("SELECT * FROM " + table)) {
      select.setFetchSize(BATCH);
      try (ResultSet rows = select.executeQuery()) {
        List<String> columns = columns(rows);
        String insert = Statements.insert(table, columns);
        try (PreparedStatement statement = target.prepareStatement(insert)) {
          return copied(rows, statement, columns.size());
        }
      }
    }
  }

  private static List<String> columns(ResultSet rows) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      columns.add(rows.getMetaData().getColumnName(i));
    }
    return columns;
  }

  private static long copied(ResultSet rows, PreparedStatement insert, int columns)
      throws SQLException {
    long count = 0;
    while (rows.next()) {
      for (int i = 1; i <= columns; i++) {
        insert.setObject(i, rows.getObject(i));
      }
      insert.addBatch();
      if (++count % BATCH == 0) {
        insert.executeBatch();
      }
    }
    insert.executeBatch();
    return count;
  }
}
