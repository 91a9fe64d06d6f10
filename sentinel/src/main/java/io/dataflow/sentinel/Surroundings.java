package io.dataflow.sentinel;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a command was started with, beside the settings.
 *
 * @param environment the process's own
 * @param settingsFile beside it lies the alerts file; empty when nobody is to be told
 * @param remedy the commands that messages name, as they have to be typed here
 * @param out where a receiver on standard output is told
 * @param err where it is told what could not be reported
 */
record Surroundings(
    Map<String, String> environment,
    Optional<Path> settingsFile,
    Remedy remedy,
    PrintWriter out,
    PrintWriter err) {
  Surroundings {
    environment = Map.copyOf(environment);
  }

  /** For work that tells nobody. */
  static Surroundings silent(Map<String, String> environment) {
    return new Surroundings(
        environment,
        Optional.empty(),
        new Remedy(Optional.empty(), Optional.empty()),
        new PrintWriter(PrintWriter.nullWriter()),
        new PrintWriter(PrintWriter.nullWriter()));
  }
}
