package io.dataflow.sentinel.ledger;

import java.util.Optional;

/**
 * What one check said, as it is recorded. A run holds one row a check, dataset and instrument.
 *
 * @param instrument empty for a check of the whole dataset
 * @param expected what had to be, in words: {@code <= 1 %}
 * @param actual what was found: {@code 3.2 %}
 * @param failedRows 0 for a check that counts no rows
 * @param detail JSON
 */
public record CheckRow(
    String checkName,
    String dataset,
    Optional<String> instrument,
    Outcome outcome,
    String expected,
    String actual,
    long failedRows,
    String detail) {

  /** How a check ended, from best to worst. */
  public enum Outcome {
    PASS,
    WARN,
    FAIL,
    /** It could not be evaluated. */
    ERROR
  }
}
