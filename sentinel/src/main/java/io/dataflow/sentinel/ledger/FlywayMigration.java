package io.dataflow.sentinel.ledger;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings a database to a schema version. Loading Flyway takes most of a second, so this class is
 * touched only when a migration is due.
 */
final class FlywayMigration {
  private FlywayMigration() {}

  /**
   * Applies the migrations up to a version that are not in the history yet, each in a transaction.
   *
   * @throws LedgerException ENVIRONMENT; the migrations before the failed one are kept
   */
  static void to(int version, DataSource database, String where) {
    try {
      Flyway.configure(FlywayMigration.class.getClassLoader())
          .dataSource(database)
          .locations(Schema.MIGRATIONS)
          .failOnMissingLocations(true)
          .validateMigrationNaming(true)
          .table(Schema.HISTORY)
          .target(Integer.toString(version))
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw LedgerException.environment(
          "could not bring the ledger %s to schema %d: %s"
              .formatted(where, version, e.getMessage()),
          e);
    }
  }
}
