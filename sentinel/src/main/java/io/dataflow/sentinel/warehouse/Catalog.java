package io.dataflow.sentinel.warehouse;

import io.dataflow.sentinel.engine.Sql;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which tables of the schema are the program's, and how they are made. */
final class Catalog {
  /** What stands in the comment on a table of ours, before its version. */
  private static final String MARK = "dataflow-sentinel warehouse ";

  private static final int VERSION = 1;

  static final String ELSEWHERE =
      "publish into another schema: DATABASE_URL with ?currentSchema=NAME";

  private final Session session;

  Catalog(Session session) {
    this.session = session;
  }

  /** What a name of the schema stands for: {@code r} a table, {@code v} a view. */
  static Optional<String> kind(Session session, String name) throws SQLException {
    String sql =
        """
        SELECT c.relkind::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = ? AND c.relname = ?
        """;
    return session.texts(sql, session.schema(), name).stream().findFirst();
  }

  /** The comments on those of our tables' names that are taken; empty where there is none. */
  private Map<String, String> comments() throws SQLException {
    String sql =
        """
        SELECT c.relname, obj_description(c.oid, 'pg_class')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = ?
        """;
    Map<String, String> comments = new LinkedHashMap<>();
    session.rows(sql, session.schema()).forEach(row -> comments.put(row.get(0), row.get(1)));
    return comments;
  }

  /** Whether all is there as this program makes it. */
  boolean complete() throws SQLException {
    Map<String, String> comments = comments();
    OwnTable.ALL.forEach(t -> requireOurs(t, comments));
    return OwnTable.ALL.stream().allMatch(t -> comments.containsKey(t.name()));
  }

  /**
   * Makes what is missing.
   *
   * @throws WarehouseException when a name is taken by something of others
   */
  void prepare() throws SQLException {
    requireRights();
    Map<String, String> comments = comments();
    OwnTable.ALL.forEach(t -> requireOurs(t, comments));
    for (OwnTable table : OwnTable.ALL) {
      if (!comments.containsKey(table.name())) {
        String name = session.table(table.name());
        session.execute(table.ddl(name));
        session.execute("COMMENT ON TABLE " + name + " IS " + Sql.text(MARK + VERSION));
      }
    }
  }

  private void requireOurs(OwnTable table, Map<String, String> comments) {
    String comment = comments.get(table.name());
    if (comment == null) {
      return;
    }
    String name = session.table(table.name());
    if (!comment.matches(MARK + "\\d{1,6}")) {
      throw new WarehouseException(
          name + " is there and is not this program's. Rename it, or " + ELSEWHERE);
    }
    if (Integer.parseInt(comment.substring(MARK.length())) > VERSION) {
      throw new WarehouseException(
          name + " was made by a newer program. Use that program, or " + ELSEWHERE);
    }
  }

  private void requireRights() throws SQLException {
    String sql =
        """
        SELECT CASE WHEN NOT has_schema_privilege(?, 'CREATE')
          THEN quote_ident(CAST(current_user AS text)) END
        """;
    boolean missing = !complete() || kind(session, MarketData.NAME).isEmpty();
    for (String user : session.texts(sql, session.schema())) {
      if (missing) {
        throw new WarehouseException(
            "the user "
                + user
                + " may not make tables in the schema "
                + session.schema()
                + ". As its owner run: GRANT USAGE, CREATE ON SCHEMA "
                + Sql.quote(session.schema())
                + " TO "
                + user);
      }
    }
  }
}
