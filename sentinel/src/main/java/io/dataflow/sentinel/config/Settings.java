package io.dataflow.sentinel.config;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Everything a run is told by people, checked.
 *
 * @param assets at least one, in the order of the file, no two of the same symbol and interval
 * @param startDate first session date to ask for
 * @param endDate last session date to ask for, included; empty for no end
 * @param sources those beside yahoo
 */
public record Settings(
    List<Asset> assets,
    LocalDate startDate,
    Optional<LocalDate> endDate,
    Paths paths,
    Parameters pipeline,
    Upkeep maintenance,
    EnvironmentValues environment,
    List<SourceSettings> sources) {
  public Settings {
    assets = List.copyOf(assets);
    sources = List.copyOf(sources);
    if (assets.isEmpty()) {
      throw new IllegalArgumentException("settings without an asset");
    }
    if (endDate.isPresent() && endDate.get().isBefore(startDate)) {
      throw new IllegalArgumentException(endDate.get() + " is before " + startDate);
    }
  }
}
