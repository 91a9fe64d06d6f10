package io.dataflow.sentinel.routing;

/** Whether a moment lies in a stretch of time. */
enum Cover {
  OUT,
  /** An exchange's calendar does not reach that far. */
  UNKNOWN,
  IN;

  /** Of two conditions that must both hold. */
  Cover and(Cover other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** Of two of which one is enough. */
  Cover or(Cover other) {
    return compareTo(other) >= 0 ? this : other;
  }

  static Cover of(boolean in) {
    return in ? IN : OUT;
  }
}
