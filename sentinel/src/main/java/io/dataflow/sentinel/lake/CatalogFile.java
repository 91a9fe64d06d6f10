package io.dataflow.sentinel.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.sqlite.JDBC;

/** The SQLite file under the catalog: made so that no acknowledged commit is lost. */
final class CatalogFile {
  /** What makes a damaged catalog good again. */
  static final String REMEDY =
      "Enter the tables anew from their own metadata: sentinel repair catalog";

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

  /** Reads all of the file and says what is damaged; empty when it is well or not there. */
  static Optional<String> damage(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> found = new ArrayList<>();
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA integrity_check(3)")) {
      while (result.next()) {
        found.add(result.getString(1));
      }
      boolean empty = found.equals(List.of("ok")) && !hasTables(connection);
      if (found.equals(List.of("ok")) && !empty) {
        return Optional.empty();
      }
      return Optional.of(
          "the lake's catalog " + file + (empty ? " names no table" : " is damaged: " + found));
    } catch (SQLException e) {
      return Optional.of("the lake's catalog " + file + " cannot be read: " + e.getMessage());
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
        "the lake's catalog " + file + " cannot be read: " + e.getMessage() + ". " + REMEDY, e);
  }

  /** What the catalog itself says when it cannot read its file. */
  static LakeException unreadable(UncheckedSQLException e) {
    String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    return new LakeException("the lake's catalog cannot be used: " + why + ". " + REMEDY, e);
  }
}
