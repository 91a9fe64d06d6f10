package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Statements.bound;
import static io.dataflow.sentinel.ledger.Statements.query;
import static io.dataflow.sentinel.ledger.Statements.updateAll;

import io.dataflow.sentinel.notify.Conversation;
import io.dataflow.sentinel.notify.Told;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Conversations and what their receivers know, in SQL. */
final class SqlConversations {
  private static final String CONVERSATION =
      Statements.upsert(
          "conversation",
          List.of(
              "conversation_id",
              "receiver",
              "group_key",
              "due_at",
              "interval_micros",
              "repeat_micros",
              "last_told_at",
              "messages",
              "closed_at"),
          1);

  private static final String TOLD =
      Statements.upsert(
          "conversation_incident",
          List.of("conversation_id", "incident_id", "told_up_to", "told_over", "told_taken"),
          2);

  private final Transactions transactions;

  SqlConversations(Transactions transactions) {
    this.transactions = transactions;
  }

  List<Conversation> open() {
    return found("WHERE closed_at IS NULL ORDER BY due_at, conversation_id");
  }

  List<Conversation> about(String incidentId) {
    return found(
        """
        WHERE conversation_id IN (
          SELECT conversation_id FROM conversation_incident WHERE incident_id = ?)
        ORDER BY due_at, conversation_id
        """,
        incidentId);
  }

  private List<Conversation> found(String where, Object... values) {
    String told =
        "SELECT * FROM conversation_incident WHERE conversation_id = ? ORDER BY incident_id";
    return transactions.read(
        "read conversations",
        connection -> {
          List<Conversation> all = new ArrayList<>();
          for (Conversation each :
              query(
                  connection,
                  "SELECT * FROM conversation " + where,
                  SqlConversations::bare,
                  values)) {
            all.add(with(each, query(connection, told, SqlConversations::told, each.id())));
          }
          return all;
        });
  }

  private static Conversation with(Conversation bare, List<Told> told) {
    return new Conversation(
        bare.id(),
        bare.receiver(),
        bare.groupKey(),
        bare.due(),
        bare.interval(),
        bare.repeat(),
        bare.lastTold(),
        bare.messages(),
        bare.closed(),
        told);
  }

  private static Conversation bare(Row row) throws SQLException {
    return new Conversation(
        row.text("conversation_id"),
        row.text("receiver"),
        row.text("group_key"),
        row.instant("due_at"),
        row.duration("interval_micros"),
        row.duration("repeat_micros"),
        row.optionalInstant("last_told_at"),
        row.integer("messages"),
        row.optionalInstant("closed_at"),
        List.of());
  }

  private static Told told(Row row) throws SQLException {
    return new Told(
        row.text("incident_id"),
        row.optionalInstant("told_up_to"),
        row.yes("told_over"),
        row.yes("told_taken"));
  }

  void record(Connection connection, List<Conversation> conversations) throws SQLException {
    updateAll(connection, CONVERSATION, conversations, SqlConversations::values);
    for (Conversation each : conversations) {
      updateAll(connection, TOLD, each.told(), t -> values(each, t));
    }
  }

  private static Object[] values(Conversation c) {
    return bound(
        c.id(),
        c.receiver(),
        c.groupKey(),
        c.due(),
        c.interval(),
        c.repeat(),
        c.lastTold(),
        c.messages(),
        c.closed());
  }

  private static Object[] values(Conversation c, Told t) {
    return bound(c.id(), t.incident(), t.upTo(), t.over(), t.acknowledged());
  }
}
