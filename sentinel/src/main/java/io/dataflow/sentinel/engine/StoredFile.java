package io.dataflow.sentinel.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A Parquet file that was written and forced to disk.
 *
 * @param bounds one entry a column, in the order of the columns
 */
public record StoredFile(Path path, long rows, long bytes, List<Bounds> bounds) {
  /**
   * What is known of a column's values; lower and upper are of the column's Java type.
   *
   * @param lower empty when there is no value, or none that can be ordered
   */
  public record Bounds(Column column, long nulls, Optional<Object> lower, Optional<Object> upper) {}

  public StoredFile {
    bounds = List.copyOf(bounds);
  }
}
