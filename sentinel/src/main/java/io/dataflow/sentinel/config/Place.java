package io.dataflow.sentinel.config;

/**
 * A line of a file, for messages.
 *
 * @param line from 1
 */
public record Place(String file, int line) {
  public Place {
    if (line < 1) {
      throw new IllegalArgumentException("lines count from 1, not " + line);
    }
  }

  /** As editors and compilers write it, {@code config/assets.yaml:3}. */
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
