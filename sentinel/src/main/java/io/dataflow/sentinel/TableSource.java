package io.dataflow.sentinel;

import io.dataflow.sentinel.postgres.PostgresAddress;
import io.dataflow.sentinel.postgres.RelationName;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a user's own table is. */
sealed interface TableSource {
  /** What the table is called when nobody names it. */
  String usualName();

  /** What looks like an address of something that is no file of this machine. */
  Pattern ADDRESS = Pattern.compile("(?is)[a-z][a-z0-9+.-]*:(//|postgresql:).*");

  /**
   * What a person wrote: files, or an address of a database and the table in it.
   *
   * @param data files, folders, patterns; or one address; or none, for the usual database
   * @param table the table in a database
   * @param base where relative paths start
   * @throws IllegalArgumentException when these do not go together; an address is not repeated, as
   *     it may hold a password
   */
  static TableSource of(List<String> data, Optional<String> table, Path base) {
    boolean address = data.size() == 1 && PostgresAddress.isAddress(data.get(0));
    if (table.isPresent()) {
      if (!data.isEmpty() && !address) {
        throw new IllegalArgumentException(
            "a table is named, so the data is a database: an address such as"
                + " postgresql://user@host:5432/database is wanted, or none for DATABASE_URL");
      }
      return new Relation(
          data.stream().findFirst().map(PostgresAddress::parse), RelationName.parse(table.get()));
    }
    if (address) {
      throw new IllegalArgumentException(
          "the table is missing: which one of the database, as market.bars");
    }
    if (data.stream().anyMatch(text -> ADDRESS.matcher(text.strip()).matches())) {
      throw new IllegalArgumentException(
          "the data is an address of a kind that is not read; files of this machine are, and"
              + " postgresql:// with a table");
    }
    if (data.isEmpty()) {
      throw new IllegalArgumentException(
          "the data is missing: files, a folder, a pattern, or a table of a database");
    }
    return new Files(data, base);
  }

  /**
   * Files.
   *
   * @param written files, folders, patterns, as a person wrote them; at least one
   * @param base where relative ones start
   */
  record Files(List<String> written, Path base) implements TableSource {
    public Files {
      written = List.copyOf(written);
      Objects.requireNonNull(base, "base");
    }

    /** The path without {@code ./}, so that one file has one name. */
    @Override
    public String usualName() {
      String name = written.get(0).replaceFirst("^(\\./)+", "").replaceFirst("(?<=.)/+$", "");
      return name.isEmpty() ? written.get(0) : name;
    }
  }

  /**
   * A table or view of a PostgreSQL.
   *
   * @param address empty: the one of {@code DATABASE_URL}
   */
  record Relation(Optional<PostgresAddress> address, RelationName name) implements TableSource {
    public Relation {
      Objects.requireNonNull(address, "address");
      Objects.requireNonNull(name, "name");
    }

    @Override
    public String usualName() {
      return name.toString();
    }
  }
}
