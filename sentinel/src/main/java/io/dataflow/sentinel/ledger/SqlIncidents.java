package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Statements.bound;
import static io.dataflow.sentinel.ledger.Statements.query;
import static io.dataflow.sentinel.ledger.Statements.updateAll;

import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.IncidentEvent;
import io.dataflow.sentinel.incident.Reconciled;
import io.dataflow.sentinel.incident.Silence;
import io.dataflow.sentinel.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Incidents, their histories and silences, in SQL. */
final class SqlIncidents implements IncidentLedger {
  private static final String UPSERT = Statements.upsert("incident", IncidentRow.COLUMNS, 1);

  private static final String EVENT =
      """
      INSERT INTO incident_event (incident_id, seq, at, kind, done_by, detail)
      SELECT ?, COALESCE(MAX(seq), 0) + 1, ?, ?, ?, ?
      FROM incident_event WHERE incident_id = ?
      """;

  private static final String SILENCE =
      Statements.upsert(
          "silence",
          List.of(
              "silence_id", "matchers", "starts_at", "ends_at", "created_by", "why", "created_at"),
          1);

  private final Database database;
  private final Transactions transactions;

  SqlIncidents(Database database, Transactions transactions) {
    this.database = database;
    this.transactions = transactions;
  }

  @Override
  public void takeTurn() {
    transactions.write(
        "wait for others who change incidents",
        connection -> {
          Optional<String> turn = database.turnAt("incident");
          if (turn.isPresent()) {
            try (Statement statement = connection.createStatement()) {
              statement.execute(turn.get());
            }
          }
          return true;
        });
  }

  @Override
  public List<Incident> open() {
    return found("WHERE resolved_at IS NULL ORDER BY opened_at, incident_id");
  }

  @Override
  public List<Incident> known(Instant endedAfter) {
    return found(
        """
        WHERE resolved_at IS NULL
          OR (resolution = 'EVIDENCE' AND resolved_at > ?)
          OR (resolution = 'HAND' AND clear_since IS NULL)
        ORDER BY opened_at, incident_id
        """,
        endedAfter);
  }

  @Override
  public List<Incident> incidents(Collection<String> ids) {
    return transactions.read(
        "read incidents",
        connection -> {
          List<Incident> all = new ArrayList<>();
          for (String id : ids) {
            all.addAll(found(connection, "WHERE incident_id = ?", id));
          }
          return all;
        });
  }

  @Override
  public List<Incident> named(String beginning) {
    return found(
        "WHERE substr(incident_id, 1, ?) = ? ORDER BY opened_at DESC, incident_id",
        beginning.length(),
        beginning);
  }

  @Override
  public List<Incident> newest(int most) {
    return found("ORDER BY opened_at DESC, incident_id LIMIT ?", most);
  }

  private List<Incident> found(String where, Object... values) {
    return transactions.read("read incidents", connection -> found(connection, where, values));
  }

  private static List<Incident> found(Connection connection, String where, Object... values)
      throws SQLException {
    return query(connection, "SELECT * FROM incident " + where, IncidentRow::read, values);
  }

  @Override
  public void record(Reconciled what) {
    transactions.write(
        "record incidents",
        connection -> {
          // those that end come first: their cause may be another's from now on
          List<Incident> endingFirst =
              what.changed().stream()
                  .sorted((a, b) -> Boolean.compare(b.over(), a.over()))
                  .toList();
          updateAll(connection, UPSERT, endingFirst, IncidentRow::values);
          updateAll(connection, EVENT, what.events(), SqlIncidents::eventValues);
          return true;
        });
  }

  private static Object[] eventValues(IncidentEvent e) {
    return bound(e.incidentId(), e.at(), e.kind(), e.by(), e.detail(), e.incidentId());
  }

  @Override
  public List<IncidentEvent> events(String incidentId) {
    String sql = "SELECT * FROM incident_event WHERE incident_id = ? ORDER BY seq";
    return transactions.read(
        "read the history of incident " + incidentId,
        connection ->
            query(
                connection,
                sql,
                row ->
                    new IncidentEvent(
                        row.text("incident_id"),
                        row.instant("at"),
                        IncidentEvent.Kind.valueOf(row.text("kind")),
                        row.text("done_by"),
                        row.text("detail")),
                incidentId));
  }

  @Override
  public void record(Silence silence) {
    transactions.write(
        "record silence " + silence.id(),
        connection ->
            Statements.update(
                connection,
                SILENCE,
                silence.id(),
                Json.line(silence.matchers()),
                silence.starts(),
                silence.ends(),
                silence.by(),
                silence.why(),
                silence.created()));
  }

  @Override
  public List<Silence> silences(Instant endingAfter) {
    String sql = "SELECT * FROM silence WHERE ends_at > ? ORDER BY starts_at, silence_id";
    return transactions.read(
        "read silences",
        connection ->
            query(
                connection,
                sql,
                row ->
                    new Silence(
                        row.text("silence_id"),
                        ((List<?>) Json.read(row.text("matchers")))
                            .stream().map(String.class::cast).toList(),
                        row.instant("starts_at"),
                        row.instant("ends_at"),
                        row.text("created_by"),
                        row.text("why"),
                        row.instant("created_at")),
                endingAfter));
  }
}
