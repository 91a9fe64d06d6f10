package io.dataflow.sentinel.source.standin;

/**
 * A span of time in epoch seconds.
 *
 * @param from first second, inclusive
 * @param to end, exclusive; equal to {@code from} for an empty span
 */
public record Window(long from, long to) {
  /** Everything. */
  static final Window ALWAYS = new Window(Long.MIN_VALUE, Long.MAX_VALUE);

  public Window {
    if (to < from) {
      throw new IllegalArgumentException("a window ends after it starts: " + from + ", " + to);
    }
  }

  boolean overlaps(Window other) {
    return from < other.to && other.from < to;
  }

  boolean contains(long second) {
    return from <= second && second < to;
  }
}
