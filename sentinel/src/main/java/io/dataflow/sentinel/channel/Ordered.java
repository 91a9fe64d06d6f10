package io.dataflow.sentinel.channel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** JSON objects whose names keep their order, so that the same message is the same bytes. */
final class Ordered {
  private Ordered() {}

  /** Of names and values by turns; a value that is an empty Optional leaves its name out. */
  static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      if (value instanceof Optional<?> optional) {
        if (optional.isPresent()) {
          map.put((String) namesAndValues[i], optional.get());
        }
      } else {
        map.put((String) namesAndValues[i], value);
      }
    }
    return map;
  }
}
