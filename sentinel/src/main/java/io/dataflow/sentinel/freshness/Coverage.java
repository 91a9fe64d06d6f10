package io.dataflow.sentinel.freshness;

/**
 * How many of those that were due are there.
 *
 * @param arrived at most {@code due}
 */
public record Coverage(int arrived, int due) {
  public static final Coverage NONE = new Coverage(0, 0);

  public Coverage {
    if (arrived < 0 || arrived > due) {
      throw new IllegalArgumentException(arrived + " of " + due + " cannot have arrived");
    }
  }

  /** Both counts added up. */
  public Coverage plus(Coverage other) {
    return new Coverage(arrived + other.arrived, due + other.due);
  }

  /** {@code 480/500}. */
  @Override
  public String toString() {
    return arrived + "/" + due;
  }
}
