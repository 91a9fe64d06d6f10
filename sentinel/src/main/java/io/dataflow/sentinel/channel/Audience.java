package io.dataflow.sentinel.channel;

import java.util.Set;

/** Who is at the other end, and so which messages are of use there. */
enum Audience {
  /** They read, so what only machines need to hear again is kept from them. */
  PEOPLE(
      Set.of(
          Message.Kind.FIRING,
          Message.Kind.CHANGED,
          Message.Kind.REMINDER,
          Message.Kind.RESOLVED,
          Message.Kind.REPORT,
          Message.Kind.TEST)),
  /** It reminds by itself, and opens what it hears of first. */
  PAGER(
      Set.of(
          Message.Kind.FIRING,
          Message.Kind.CHANGED,
          Message.Kind.ACKNOWLEDGED,
          Message.Kind.RESOLVED,
          Message.Kind.TEST)),
  /** It forgets what it is not told again. */
  ALERT_SYSTEM(
      Set.of(
          Message.Kind.FIRING, Message.Kind.CHANGED, Message.Kind.REFRESH, Message.Kind.RESOLVED));

  private final Set<Message.Kind> kinds;

  Audience(Set<Message.Kind> kinds) {
    this.kinds = kinds;
  }

  boolean takes(Message.Kind kind) {
    return kinds.contains(kind);
  }
}
