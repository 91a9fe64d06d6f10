package io.dataflow.sentinel.table;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a table holds of the sessions asked for.
 *
 * @param instruments by instrument; a table that is one feed has them under {@link #WHOLE}
 * @param last the last session of each known instrument that has none in {@code instruments}, as
 *     far as one was found
 * @param remarks what a person should know of the table, a sentence each
 */
public record TableReading(
    SortedMap<String, Rows> instruments, Map<String, LocalDate> last, List<String> remarks) {
  /** The instrument of a table without a column for it. */
  public static final String WHOLE = "";

  public TableReading {
    instruments = Collections.unmodifiableSortedMap(new TreeMap<>(instruments));
    last = Map.copyOf(last);
    remarks = List.copyOf(remarks);
  }

  /** Whether the rows of a session hold a bar. */
  public enum Held {
    /** Rows are there, and none has a value. */
    NULL,
    /** A bar is there. */
    BAR
  }

  /**
   * An instrument's newest rows.
   *
   * @param sessions what is held, by session
   * @param calendar what its newest row says; empty without such a column, or when it says nothing
   */
  public record Rows(NavigableMap<LocalDate, Held> sessions, Optional<String> calendar) {
    public Rows {
      sessions = Collections.unmodifiableNavigableMap(sessions);
    }
  }
}
