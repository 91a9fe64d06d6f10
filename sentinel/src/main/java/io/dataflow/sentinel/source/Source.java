package io.dataflow.sentinel.source;

/** A place bars come from. Thread-safe: several requests may be under way. */
public interface Source {
  /** The name kept with each row: {@code yahoo}. */
  String name();

  /** Where it asks, without secrets, for messages. */
  String location();

  /** Whether what it serves is simulated, as far as its answers tell. */
  boolean loopback();

  /** Gets ready to ask; asks nothing. May be left out, and may run beside other work. */
  void prepare();

  /** Asks once, with the retries that can help; never throws for what the other side does. */
  Fetched fetch(Request request);

  /** Reads an answer; pure, the same bytes give the same outcome. */
  Outcome parse(Answer answer);
}
