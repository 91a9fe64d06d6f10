package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Statements.bound;
import static io.dataflow.sentinel.ledger.Statements.query;
import static io.dataflow.sentinel.ledger.Statements.update;

import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.channel.StoredMessage;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.notify.Claim;
import io.dataflow.sentinel.notify.Conversation;
import io.dataflow.sentinel.notify.Dispatch;
import io.dataflow.sentinel.notify.Outgoing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Conversations and the outbox, in SQL. */
final class SqlOutbox implements OutboxLedger {
  /** Those of one conversation are counted in their ids, the 10th after the 9th. */
  static final String IN_ORDER = " ORDER BY created_at, LENGTH(outbox_id), outbox_id";

  private static final String MESSAGE =
      """
      INSERT INTO outbox (outbox_id, line, conversation_id, message, incidents, created_at,
                          next_at, attempts, state, failure)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (outbox_id) DO NOTHING
      """;

  private static final String WAITING =
      "SELECT * FROM outbox WHERE state = 'PENDING' AND line = ?" + IN_ORDER;

  private static final String REPLACED =
      """
      UPDATE outbox SET state = 'REPLACED', done_at = ?
      WHERE outbox_id = ? AND state = 'PENDING' AND claimed_by IS NULL
      """;

  private final Transactions transactions;
  private final SqlConversations conversations;

  SqlOutbox(Transactions transactions) {
    this.transactions = transactions;
    this.conversations = new SqlConversations(transactions);
  }

  @Override
  public List<Conversation> conversations() {
    return conversations.open();
  }

  @Override
  public List<Conversation> conversationsAbout(String incidentId) {
    return conversations.about(incidentId);
  }

  @Override
  public void record(Dispatch dispatch) {
    transactions.write(
        "put messages into the outbox",
        connection -> {
          conversations.record(connection, dispatch.conversations());
          for (Outgoing each : dispatch.messages()) {
            put(connection, each);
          }
          return true;
        });
  }

  private static void put(Connection connection, Outgoing message) throws SQLException {
    Outgoing kept = message;
    for (Outgoing old : query(connection, WAITING, SqlOutbox::outgoing, message.line())) {
      if (message.replaces(old) && update(connection, REPLACED, message.created(), old.id()) == 1) {
        kept = kept.insteadOf(old);
      }
    }
    update(connection, MESSAGE, values(kept));
  }

  private static Object[] values(Outgoing o) {
    return bound(
        o.id(),
        o.line(),
        o.message().thread(),
        StoredMessage.text(o.message()),
        Json.line(o.incidents()),
        o.created(),
        o.next(),
        o.attempts(),
        o.state(),
        o.failure());
  }

  @Override
  public List<Outgoing> pending() {
    return outgoing("WHERE state = 'PENDING'" + IN_ORDER);
  }

  @Override
  public List<Outgoing> messages(String conversationId) {
    return outgoing("WHERE conversation_id = ?" + IN_ORDER, conversationId);
  }

  private List<Outgoing> outgoing(String where, Object... values) {
    return transactions.read(
        "read the outbox",
        connection ->
            query(connection, "SELECT * FROM outbox " + where, SqlOutbox::outgoing, values));
  }

  static Outgoing outgoing(Row row) throws SQLException {
    return new Outgoing(
        row.text("outbox_id"),
        row.text("line"),
        StoredMessage.read(row.text("message")),
        ((List<?>) Json.read(row.text("incidents"))).stream().map(String.class::cast).toList(),
        row.instant("created_at"),
        row.instant("next_at"),
        row.integer("attempts"),
        Outgoing.State.valueOf(row.text("state")),
        row.optionalText("failure"),
        row.optionalInstant("done_at"));
  }

  @Override
  public Optional<Claim> claim(String outgoingId) {
    String sql = "SELECT * FROM outbox WHERE outbox_id = ? AND claimed_by IS NOT NULL";
    return transactions.read(
        "look who sends message " + outgoingId,
        connection ->
            query(
                    connection,
                    sql,
                    row -> new Claim(row.text("claimed_by"), row.instant("claimed_at")),
                    outgoingId)
                .stream()
                .findFirst());
  }

  @Override
  public boolean claim(String outgoingId, Optional<Claim> seen, Claim mine) {
    String sql =
        """
        UPDATE outbox SET claimed_by = ?, claimed_at = ?
        WHERE outbox_id = ? AND state = 'PENDING'
          AND claimed_by IS NOT DISTINCT FROM ? AND claimed_at IS NOT DISTINCT FROM ?
        """;
    return transactions.write(
        "take message " + outgoingId + " to send it",
        connection ->
            update(
                    connection,
                    sql,
                    mine.by(),
                    mine.at(),
                    outgoingId,
                    seen.map(Claim::by),
                    seen.map(Claim::at))
                == 1);
  }

  @Override
  public boolean settle(Outgoing after, Claim mine) {
    String stillMine =
        " WHERE outbox_id = ? AND state = 'PENDING' AND claimed_by = ? AND claimed_at = ?";
    String kept =
        """
        UPDATE outbox SET next_at = ?, attempts = ?, state = ?, failure = ?, done_at = ?,
                          claimed_by = NULL, claimed_at = NULL
        """;
    Object[] key = {after.id(), mine.by(), mine.at()};
    Object[] values = {
      after.next(),
      after.attempts(),
      after.state(),
      after.failure(),
      after.done(),
      key[0],
      key[1],
      key[2]
    };
    boolean refreshed =
        after.message().kind() == Message.Kind.REFRESH && after.state() == Outgoing.State.SENT;
    return transactions.write(
        "record what became of message " + after.id(),
        connection ->
            (refreshed
                    ? update(connection, "DELETE FROM outbox" + stillMine, key)
                    : update(connection, kept + stillMine, values))
                == 1);
  }

  @Override
  public Optional<String> reference(String line, String conversationId) {
    String sql = "SELECT reference FROM outbox_reference WHERE line = ? AND conversation_id = ?";
    return transactions.read(
        "read what " + line + " gave back",
        connection ->
            query(connection, sql, row -> row.text("reference"), line, conversationId).stream()
                .findFirst());
  }

  @Override
  public void refer(String line, String conversationId, String reference) {
    String sql =
        Statements.upsert("outbox_reference", List.of("line", "conversation_id", "reference"), 2);
    transactions.write(
        "record what " + line + " gave back",
        connection -> update(connection, sql, line, conversationId, reference));
  }

  @Override
  public int again(Instant now) {
    return transactions.write(
        "put messages back that were given up",
        connection -> new SqlGivenUp(connection, now).again());
  }

  @Override
  public Map<String, Outgoing> lastSettled() {
    List<Outgoing> settled =
        outgoing(
            """
            WHERE state IN ('SENT', 'GIVEN_UP') AND done_at = (
              SELECT MAX(o.done_at) FROM outbox AS o
              WHERE o.line = outbox.line AND o.state IN ('SENT', 'GIVEN_UP'))
            ORDER BY line, created_at
            """);
    Map<String, Outgoing> byLine = new TreeMap<>();
    settled.forEach(o -> byLine.put(o.line(), o));
    return byLine;
  }
}
