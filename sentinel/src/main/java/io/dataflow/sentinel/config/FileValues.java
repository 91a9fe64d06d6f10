package io.dataflow.sentinel.config;

import io.dataflow.sentinel.yaml.YamlMapping;
import io.dataflow.sentinel.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/** Reads settings from a mapping of the file and notes where each came from. */
final class FileValues {
  private final YamlMapping mapping;
  private final List<Origin> origins;

  FileValues(YamlMapping mapping, List<Origin> origins) {
    this.mapping = mapping;
    this.origins = origins;
  }

  /** The value as written or by default; a wrong one is a problem and reads as the default. */
  <T> Found<T> find(Setting<T> setting) {
    Optional<T> written =
        mapping.parsed(setting.key(), setting.form().wanted(), setting.form().parse());
    return written.isEmpty()
        ? setting.byDefault()
        : new Found<>(written, place(mapping.get(setting.key()).orElseThrow()).toString());
  }

  /** As {@link #find}, and notes where it came from. */
  <T> Found<T> take(Setting<T> setting) {
    Found<T> found = find(setting);
    origins.add(setting.origin(found));
    return found;
  }

  static Place place(YamlNode node) {
    return new Place(node.file(), node.line());
  }
}
