package io.dataflow.sentinel.warehouse;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a publication did.
 *
 * @param rows how many rows were added, changed or removed, by table
 */
public record Published(String where, Map<String, Long> rows) {
  public Published {
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
  }
}
