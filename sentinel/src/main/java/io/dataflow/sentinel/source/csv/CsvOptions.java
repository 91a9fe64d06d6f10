package io.dataflow.sentinel.source.csv;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where files are and how they are asked for.
 *
 * @param name of the source, kept with each row
 * @param location a file, a folder, a pattern or an address; may hold a password
 * @param base where relative locations start
 * @param maxBytes of all files of one answer
 * @param retries how often an address is asked again after a failure that may pass
 */
public record CsvOptions(
    String name,
    String location,
    Path base,
    CsvForm form,
    Duration connectTimeout,
    Duration requestTimeout,
    long maxBytes,
    int retries,
    Duration retryDelay,
    String userAgent) {

  /** Without the location, which may hold a password. */
  @Override
  public String toString() {
    return "the source " + name;
  }
}
