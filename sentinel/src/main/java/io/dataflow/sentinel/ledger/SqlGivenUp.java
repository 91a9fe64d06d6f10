package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Statements.query;
import static io.dataflow.sentinel.ledger.Statements.update;

import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.channel.StoredMessage;
import io.dataflow.sentinel.notify.Outgoing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The messages that were given up, which are put back within a transaction.
 *
 * <p>Sent again as they were, a channel would hear of a beginning after the end, and an alert that
 * nobody ends would stay open at the other side.
 */
final class SqlGivenUp {
  /** All of the conversations and channels in which one was given up; runs' reports are one. */
  private static final String AROUND =
      """
      SELECT * FROM outbox WHERE state <> 'REPLACED' AND EXISTS (
        SELECT 1 FROM outbox AS lost
        WHERE lost.state = 'GIVEN_UP' AND lost.line = outbox.line
          AND (lost.conversation_id = outbox.conversation_id OR outbox.incidents = '[]'))
      """
          + SqlOutbox.IN_ORDER;

  private static final String OVER =
      "SELECT conversation_id FROM conversation WHERE closed_at IS NOT NULL";

  private static final String BACK =
      """
      UPDATE outbox SET state = 'PENDING', next_at = ?, created_at = ?, done_at = NULL, message = ?
      WHERE outbox_id = ?
      """;

  private static final String REPLACED =
      "UPDATE outbox SET state = 'REPLACED', done_at = ? WHERE outbox_id = ?";

  private final Connection connection;
  private final Instant now;

  SqlGivenUp(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  /** Puts back what still says something, and says how many that were. */
  int again() throws SQLException {
    Map<String, List<Outgoing>> threads = new LinkedHashMap<>();
    for (Outgoing each : query(connection, AROUND, SqlOutbox::outgoing)) {
      threads.computeIfAbsent(thread(each), t -> new ArrayList<>()).add(each);
    }
    Set<String> over = new HashSet<>(query(connection, OVER, row -> row.text("conversation_id")));
    int back = 0;
    for (List<Outgoing> thread : threads.values()) {
      back += again(thread, over.contains(thread.get(0).message().thread()));
    }
    return back;
  }

  private static String thread(Outgoing each) {
    boolean report = each.message().kind() == Message.Kind.REPORT;
    return each.line() + " " + (report ? "" : each.message().thread());
  }

  private int again(List<Outgoing> thread, boolean over) throws SQLException {
    Outgoing last = last(thread);
    int back = 0;
    boolean heard = false;
    for (Outgoing each : thread) {
      if (each.state() != Outgoing.State.GIVEN_UP) {
        heard = true;
      } else if (each == last && (!over || isLastWord(each))) {
        String message = StoredMessage.text((heard ? each : each.asFirst()).message());
        back += update(connection, BACK, now, now, message, each.id());
      } else {
        update(connection, REPLACED, now, each.id());
      }
    }
    return back;
  }

  /** That somebody has taken it up is no news any more. */
  private static Outgoing last(List<Outgoing> thread) {
    List<Outgoing> telling =
        thread.stream().filter(o -> o.message().kind() != Message.Kind.ACKNOWLEDGED).toList();
    return telling.isEmpty() ? thread.get(0) : telling.get(telling.size() - 1);
  }

  private static boolean isLastWord(Outgoing each) {
    return each.message().kind() == Message.Kind.RESOLVED
        || each.message().kind() == Message.Kind.REPORT;
  }
}
