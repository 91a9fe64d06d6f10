package io.dataflow.sentinel.ledger;

/** Which schema this program knows. The history table is Flyway's. */
final class Schema {
  /** The number of the newest file in {@code migration/}. */
  static final int LATEST = 4;

  static final String MIGRATIONS = "classpath:io/dataflow/sentinel/ledger/migration";

  static final String HISTORY = "flyway_schema_history";

  static final String VERSION_SQL =
      """
      SELECT max(CAST(version AS integer)) AS version FROM flyway_schema_history WHERE success
      """;

  private Schema() {}
}
