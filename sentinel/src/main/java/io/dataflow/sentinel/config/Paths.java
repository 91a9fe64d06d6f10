package io.dataflow.sentinel.config;

import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where a project keeps what; all absolute. The folders need not exist yet.
 *
 * @param project the folder that relative paths of the settings start from
 * @param bronze answers as received
 * @param silver accepted and refused bars
 * @param gold analytics tables and reports
 * @param logs log files
 * @param state the ledger and the catalog of the lake
 */
public record Paths(Path project, Path bronze, Path silver, Path gold, Path logs, Path state) {
  public Paths {
    Stream.of(project, bronze, silver, gold, logs, state)
        .filter(path -> !path.isAbsolute())
        .findFirst()
        .ifPresent(
            path -> {
              throw new IllegalArgumentException("not an absolute path: " + path);
            });
  }
}
