package io.dataflow.sentinel.table;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;

/** The newest rows of one instrument, by the number of their session or bar. */
final class NewestRows {
  private final Numbers bars = new Numbers();
  private final Numbers empty = new Numbers();
  private long calendarOf = Long.MIN_VALUE;
  private Optional<String> calendar = Optional.empty();

  /** Numbers as they come. */
  private static final class Numbers {
    private long[] all = new long[16];
    private int size;

    void add(long number) {
      if (size == all.length) {
        all = Arrays.copyOf(all, size * 2);
      }
      all[size++] = number;
    }

    LongStream stream() {
      return Arrays.stream(all, 0, size);
    }
  }

  void add(long said, boolean bar, Optional<String> named) {
    (bar ? bars : empty).add(said);
    if (named.isPresent() && said >= calendarOf) {
      calendar = named;
      calendarOf = said;
    }
  }

  /** In any order, and more than once. */
  LongStream bars() {
    return bars.stream();
  }

  /** Those of rows without a value; a bar may be there all the same, by another row. */
  LongStream empty() {
    return empty.stream();
  }

  Optional<String> calendar() {
    return calendar;
  }
}
