package io.dataflow.sentinel.table;

import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.table.SessionType.Place;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a relation within a transaction.
 *
 * <p>How the newest rows are found depends on what finds them. An index that starts with the
 * session: by it. One on instrument and session: from instrument to instrument, each by a jump in
 * the index, and in it to its newest rows; the rows between are not read, however many. Neither:
 * the server reads the whole table.
 */
final class PostgresReader {
  private static final int SAMPLE = 100;
  private static final int FETCHED_AT_ONCE = 10_000;
  private static final String TIMED_OUT = "57014";

  /** From as many rows on, reading all of a table is worth a remark. */
  private static final double MANY = 1_000_000;

  /** The last session of what is missing is good to know, and worth this part of the time. */
  private static final int LAST = 6;

  private static final String LAST_OF =
      "SELECT name, %s FROM (%s) AS whole WHERE newest IS NOT NULL%s";

  private final Connection connection;
  private final PostgresRelation relation;
  private final TableColumns columns;
  private final String location;
  private final Duration timeout;

  PostgresReader(
      Connection connection,
      PostgresRelation relation,
      TableColumns columns,
      String location,
      Duration timeout) {
    this.connection = connection;
    this.relation = relation;
    this.columns = columns;
    this.location = location;
    this.timeout = timeout;
  }

  Collected read(Grain grain, TableQuery query) throws SQLException {
    ColumnNames names = new ColumnNames(location, relation.columns());
    String session = names.find(columns.session());
    Optional<String> instrument = names.find(columns.instrument());
    SessionType type = type(names, session);
    SessionSelect select =
        new SessionSelect(
            instrument.map(Sql::quote),
            Sql.quote(session),
            type,
            names.find(columns.value()).map(name -> number(names, name)),
            names.find(columns.calendar()).map(Sql::quote));
    Place place = new Place(session, location);
    Collected collected = new Collected(grain, place, query);
    if (type == SessionType.TEXT) {
      sample(select.session(), collected);
    }
    boolean jumping = instrument.filter(i -> jumps(i, session)).isPresent();
    String source = jumping ? jumped(select, grain, query) : relation.quoted();
    newest(select.newest(grain, source, query, place), type, collected);
    remarkWholeRead(instrument, session, collected);
    if (!collected.missing().isEmpty()) {
      Optional<String> named = instrument.map(names::type);
      String last = jumping ? lastByJump(select, named) : lastByReading(select, named);
      String said = grain.expression(type, "newest", query.zone(), place);
      limited(LAST_OF.formatted(said, last, grain.finite(type, "newest")), select, collected);
    }
    return collected;
  }

  private boolean jumps(String instrument, String session) {
    return relation.isPlainTable()
        && !relation.findsBy(session)
        && relation.findsByBoth(instrument, session);
  }

  private static SessionType type(ColumnNames names, String session) {
    return switch (names.type(session)) {
      case "\"pg_catalog\".\"date\"" -> SessionType.DATE;
      case "\"pg_catalog\".\"timestamp\"" -> SessionType.TIMESTAMP;
      case "\"pg_catalog\".\"timestamptz\"" -> SessionType.INSTANT;
      case "\"pg_catalog\".\"text\"", "\"pg_catalog\".\"varchar\"", "\"pg_catalog\".\"bpchar\"" ->
          SessionType.TEXT;
      default -> throw names.wrongType(session, "a date, a timestamp or a text");
    };
  }

  private static String number(ColumnNames names, String column) {
    return switch (names.type(column)) {
      case "\"pg_catalog\".\"int2\"",
          "\"pg_catalog\".\"int4\"",
          "\"pg_catalog\".\"int8\"",
          "\"pg_catalog\".\"float4\"",
          "\"pg_catalog\".\"float8\"",
          "\"pg_catalog\".\"numeric\"" ->
          "CAST(" + Sql.quote(column) + " AS DOUBLE PRECISION)";
      default -> throw names.wrongType(column, "a number");
    };
  }

