package io.dataflow.sentinel.table;

import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.postgres.RealPostgres;
import io.dataflow.sentinel.postgres.RelationName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tables of a real PostgreSQL. */
interface PostgresTableConformance extends TableConformance {
  RealPostgres postgres();

  /** How many of the first columns, instrument and session, are in an index; none for no index. */
  default int indexed() {
    return 0;
  }

  @Override
  default Table table(TableColumns columns, List<Column> made, List<List<String>> rows) {
    RealPostgres.Database database = postgres().database();
    String fields =
        made.stream()
            .map(c -> Sql.quote(c.name()) + " " + type(c.kind()))
            .collect(Collectors.joining(", "));
    database.execute("CREATE TABLE bars (" + fields + ")");
    for (List<String> row : rows) {
      database.execute(
          "INSERT INTO bars VALUES ("
              + row.stream()
                  .map(v -> v == null ? "NULL" : Sql.text(v))
                  .collect(Collectors.joining(", "))
              + ")");
    }
    if (indexed() > 0) {
      database.execute(
          made.stream()
              .limit(indexed())
              .map(c -> Sql.quote(c.name()))
              .collect(Collectors.joining(", ", "CREATE INDEX ON bars (", ")")));
    }
    return new PostgresTable(
        database.connected(),
        new RelationName(Optional.empty(), "bars"),
        columns,
        Duration.ofMinutes(1));
  }

  private static String type(Kind kind) {
    return switch (kind) {
      case TEXT -> "text";
      case DATE -> "date";
      case TIMESTAMP -> "timestamp";
      case INSTANT -> "timestamptz";
      case NUMBER -> "double precision";
    };
  }
}
