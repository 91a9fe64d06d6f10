package io.dataflow.sentinel.warehouse;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Column.Type;
import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.lake.TableSpec;
import io.dataflow.sentinel.silver.SilverTables;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postgresql.copy.CopyOut;

/** Reads the tables of silver back, as one state, in the transaction that has begun. */
final class Restoration {
  /** A part is held in memory as a whole. */
  private static final int LARGEST_PART = 16 << 20;

  private static final String BARS =
      """
      SELECT symbol, '1d' AS interval, date AS session, source, open, high, low, close, adjclose,
        CASE WHEN volume_known THEN volume END AS volume, currency, state, known_at, vintage
      FROM %s WHERE vintage IS NOT NULL
      """;

  private final Session session;

  Restoration(Session session) {
    this.session = session;
  }

  /** What is published; empty when nothing is. */
  Optional<String> state() throws SQLException {
    boolean there =
        Catalog.kind(session, MarketData.NAME).isPresent() && new Catalog(session).complete();
    if (!there) {
      return Optional.empty();
    }
    if (!session.any(source(SilverTables.BARS))
        && !new Registry(session).marks(MarketData.NAME).isEmpty()) {
      throw new WarehouseException(
          MarketData.NAME
              + " holds no bar of this program any more, though bars were published: somebody emptied"
              + " it or made it anew. Publish it again from the machine that has the lake (sentinel"
              + " publish), or drop the table sentinel_published to begin anew from the source");
    }
    boolean any = false;
    for (TableSpec table : SilverTables.ALL) {
      any |= session.any(source(table));
    }
    return any ? Optional.of(new Registry(session).state()) : Optional.empty();
  }

  private String source(TableSpec table) {
    return table.equals(SilverTables.BARS)
        ? BARS.formatted(session.table(MarketData.NAME))
        : "SELECT * FROM " + session.table(table.name());
  }

  void read(TableSpec table, Warehouse.Receiver receiver) throws SQLException {
    CopyOut copy = session.copyOut(statement(table));
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    long rows = 0;
    for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
      part.writeBytes(row);
      rows++;
      if (part.size() > LARGEST_PART) {
        receiver.part(table, part.toByteArray(), rows);
        part.reset();
        rows = 0;
      }
    }
    if (rows > 0) {
      receiver.part(table, part.toByteArray(), rows);
    }
  }

  private String statement(TableSpec table) {
    String columns =
        table.columns().stream().map(Restoration::column).collect(Collectors.joining(", "));
    String texts =
        table.columns().stream()
            .filter(c -> c.type() == Type.TEXT)
            .map(c -> Sql.quote(c.name()))
            .collect(Collectors.joining(", "));
    String order = table.sort().stream().map(Sql::quote).collect(Collectors.joining(", "));
    return "COPY (SELECT %s FROM (%s) AS content ORDER BY %s) TO STDOUT (FORMAT csv, FORCE_QUOTE (%s))"
        .formatted(columns, source(table), order, texts);
  }

  private static String column(Column column) {
    String name = Sql.quote(column.name());
    return column.type() == Type.TIMESTAMP ? name + " AT TIME ZONE 'UTC' AS " + name : name;
  }
}
