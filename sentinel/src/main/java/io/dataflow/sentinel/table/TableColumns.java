package io.dataflow.sentinel.table;

import java.util.Objects;
import java.util.Optional;

/**
 * Which column says what. A name is taken as it is written, or else whatever its case when only one
 * column has it so.
 *
 * @param instrument empty when the whole table is one feed
 * @param session the date a row is of: a date, a timestamp, or a text that starts with one; of bars
 *     within a session the start of each
 * @param value a number without which a row is no bar: null, zero and NaN count as none
 * @param calendar the calendar an instrument follows
 */
public record TableColumns(
    Optional<String> instrument,
    String session,
    Optional<String> value,
    Optional<String> calendar) {
  public TableColumns {
    Objects.requireNonNull(instrument, "instrument");
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(calendar, "calendar");
  }
}
