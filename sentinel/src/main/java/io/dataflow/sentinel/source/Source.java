package io.dataflow.sentinel.source;

import java.time.Instant;
import java.util.List;

/** A place bars come from. Thread-safe: several requests may be under way. */
public interface Source {
  /** The name kept with each row: {@code yahoo}. */
  String name();

  /** Where it asks, without secrets, for messages. */
  String location();

  /** Whether what it serves is simulated, as far as its answers tell. */
  boolean loopback();

  /**
   * Splits a request into ones the source answers, oldest first; what is too old for it is left
   * out.
   */
  List<Request> windows(Request request, Instant now);

  /** Gets ready to ask; asks nothing. May be left out, and may run beside other work. */
  void prepare();

  /** Asks once, with the retries that can help; never throws for what the other side does. */
  Fetched fetch(Request request);

  /** Reads an answer; pure, the same bytes give the same outcome. */
  Outcome parse(Answer answer);
}
