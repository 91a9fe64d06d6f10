package io.dataflow.sentinel.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Which schema this program knows. In SQLite the history table is Flyway's. */
final class Schema {
  /** The number of the newest file in {@code migration/}. */
  static final int LATEST = 7;

  static final String MIGRATIONS = "classpath:io/dataflow/sentinel/ledger/migration";

  static final String HISTORY = "flyway_schema_history";

  static final String VERSION_SQL =
      """
      SELECT max(CAST(version AS integer)) AS version FROM flyway_schema_history WHERE success
      """;

  private static final List<String> SCRIPTS =
      List.of(
          "V1__runs_and_batches.sql",
          "V2__freshness.sql",
          "V3__instruments.sql",
          "V4__as_of.sql",
          "V5__lease.sql",
          "V6__incidents.sql",
          "V7__run_job.sql");

  private Schema() {}

  /** The file that leads to a version. */
  static String script(int version) {
    return SCRIPTS.get(version - 1);
  }

  /** The statements that lead to a version. */
  static String sql(int version) {
    String name = "migration/" + script(version);
    try (InputStream in = Schema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
