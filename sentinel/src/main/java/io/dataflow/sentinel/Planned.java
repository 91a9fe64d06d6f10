package io.dataflow.sentinel;

import io.dataflow.sentinel.source.Request;
import java.time.LocalDate;
import java.util.List;

/**
 * What an instrument is asked for, and why.
 *
 * @param from the first session that is asked for
 * @param missing sessions that are over, owed and not in silver, oldest first; of the sessions that
 *     are judged, and empty for a new instrument
 */
record Planned(
    Instrument instrument,
    LocalDate from,
    Request request,
    List<LocalDate> missing,
    List<PlanReason> reasons) {
  Planned {
    missing = List.copyOf(missing);
    reasons = List.copyOf(reasons);
    if (reasons.isEmpty()) {
      throw new IllegalArgumentException("nothing is asked for without a reason");
    }
  }
}
