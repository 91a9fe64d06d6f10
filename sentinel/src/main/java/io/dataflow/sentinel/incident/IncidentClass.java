package io.dataflow.sentinel.incident;

/** What kind of cause an incident has. Stays the same for as long as the incident lasts. */
public enum IncidentClass {
  /** The newest bars that are due did not come, for whatever reason. */
  MISSING("missing", Grouped.BY_EXCHANGE, Severity.WARNING),
  /** The newest bar that is due came and was refused by a check. */
  REFUSED("refused", Grouped.BY_EXCHANGE, Severity.WARNING),
  /** A bar is missing behind a newer one that arrived. */
  HOLE("hole", Grouped.BY_EXCHANGE, Severity.WARNING),
  /** A bar that silver has came again and was refused by a check. */
  CHECK_FAILED("check-failed", Grouped.BY_EXCHANGE, Severity.WARNING),
  /** A settled bar became another one and nothing explains it. */
  RESTATED("restated", Grouped.BY_EXCHANGE, Severity.ERROR),
  /** The source says that an instrument is no longer what it was. */
  HELD("held", Grouped.BY_EXCHANGE, Severity.WARNING),
  /** The instrument never had data: the source does not know it, or nothing came yet. */
  NEVER_ARRIVED("never-arrived", Grouped.BY_EXCHANGE, Severity.WARNING),
  /** The calendar is not verified any further, or there is none. */
  CALENDAR("calendar", Grouped.BY_EXCHANGE, Severity.WARNING),
  /** A run broke, or was cut off. */
  RUN_FAILED("run-failed", Grouped.ALONE, Severity.ERROR),
  /** No run looked where one was due. */
  RUN_MISSING("run-missing", Grouped.ALONE, Severity.ERROR),
  /** A file or table that each run promises is absent, empty or older than its run. */
  OUTPUT_MISSING("output-missing", Grouped.ALONE, Severity.ERROR),
  /** A channel did not take a message and will not. */
  DELIVERY_FAILED("delivery-failed", Grouped.ALONE, Severity.ERROR);

  private enum Grouped {
    ALONE,
    BY_EXCHANGE
  }

  private final String word;
  private final Grouped grouped;
  private final Severity alone;

  IncidentClass(String word, Grouped grouped, Severity alone) {
    this.word = word;
    this.grouped = grouped;
    this.alone = alone;
  }

  /** As it stands in labels, settings and messages: {@code run-failed}. */
  public String word() {
    return word;
  }

  /** Whether many instruments of an exchange become one incident. */
  public boolean ofInstruments() {
    return grouped == Grouped.BY_EXCHANGE;
  }

  /** Whether it says of bars, one way or another, that they are not there. */
  boolean ofAbsentBars() {
    return this == MISSING || this == REFUSED || this == HOLE;
  }

  /**
   * How much it matters.
   *
   * @param exchange whether it is about an exchange's instruments together
   * @param missed how many deadlines in a row were missed; 1 where nothing is counted
   */
  public Severity severity(boolean exchange, int missed) {
    Severity scoped = exchange ? alone.raised() : alone;
    return missed > 1 ? scoped.raised() : scoped;
  }

  /**
   * Reads {@link #word}.
   *
   * @throws IllegalArgumentException for another word
   */
  public static IncidentClass of(String word) {
    for (IncidentClass each : values()) {
      if (each.word.equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException("no class of incidents: " + word);
  }
}
