package io.dataflow.sentinel.freshness;

/** Which bar counts as the arrival of a session. */
public enum JudgedBy {
  /** Only a settled bar. */
  FINAL,
  /** A bar seen at or after the close, settled or not; goes with a short lag. */
  PROVISIONAL
}