  private void sample(String session, Collected collected) throws SQLException {
    String sql =
        "SELECT %1$s FROM %2$s WHERE %1$s IS NOT NULL LIMIT %3$d"
            .formatted(SessionSelect.text(session), relation.quoted(), SAMPLE);
    int looked = 0;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        collected.said(result.getString(1));
        looked++;
      }
    }
    collected.needsOne(looked);
  }

  private void newest(String sql, SessionType type, Collected collected) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCHED_AT_ONCE);
      try (ResultSet result = statement.executeQuery(sql)) {
        while (result.next()) {
          OptionalLong said = said(result, type, collected);
          if (said.isPresent()) {
            collected.add(
                Optional.ofNullable(result.getString(1)),
                said.getAsLong(),
                result.getBoolean(3),
                Optional.ofNullable(result.getString(4)));
          }
        }
      }
    }
  }

  /** The newest rows of each instrument, found by jumps in the index. */
  private String jumped(SessionSelect select, Grain grain, TableQuery query) {
    return """
        (
          WITH RECURSIVE named AS (
            (SELECT %1$s AS name FROM %2$s WHERE %1$s IS NOT NULL ORDER BY %1$s LIMIT 1)
            UNION ALL
            SELECT (SELECT %1$s FROM %2$s WHERE %1$s > named.name ORDER BY %1$s LIMIT 1)
            FROM named
            WHERE named.name IS NOT NULL
          )
          SELECT newest.*
          FROM named
          CROSS JOIN LATERAL (
            SELECT * FROM %2$s WHERE %1$s = named.name AND %3$s
          ) AS newest
          WHERE named.name IS NOT NULL
          UNION ALL
          SELECT * FROM %2$s WHERE %1$s IS NULL AND %3$s
        ) AS jumped"""
        .formatted(
            select.instrument().orElseThrow(),
            relation.quoted(),
            grain.condition(select.type(), select.session(), query.from()));
  }

  /** What the second column says; empty when it says nothing. */
  private static OptionalLong said(ResultSet result, SessionType type, Collected collected)
      throws SQLException {
    if (type == SessionType.TEXT) {
      String text = result.getString(2);
      return text == null ? OptionalLong.empty() : collected.said(text);
    }
    if (collected.grain() == Grain.SESSION) {
      LocalDate date = result.getObject(2, LocalDate.class);
      return date == null ? OptionalLong.empty() : OptionalLong.of(date.toEpochDay());
    }
    long second = result.getLong(2);
    if (result.wasNull()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(type == SessionType.TIMESTAMP ? collected.second(second) : second);
  }

  private void remarkWholeRead(Optional<String> instrument, String session, Collected collected) {
    boolean found =
        relation.findsBy(session)
            || instrument.filter(i -> relation.findsByBoth(i, session)).isPresent();
    if (relation.isPlainTable() && !found && relation.rows() >= MANY) {
      collected.remark(
          "no index of %s starts with %s%s, so that all of its rows are read at each check"
              .formatted(
                  relation.quoted(),
                  session,
                  instrument.map(i -> " or with " + i + ", " + session).orElse("")));
    }
  }

  /** Runs a query that is given up when it takes too long, with a remark. */
  private void limited(String sql, SessionSelect select, Collected collected) throws SQLException {
    int missing = collected.missing().size();
    Duration part = timeout.dividedBy(LAST);
    Savepoint before = connection.setSavepoint();
    try (Statement limit = connection.createStatement();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      limit.execute("SET LOCAL statement_timeout = " + part.toMillis());
      addLast(statement, select, collected);
    } catch (SQLException e) {
      if (!TIMED_OUT.equals(e.getSQLState())) {
        throw e;
      }
      connection.rollback(before);
      collected.remark(
          "when "
              + (missing == 1 ? "an instrument" : missing + " instruments")
              + " last had a row was not found within "
              + part.toSeconds()
              + " s; an index on instrument and session would find it");
    }
  }

  private void addLast(PreparedStatement statement, SessionSelect select, Collected collected)
      throws SQLException {
    if (select.instrument().isPresent()) {
      Array names = connection.createArrayOf("text", collected.missing().toArray());
      statement.setArray(1, names);
    }
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        OptionalLong said = said(result, select.type(), collected);
        if (said.isPresent()) {
          collected.addLast(result.getString(1), said.getAsLong());
        }
      }
    }
  }

  private String lastByJump(SessionSelect select, Optional<String> type) {
    return """
        SELECT CAST(known.name AS TEXT) AS name,
          (SELECT MAX(%1$s) FROM %2$s WHERE %3$s = known.name) AS newest
        FROM UNNEST(CAST(? AS %4$s[])) AS known (name)
        """
        .formatted(
            select.session(),
            relation.quoted(),
            select.instrument().orElseThrow(),
            type.orElseThrow());
  }

  private String lastByReading(SessionSelect select, Optional<String> type) {
    if (select.instrument().isEmpty()) {
      return "SELECT CAST('' AS TEXT) AS name, MAX(%s) AS newest FROM %s"
          .formatted(select.session(), relation.quoted());
    }
    return """
        SELECT CAST(%1$s AS TEXT) AS name, MAX(%2$s) AS newest
        FROM %3$s
        WHERE %1$s = ANY (CAST(? AS %4$s[]))
        GROUP BY 1
        """
        .formatted(
            select.instrument().get(), select.session(), relation.quoted(), type.orElseThrow());
  }
}
