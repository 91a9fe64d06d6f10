package io.dataflow.sentinel.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.sqlite.JDBC;

/** The SQLite file under the catalog: made so that no acknowledged commit is lost. */
final class CatalogFile {
  private CatalogFile() {}

  /** Makes the file, in WAL mode, when there is none. */
  static void make(Path file) {
    if (Files.exists(file)) {
      return;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (Connection connection = connect(file);
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
      }
    } catch (IOException | SQLException e) {
      throw new LakeException("could not make the lake's catalog " + file + ": " + e, e);
    }
  }

  private static Connection connect(Path file) throws SQLException {
    return new JDBC().connect("jdbc:sqlite:" + file, new Properties());
  }

  /** The metadata file a table's entry names; empty without an entry. */
  static Optional<String> metadataLocation(Path file, String namespace, String name) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String select =
        """
        SELECT metadata_location
        FROM iceberg_tables
        WHERE table_namespace = ? AND table_name = ?
        """;
    try (Connection connection = connect(file)) {
      if (!hasTables(connection)) {
        return Optional.empty();
      }
      try (PreparedStatement statement = connection.prepareStatement(select)) {
        statement.setString(1, namespace);
        statement.setString(2, name);
        try (ResultSet result = statement.executeQuery()) {
          return result.next() ? Optional.of(result.getString(1)) : Optional.empty();
        }
      }
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  private static boolean hasTables(Connection connection) throws SQLException {
    String select = "SELECT 1 FROM sqlite_master WHERE name = 'iceberg_tables'";
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(select)) {
      return result.next();
    }
  }

  /** Takes a table's entry out if it still is the one that was seen; its files stay. */
  static void remove(Path file, String namespace, String name, String seen) {
    String delete =
        """
        DELETE FROM iceberg_tables
        WHERE table_namespace = ? AND table_name = ? AND metadata_location = ?
        """;
    make(file);
    try (Connection connection = connect(file)) {
      if (!hasTables(connection)) {
        return;
      }
      try (PreparedStatement statement = connection.prepareStatement(delete)) {
        statement.setString(1, namespace);
        statement.setString(2, name);
        statement.setString(3, seen);
        statement.executeUpdate();
      }
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  private static LakeException unreadable(Path file, SQLException e) {
    return new LakeException(
        "the lake's catalog "
            + file
            + " cannot be read: "
            + e.getMessage()
            + ". Move it away: the next run enters the tables anew from their own metadata",
        e);
  }
}
