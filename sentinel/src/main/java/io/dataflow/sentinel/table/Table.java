package io.dataflow.sentinel.table;

/**
 * A table of a user's own that can be asked which sessions or bars it holds. Making one does no
 * I/O.
 */
public interface Table {
  /** Where it is, for people; without secrets. */
  String location();

  /**
   * Reads the newest sessions of every instrument, as they are at one moment. Each call reads anew.
   *
   * @throws TableException when it cannot be read, or what was said about it does not hold
   */
  TableReading read(TableQuery query);

  /**
   * Reads when the newest bars of every instrument start, as they are at one moment. Each call
   * reads anew.
   *
   * @throws TableException as {@link #read}, and when the session's column says no time of day
   */
  BarReading bars(TableQuery query);
}
