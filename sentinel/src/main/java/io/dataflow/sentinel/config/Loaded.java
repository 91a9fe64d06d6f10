package io.dataflow.sentinel.config;

import java.util.List;

/**
 * Settings with their story.
 *
 * @param origins every effective setting: the file's in the order of {@link SettingsTable}, each
 *     asset, then the environment's
 */
public record Loaded(Settings settings, List<Origin> origins) {
  public Loaded {
    origins = List.copyOf(origins);
  }
}
