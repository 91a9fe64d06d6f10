package io.dataflow.sentinel.freshness;

/** What is said of a feed or a dataset as a whole. */
public enum Verdict {
  /** Every session that is due is there, or the only holes lie behind a newer one that arrived. */
  FRESH,
  /** The newest due session is missing, and only that one. */
  LATE,
  /** At least the two newest due sessions are missing. */
  STALE,
  /** Lake, ledger or calendar cannot be read or verified, or the instrument never had data. */
  UNKNOWN
}
