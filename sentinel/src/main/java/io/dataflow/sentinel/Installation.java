package io.dataflow.sentinel;

import java.nio.file.Path;

/** Where the program itself lies; the launcher says so. */
final class Installation {
  private Installation() {}

  /** The folder with {@code bin/}, {@code config/} and {@code contracts/}. */
  static Path folder() {
    return Path.of(System.getProperty("sentinel.home", "")).toAbsolutePath();
  }
}
