package io.dataflow.sentinel.warehouse;

import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.lake.TableSpec;
import io.dataflow.sentinel.postgres.PostgresException;
import io.dataflow.sentinel.postgres.PostgresServer;
import io.dataflow.sentinel.silver.SilverTables;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The lake in a PostgreSQL. Making one does no I/O.
 *
 * <p>A publication is one transaction: readers see all of it or nothing, and one that was cut off
 * is made up for by the next. The tables are those of the first schema of the search path that is
 * there.
 */
public final class Warehouse {
  /** How much a publication compares. */
  public enum Scope {
    /** What changed in the lake since the last one; removes nothing. */
    CHANGES,
    /** All that is the program's; what the lake does not have goes. */
    FULL
  }

  private final PostgresServer server;
  private final Engine engine;
  private final Lake lake;
  private final Path scratch;

  /**
   * @param scratch a folder for rows on their way; made when needed
   */
  public Warehouse(PostgresServer server, Engine engine, Lake lake, Path scratch) {
    this.server = server;
    this.engine = engine;
    this.lake = lake;
    this.scratch = scratch;
  }

  /** Where it is, without secrets. */
  public String where() {
    return server.where();
  }

  /**
   * Brings the tables up to the lake. The same lake again changes nothing.
   *
   * @throws WarehouseException with what to do; nothing is changed then
   */
  public Published publish(Scope scope, Dashboard.Origin origin) {
    if (scope == Scope.FULL && SilverTables.ALL.stream().allMatch(t -> lake.rows(t) == 0)) {
      throw new WarehouseException(
          "the lake is empty, and publishing all of it would empty the tables at "
              + where()
              + ". Bring it back first: sentinel restore");
    }
    return on(
        "publish",
        session -> {
          prepare(session);
          session.begin();
          Path file = scratch.resolve("rows.txt");
          Map<String, Long> rows =
              new Publication(session, engine, lake, file, scope).publish(origin);
          session.commit();
          return new Published(where(), rows);
        });
  }

  /** Makes what is missing in a transaction of its own, so that readers wait for that alone. */
  private static void prepare(Session session) throws SQLException {
    session.begin();
    new Catalog(session).prepare();
    new MarketData(session).prepare();
    session.commit();
  }

  /**
   * Reads back what silver was made of, as one state of all tables.
   *
   * @param receiver is given the parts in order
   * @return what was published then, for {@link #restored}; empty when nothing is
   */
  public Optional<String> read(Receiver receiver) {
    return on(
        "read the published tables",
        session -> {
          session.beginReading();
          Restoration restoration = new Restoration(session);
          Optional<String> state = restoration.state();
          if (state.isPresent()) {
            for (TableSpec table : SilverTables.ALL) {
              restoration.read(table, receiver);
            }
          }
          session.commit();
          return state;
        });
  }

  /** Is given what was published, part by part. */
  @FunctionalInterface
  public interface Receiver {
    /**
     * @param csv whole rows, as {@link Engine#csvView} reads them
     * @param rows how many
     */
    void part(TableSpec table, byte[] csv, long rows);
  }

  /**
   * Says that the lake holds what is published, since it was made from it. Does nothing when
   * somebody has published since; then it is all compared again.
   *
   * @param state what {@link #read} returned
   */
  public void restored(String state) {
    on(
        "record what was restored",
        session -> {
          session.begin();
          Registry registry = new Registry(session);
          if (registry.state().equals(state)) {
            Map<String, String> years = new TreeMap<>();
            lake.years(SilverTables.BARS).forEach((y, mark) -> years.put(String.valueOf(y), mark));
            registry.record(MarketData.NAME, years);
            for (TableSpec table :
                List.of(
                    SilverTables.BAR_VERSIONS,
                    SilverTables.CORPORATE_ACTIONS,
                    SilverTables.QUARANTINE)) {
              Map<String, String> parts = new TreeMap<>();
              lake.parts(table).forEach(part -> parts.put(part, "whole"));
              registry.record(table.name(), parts);
            }
          }
          session.commit();
          return state;
        });
  }

  /**
   * Says what is missing of what a run publishes: a table that is not there, that is empty although
   * the lake's is not, or that is of an earlier run; empty when nothing is.
   */
  public Optional<String> missing(String run) {
    return on(
        "look at the published tables",
        session -> {
          for (String name : List.of(MarketData.NAME, "freshness", "run")) {
            String there =
                "SELECT 1 FROM information_schema.tables WHERE table_schema = '"
                    + session.schema().replace("'", "''")
                    + "' AND table_name = '"
                    + name
                    + "'";
            if (!session.any(there)) {
              return Optional.of(name + " is not there");
            }
          }
          boolean empty = !session.any("SELECT 1 FROM " + session.table(MarketData.NAME));
          if (empty && lake.rows(SilverTables.BARS) > 0) {
            return Optional.of(MarketData.NAME + " is empty");
          }
          List<String> last =
              session.texts(
                  "SELECT run_id FROM " + session.table("run") + " WHERE run_id = ?", run);
          return last.isEmpty()
              ? Optional.of("older than run " + run + ", of which they know nothing")
              : Optional.empty();
        });
  }

  private <T> T on(String tried, Work<T> work) {
    try (Session session = Session.open(server)) {
      return work.on(session);
    } catch (SQLException e) {
      throw Session.explain(server, tried, e);
    } catch (PostgresException e) {
      throw new WarehouseException(e.getMessage(), e);
    }
  }

  /** What is done on a connection; an open transaction ends with it. */
  @FunctionalInterface
  private interface Work<T> {
    T on(Session session) throws SQLException;
  }
}
