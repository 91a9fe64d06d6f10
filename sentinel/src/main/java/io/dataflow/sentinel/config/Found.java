package io.dataflow.sentinel.config;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A setting's value and where it came from.
 *
 * @param value empty when neither written nor defaulted
 */
record Found<T>(Optional<T> value, String from) {
  /** The value of a setting that has a default. */
  T get() {
    return value.orElseThrow();
  }

  Found<T> map(UnaryOperator<T> change) {
    return new Found<>(value.map(change), from);
  }
}
