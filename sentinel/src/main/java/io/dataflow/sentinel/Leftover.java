package io.dataflow.sentinel;

import java.nio.file.Path;

/**
 * A file that maintenance removes.
 *
 * @param why in words, for a person
 */
record Leftover(Kind kind, Path file, long bytes, String why) {
  /** What a file was. */
  enum Kind {
    UNFINISHED("files that were never finished"),
    ORPHAN("files that no table names"),
    SNAPSHOT("files of earlier content"),
    LOG("logs put aside"),
    VINTAGE("answers that contributed nothing");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }
}
