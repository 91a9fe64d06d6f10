package io.dataflow.sentinel.table;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When the bars start that a table holds of the sessions asked for.
 *
 * @param instruments by instrument; a table that is one feed has them under {@link
 *     TableReading#WHOLE}
 * @param last the last start of each known instrument that has none in {@code instruments}, as far
 *     as one was found
 * @param remarks what a person should know of the table, a sentence each
 */
public record BarReading(
    SortedMap<String, Bars> instruments, Map<String, Instant> last, List<String> remarks) {
  public BarReading {
    instruments = Collections.unmodifiableSortedMap(new TreeMap<>(instruments));
    last = Map.copyOf(last);
    remarks = List.copyOf(remarks);
  }

  /**
   * An instrument's newest rows, some of them before the first session asked for.
   *
   * @param there where bars start
   * @param empty where rows start of which none has a value
   * @param calendar what its newest row says; empty without such a column, or when it says nothing
   */
  public record Bars(Stamps there, Stamps empty, Optional<String> calendar) {
    public Bars {
      Objects.requireNonNull(there, "there");
      Objects.requireNonNull(empty, "empty");
      Objects.requireNonNull(calendar, "calendar");
    }
  }
}
