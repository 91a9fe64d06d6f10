package io.dataflow.sentinel.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteException;

/** A SQLite file: how it is made, opened and brought up to date, and what its errors mean. */
final class SqliteDatabase implements Database {
  private static final int BUSY_SECONDS = 30;
  private static final int SHORT_BUSY_SECONDS = 10;

  /** A whole recording fits, so nothing is spilled to the log and written twice. */
  private static final int CACHE_KIB = 32 * 1024;

  private final Path file;
  private final SqliteFile files;
  private final int busySeconds;

  SqliteDatabase(Path file) {
    this(file, BUSY_SECONDS);
  }

  private SqliteDatabase(Path file, int busySeconds) {
    this.file = file;
    this.files = new SqliteFile(file);
    this.busySeconds = busySeconds;
  }

  @Override
  public Database forShortWork() {
    return new SqliteDatabase(file, SHORT_BUSY_SECONDS);
  }

  @Override
  public String where() {
    return file.toString();
  }

  @Override
  public boolean exists() {
    return Files.exists(file);
  }

  @Override
  public Connection connect() throws SQLException {
    files.prepare();
    Connection connection = source(file, busySeconds).getConnection();
    boolean ready = false;
    try {
      bringUpToDate(connection);
      ready = true;
      return connection;
    } finally {
      if (!ready) {
        connection.close();
      }
    }
  }

  /**
   * Write-ahead log: readers never wait. Synchronous FULL: what was acknowledged survives a power
   * cut. A file URL, because the driver would cut a plain path at a question mark.
   */
  static SQLiteDataSource source(Path file) {
    return source(file, BUSY_SECONDS);
  }

  private static SQLiteDataSource source(Path file, int busySeconds) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(busySeconds * 1000);
    config.setCacheSize(-CACHE_KIB);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toUri());
    return source;
  }

  private void bringUpToDate(Connection connection) throws SQLException {
    if (due(version(connection))) {
      files.whileLocked(() -> migrate(connection));
    }
  }

  private boolean due(int version) {
    if (version > Schema.LATEST) {
      throw LedgerException.environment(
          ("the ledger %s has schema %d and this program knows up to %d:"
                  + " a newer program made it. Use that program, or another data folder")
              .formatted(file, version, Schema.LATEST));
    }
    return version < Schema.LATEST;
  }

  /** Asks again, because another process may have migrated while this one waited. */
  private void migrate(Connection connection) throws SQLException {
    int version = version(connection);
    if (due(version)) {
      if (version > 0) {
        files.keepCopy(connection, "before-v" + Schema.LATEST);
      }
      FlywayMigration.to(Schema.LATEST, source(file), where());
    }
  }

  /** The schema version, 0 for an empty file. */
  private int version(Connection connection) throws SQLException {
    List<String> tables =
        Statements.query(
            connection,
            "SELECT name FROM sqlite_master WHERE type = 'table'",
            row -> row.text("name"));
    if (tables.isEmpty()) {
      return 0;
    }
    if (!tables.contains(Schema.HISTORY)) {
      throw LedgerException.environment(
          "%s is an SQLite database but no ledger: it holds the tables %s. Name another file"
              .formatted(file, tables.stream().sorted().limit(5).toList()));
    }
    return Statements.query(connection, Schema.VERSION_SQL, row -> row.integer("version")).get(0);
  }

  @Override
  public String begin() {
    return "BEGIN IMMEDIATE";
  }

  @Override
  public Optional<String> turnAt(String table) {
    return Optional.empty(); // BEGIN IMMEDIATE waited already
  }

  @Override
  public Optional<String> beginReading() {
    return Optional.empty();
  }

  @Override
  public boolean lost(SQLException complaint) {
    return false;
  }

  @Override
  public Optional<String> damage(Connection connection) throws SQLException {
    List<String> found =
        Statements.query(
            connection, "PRAGMA integrity_check(5)", row -> row.text("integrity_check"));
    return found.equals(List.of("ok"))
        ? Optional.empty()
        : Optional.of("the ledger " + file + " is damaged: " + found + ". " + ifDamaged());
  }

  @Override
  public LedgerException explain(String tried, SQLException complaint) {
    String what = "could not " + tried + " in " + file + ": ";
    String code = complaint instanceof SQLiteException sqlite ? sqlite.getResultCode().name() : "";
    return LedgerException.environment(what + meaning(code, complaint), complaint);
  }

  private String meaning(String code, SQLException complaint) {
    if (code.startsWith("SQLITE_NOTADB")) {
      return "it is no SQLite database. " + ifDamaged();
    }
    if (code.startsWith("SQLITE_CORRUPT")) {
      return "the file is damaged. " + ifDamaged();
    }
    if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) {
      return "another process has been writing for %d s. Wait for it, then run again"
          .formatted(busySeconds);
    }
    if (code.startsWith("SQLITE_FULL")) {
      return "the disk is full. Make room, then run again";
    }
    if (code.startsWith("SQLITE_READONLY") || code.startsWith("SQLITE_PERM")) {
      return "it cannot be written. Give this user write permission on the file and its folder";
    }
    if (code.startsWith("SQLITE_CANTOPEN")) {
      return "it cannot be opened. Check that this user may read and write it and its folder "
          + file.getParent();
    }
    if (code.startsWith("SQLITE_IOERR")) {
      return "the disk failed (" + code + "). Check the disk and the folder's permissions";
    }
    return complaint.getMessage();
  }

  private static String ifDamaged() {
    return "Restore it from a copy, or " + SqliteFile.REMEDY;
  }
}
