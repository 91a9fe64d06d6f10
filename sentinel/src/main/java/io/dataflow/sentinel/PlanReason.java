package io.dataflow.sentinel;

import java.util.Locale;

/**
 * Why an instrument is asked for.
 *
 * @param words for a person, without a full stop
 */
record PlanReason(Kind kind, String words) {
  /** The reasons there are. */
  enum Kind {
    /** Silver has no bar of it. */
    NEW,
    /** Sessions are over and silver has no bar of them. */
    MISSING,
    /** The last sessions are asked for again, as bars are corrected late. */
    REREAD,
    /** Somebody asked for the whole history. */
    WISHED,
    /** Somebody asked for a stretch of the past. */
    BACKFILL;

    /** As in JSON. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
