package io.dataflow.sentinel.contract;

/**
 * A condition each bar must meet.
 *
 * @param accept SQL that is true for a good bar
 * @param line where it stands in the contract file
 */
public record Rule(String name, String accept, Severity severity, String description, int line) {
  /** What follows from breaking it. */
  public enum Severity {
    /** The bar is refused. */
    ERROR,
    /** The bar passes and is reported. */
    WARNING
  }
}
