package io.dataflow.sentinel.source.yahoo;

import io.dataflow.sentinel.text.ForeignText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Walks a parsed answer without trusting its shape: whatever is missing or odd reads as absent. */
final class ChartTree {
  /** Controls, direction marks and halves of characters. */
  private static final String UNPRINTABLE = "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]";

  private ChartTree() {}

  static Optional<Map<?, ?>> map(Object value) {
    return value instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
  }

  static Optional<Map<?, ?>> map(Map<?, ?> in, String key) {
    return map(in.get(key));
  }

  static Optional<List<?>> list(Map<?, ?> in, String key) {
    return in.get(key) instanceof List<?> list ? Optional.of(list) : Optional.empty();
  }

  /** The first element of a list, when it is a mapping. */
  static Optional<Map<?, ?>> first(Map<?, ?> in, String key) {
    return list(in, key).filter(l -> !l.isEmpty()).flatMap(l -> map(l.get(0)));
  }

  /** A name as it was sent, but for what no store holds; nothing but data. */
  static Optional<String> name(Map<?, ?> in, String key) {
    return in.get(key) instanceof String text && !text.isBlank()
        ? Optional.of(ForeignText.storable(text))
        : Optional.empty();
  }

  /** A text as one line of at most 200 characters: it ends up in messages and on terminals. */
  static Optional<String> text(Map<?, ?> in, String key) {
    return in.get(key) instanceof String text && !text.isBlank()
        ? Optional.of(text.substring(0, Math.min(text.length(), 200)).replaceAll(UNPRINTABLE, "?"))
        : Optional.empty();
  }

  /** A whole number of seconds; fractions and huge values are absent. */
  static Optional<Long> whole(Object value) {
    if (value instanceof Long number) {
      return Optional.of(number);
    }
    return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 9e15
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  static Optional<Long> whole(Map<?, ?> in, String key) {
    return whole(in.get(key));
  }

  /** A number; NaN for null and for anything that is none. */
  static double number(Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
