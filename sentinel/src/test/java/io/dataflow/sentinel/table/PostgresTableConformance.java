package io.dataflow.sentinel.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.postgres.RealPostgres;
import io.dataflow.sentinel.postgres.RelationName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

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

  @Test
  default void passesOverInfinity() {
    List<Column> made = List.of(SYMBOL, new Column("time", Kind.INSTANT));
    List<List<String>> rows =
        List.of(
            TableConformance.row("A", "2024-07-03 13:30:00+00"),
            TableConformance.row("A", "infinity"),
            TableConformance.row("A", "-infinity"),
            TableConformance.row("NEVER", "infinity"));
    TableQuery query = new TableQuery(IN_NEW_YORK.from(), IN_NEW_YORK.zone(), Set.of("A", "NEVER"));

    BarReading reading = table(BARS, made, rows).bars(query);

    assertThat(reading.instruments()).containsOnlyKeys("A");
    assertThat(reading.instruments().get("A").there().size()).isOne();
    assertThat(reading.last()).isEmpty();
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
