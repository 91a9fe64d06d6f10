package io.dataflow.sentinel.config;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * A source of bars that somebody has of their own.
 *
 * @param location a file, a folder, a pattern or an address; may hold a password
 * @param columns headers by what they hold, {@code session} to {@code splits}
 * @param dateFormat a pattern; empty for ISO dates
 * @param delimiter empty to tell by the first line
 * @param place where it was written, for messages
 */
public record SourceSettings(
    String name,
    Kind kind,
    Secret location,
    Map<String, String> columns,
    Optional<String> dateFormat,
    Optional<Character> delimiter,
    char decimal,
    Optional<String> currency,
    Optional<String> exchange,
    Optional<ZoneId> zone,
    Place place) {
  /** The source that needs no settings. */
  public static final String YAHOO = "yahoo";

  /** What the files are. */
  public enum Kind {
    CSV,
    PARQUET
  }

  public SourceSettings {
    columns = Map.copyOf(columns);
  }
}
