package io.dataflow.sentinel.lake;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is left of a table that cannot be read.
 *
 * @param rows it had; empty when its metadata cannot be read
 * @param whole data files as they were written: those of the table where its metadata can be read,
 *     else all in its folder
 * @param damaged data files that are not, or are gone
 */
public record TableRemains(OptionalLong rows, List<Path> whole, List<Path> damaged) {
  public TableRemains {
    whole = List.copyOf(whole);
    damaged = List.copyOf(damaged);
  }
}
