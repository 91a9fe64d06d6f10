package io.dataflow.sentinel.source.csv;

import java.util.Locale;

/** What a column of a file may hold. */
public enum CsvColumn {
  SESSION("Date", true),
  OPEN("Open", true),
  HIGH("High", true),
  LOW("Low", true),
  CLOSE("Close", true),
  ADJCLOSE("Adj Close", false),
  VOLUME("Volume", false),
  SYMBOL("symbol", false),
  DIVIDENDS("Dividends", false),
  SPLITS("Stock Splits", false);

  private final String usual;
  private final boolean needed;

  CsvColumn(String usual, boolean needed) {
    this.usual = usual;
    this.needed = needed;
  }

  /** The header it has where none is stated. */
  String usual() {
    return usual;
  }

  /** Whether there is no bar without it. */
  public boolean needed() {
    return needed;
  }

  /** As settings write it: {@code adjclose}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
