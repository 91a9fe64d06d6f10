package io.dataflow.sentinel.config;

import java.util.Optional;

/**
 * What there is to know of one setting: its name, form, default and meaning.
 *
 * @param name dotted place in the file, {@code pipeline.min_gap}, or the variable's name
 * @param standard the default, as somebody would write it; empty for none
 * @param description one sentence or two
 */
public record Setting<T>(String name, Form<T> form, Optional<String> standard, String description) {
  static <T> Setting<T> with(String name, Form<T> form, String standard, String description) {
    return new Setting<>(name, form, Optional.of(standard), description);
  }

  static <T> Setting<T> without(String name, Form<T> form, String description) {
    return new Setting<>(name, form, Optional.empty(), description);
  }

  /** The last part of the name, as it stands in the file. */
  public String key() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  Found<T> byDefault() {
    return new Found<>(standard.map(form.parse()), "default");
  }

  Origin origin(Found<T> found) {
    return new Origin(name, found.value().map(form.show()), found.from(), description);
  }
}
