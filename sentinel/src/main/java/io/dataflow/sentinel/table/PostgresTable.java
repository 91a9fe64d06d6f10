package io.dataflow.sentinel.table;

import io.dataflow.sentinel.postgres.PostgresException;
import io.dataflow.sentinel.postgres.PostgresServer;
import io.dataflow.sentinel.postgres.RelationName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A table or view of a PostgreSQL, read in one transaction that cannot write, with a limit on each
 * statement and on each wait for a lock.
 */
public final class PostgresTable implements Table {
  private static final Duration LOCK = Duration.ofSeconds(5);

  /** What the server may be silent for beyond a statement's limit, as it ends that one itself. */
  private static final Duration ALLOWANCE = Duration.ofSeconds(20);

  private final PostgresServer server;
  private final RelationName name;
  private final TableColumns columns;
  private final Duration timeout;

  /**
   * @param timeout the longest a statement may take
   */
  public PostgresTable(
      PostgresServer server, RelationName name, TableColumns columns, Duration timeout) {
    this.server = server;
    this.name = name;
    this.columns = columns;
    this.timeout = timeout;
  }

  @Override
  public String location() {
    return name + " at " + server.where();
  }

  @Override
  public TableReading read(TableQuery query) {
    return collected(Grain.SESSION, query).reading();
  }

  @Override
  public BarReading bars(TableQuery query) {
    return collected(Grain.BAR, query).bars();
  }

  private Collected collected(Grain grain, TableQuery query) {
    try (Connection connection = server.connect(timeout.plus(ALLOWANCE))) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        statement.execute("SET LOCAL statement_timeout = " + timeout.toMillis());
        statement.execute("SET LOCAL lock_timeout = " + LOCK.toMillis());
      }
      PostgresRelation relation = PostgresRelation.find(connection, name, server.where());
      Collected collected =
          new PostgresReader(connection, relation, columns, location(), timeout).read(grain, query);
      connection.rollback();
      return collected;
    } catch (SQLException e) {
      PostgresException told = server.explain("read " + name, e);
      throw TableException.unreadable(told.getMessage(), told);
    } catch (PostgresException e) {
      throw TableException.unreadable(e.getMessage(), e);
    }
  }
}
