package io.dataflow.sentinel.source.standin;

/** One way in which an answer goes wrong: on its way, or in what it says. */
public sealed interface Fault permits ReplyFault, ChartFault {
  /** What goes wrong, in plain words: {@code the feed has stopped after 2026-03-05}. */
  String words();
}
