package io.dataflow.sentinel;

import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.incident.IncidentEvent;
import io.dataflow.sentinel.incident.Reconciled;
import io.dataflow.sentinel.ledger.LeaseHolder;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.notify.Claim;
import io.dataflow.sentinel.notify.Outgoing;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Takes messages out of the outbox for this process, so that no other sends them too, and keeps
 * what became of them. Safe for several threads.
 */
final class Postbag {
  /** After so long by a clock a claim of another machine counts no more. */
  static final Duration CLAIM = Duration.ofMinutes(5);

  private final Ledger ledger;
  private final Clock wall;

  /**
   * @param wall the running time, for claims
   */
  Postbag(Ledger ledger, Clock wall) {
    this.ledger = ledger;
    this.wall = wall;
  }

  /** Empty when it is another's, or no longer waits. A claim of a process that is gone is none. */
  Optional<Claim> take(Outgoing message) {
    Optional<Claim> seen = ledger.outbox().claim(message.id());
    Claim mine = new Claim(ClaimText.of(ThisProcess.holder()), wall.instant());
    boolean free = seen.isEmpty() || seen.filter(this::isDead).isPresent();
    return Optional.of(mine).filter(m -> free && ledger.outbox().claim(message.id(), seen, m));
  }

  private boolean isDead(Claim claim) {
    Optional<LeaseHolder> holder = ClaimText.read(claim.by());
    return holder.filter(ThisProcess::gone).isPresent()
        || Duration.between(claim.at(), wall.instant()).abs().compareTo(CLAIM) > 0;
  }

  /**
   * Records what became of a message, and in the histories who was told and who was not.
   *
   * @return false when another process took it over meanwhile; nothing was recorded then
   */
  boolean settle(Outgoing after, Claim mine) {
    boolean[] settled = {false};
    ledger.atomically(
        () -> {
          ledger.incidents().takeTurn();
          settled[0] = ledger.outbox().settle(after, mine);
          List<IncidentEvent> events = settled[0] ? events(after) : List.of();
          if (!events.isEmpty()) {
            ledger.incidents().record(new Reconciled(List.of(), events));
          }
        });
    return settled[0];
  }

  private static List<IncidentEvent> events(Outgoing after) {
    if (after.done().isEmpty() || after.message().kind() == Message.Kind.REFRESH) {
      return List.of();
    }
    boolean sent = after.state() == Outgoing.State.SENT;
    String what =
        after.line()
            + ", "
            + after.message().kind().name().toLowerCase(Locale.ROOT)
            + (sent ? "" : ": " + after.failure().orElse("unknown"));
    IncidentEvent.Kind kind = sent ? IncidentEvent.Kind.NOTIFIED : IncidentEvent.Kind.NOT_NOTIFIED;
    return after.incidents().stream()
        .map(id -> new IncidentEvent(id, after.done().get(), kind, IncidentEvent.PROGRAM, what))
        .toList();
  }
}
