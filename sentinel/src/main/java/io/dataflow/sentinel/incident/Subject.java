package io.dataflow.sentinel.incident;

import java.util.Objects;
import java.util.Optional;

/**
 * What an observation is about.
 *
 * @param dataset {@code silver.bars}; for runs and outputs the part of the program, {@code
 *     pipeline}
 * @param source where its data is from; empty text where that says nothing
 * @param exchange the calendar of an instrument; empty for what is no instrument
 * @param name the instrument's symbol, the command, the file or table, the channel
 */
public record Subject(String dataset, String source, Optional<String> exchange, String name) {
  public Subject {
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(name, "name");
  }
}
