package io.dataflow.sentinel.backtest;

/** What a feed loses when a session is dropped. */
public enum Loss {
  /** That session's bar; those after it come. */
  ONE_SESSION,
  /** That session's bar and all after it: the feed stopped. */
  ALL_FROM_IT_ON
}
