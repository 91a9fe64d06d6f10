package io.dataflow.sentinel.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Makes the empty ledger that a first run copies, by the same migrations that bring an old one up
 * to date. Run by the build: {@code LedgerTemplate target/classes/.../template.db}.
 */
final class LedgerTemplate {
  private LedgerTemplate() {}

  /** Makes the template at the given path; equal migrations give equal bytes. */
  public static void main(String[] arguments) throws IOException, SQLException {
    make(Path.of(arguments[0]).toAbsolutePath());
  }

  static void make(Path target) throws IOException, SQLException {
    Files.createDirectories(target.getParent());
    Path folder = Files.createTempDirectory(target.getParent(), "template");
    Path migrated = folder.resolve("migrated.db");
    Path packed = folder.resolve("packed.db");
    try {
      DataSource source = SqliteDatabase.source(migrated);
      FlywayMigration.to(Schema.LATEST, source, migrated.toString());
      try (Connection connection = source.getConnection()) {
        Statements.update(
            connection,
            """
            UPDATE flyway_schema_history
            SET installed_on = '2000-01-01 00:00:00.000', execution_time = 0
            """);
        Statements.update(connection, "VACUUM INTO ?", packed.toString());
      }
      // opening switches the copy to the write-ahead log, closing removes the log again
      SqliteDatabase.source(packed).getConnection().close();
      Files.move(packed, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(packed);
      Files.deleteIfExists(migrated);
      Files.deleteIfExists(folder);
    }
  }
}
