package io.dataflow.sentinel.table;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of a table.
 *
 * @param from the oldest session wanted
 * @param zone where an instant belongs to a date, and whose clock a time without a zone is of;
 *     empty when nobody said, and then what needs it cannot be read
 * @param known instruments whose last session or bar is wanted too when none of theirs is that new
 */
public record TableQuery(LocalDate from, Optional<ZoneId> zone, Set<String> known) {
  public TableQuery {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(zone, "zone");
    known = Set.copyOf(known);
  }
}
