package io.dataflow.sentinel.warehouse;

import static io.dataflow.sentinel.engine.Column.optional;
import static io.dataflow.sentinel.engine.Column.required;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Column.Type;
import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.gold.GoldTables;
import io.dataflow.sentinel.lake.TableSpec;
import io.dataflow.sentinel.silver.SilverTables;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of the warehouse that is the program's alone.
 *
 * @param key the columns that tell its rows apart; empty when the same row may be there twice
 */
record OwnTable(String name, List<Column> columns, List<String> key) {
  static final OwnTable BAR_VERSIONS = like(SilverTables.BAR_VERSIONS);
  static final OwnTable CORPORATE_ACTIONS = like(SilverTables.CORPORATE_ACTIONS);
  static final OwnTable QUARANTINE = like(SilverTables.QUARANTINE);
  static final OwnTable DAILY_METRICS = like(GoldTables.DAILY_METRICS, "symbol", "session");
  static final OwnTable LATEST_BARS = like(GoldTables.LATEST_BARS, "symbol");

  /** What was said of each instrument last. */
  static final OwnTable FRESHNESS =
      new OwnTable(
          "freshness",
          List.of(
              required(1, "dataset", Type.TEXT),
              required(2, "instrument", Type.TEXT),
              required(3, "interval", Type.TEXT),
              required(4, "verdict", Type.TEXT),
              optional(5, "cause", Type.TEXT),
              required(6, "reason", Type.TEXT),
              optional(7, "calendar", Type.TEXT),
              optional(8, "last_session", Type.DATE),
              optional(9, "expected_session", Type.DATE),
              optional(10, "deadline", Type.TIMESTAMP),
              optional(11, "next_session", Type.DATE),
              optional(12, "next_deadline", Type.TIMESTAMP),
              required(13, "sessions_due", Type.BIGINT),
              required(14, "sessions_there", Type.BIGINT),
              required(15, "as_of", Type.TIMESTAMP),
              optional(16, "run_id", Type.TEXT)),
          List.of("dataset", "instrument", "interval"));

  /** What the checks of each run found. */
  static final OwnTable CHECK_RESULT =
      new OwnTable(
          "check_result",
          List.of(
              required(1, "run_id", Type.TEXT),
              required(2, "dataset", Type.TEXT),
              optional(3, "instrument", Type.TEXT),
              required(4, "check_name", Type.TEXT),
              required(5, "outcome", Type.TEXT),
              required(6, "expected", Type.TEXT),
              required(7, "actual", Type.TEXT),
              required(8, "failed_rows", Type.BIGINT)),
          List.of());

  /** Each run and how it ended. */
  static final OwnTable RUN =
      new OwnTable(
          "run",
          List.of(
              required(1, "run_id", Type.TEXT),
              required(2, "started_at", Type.TIMESTAMP),
              required(3, "as_of", Type.TIMESTAMP),
              required(4, "command", Type.TEXT),
              required(5, "program_version", Type.TEXT),
              required(6, "source_url", Type.TEXT),
              required(7, "host", Type.TEXT),
              optional(8, "finished_at", Type.TIMESTAMP),
              optional(9, "exit_code", Type.BIGINT)),
          List.of("run_id"));

  /** Which parts of the lake are published, each with a mark of its content. */
  static final OwnTable PUBLISHED =
      new OwnTable(
          "sentinel_published",
          List.of(
              required(1, "table_name", Type.TEXT),
              required(2, "part", Type.TEXT),
              required(3, "mark", Type.TEXT)),
          List.of("table_name", "part"));

  /** All of them. */
  static final List<OwnTable> ALL =
      List.of(
          PUBLISHED,
          BAR_VERSIONS,
          CORPORATE_ACTIONS,
          QUARANTINE,
          DAILY_METRICS,
          LATEST_BARS,
          FRESHNESS,
          CHECK_RESULT,
          RUN);

  OwnTable {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }

  private static OwnTable like(TableSpec spec, String... key) {
    return new OwnTable(spec.name(), spec.columns(), List.of(key));
  }

  /** The statement that makes it. */
  String ddl(String qualified) {
    String fields =
        columns.stream()
            .map(
                c -> Sql.quote(c.name()) + " " + type(c.type()) + (c.required() ? " NOT NULL" : ""))
            .collect(Collectors.joining(", "));
    String primary = key.isEmpty() ? "" : ", PRIMARY KEY (" + Names.list(key) + ")";
    return "CREATE TABLE " + qualified + " (" + fields + primary + ")";
  }

  List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /** PostgreSQL's name for a type. */
  static String type(Type type) {
    return switch (type) {
      case TEXT -> "text";
      case DATE -> "date";
      case TIMESTAMP -> "timestamp with time zone";
      case DOUBLE -> "double precision";
      case BIGINT -> "bigint";
      case INTEGER -> "integer";
      case BOOLEAN -> "boolean";
    };
  }
}
