package io.dataflow.sentinel.bronze;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.market.Symbol;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a person decided about an instrument; part of the evidence that silver is made from.
 *
 * @param kind {@code accept}: the symbol still names the instrument it named, from then on with the
 *     facts its answers tell; {@code lost}: the bytes of an answer are damaged and no longer
 *     counted as evidence
 * @param about what was decided on, in words
 */
public record Decision(Instant at, String kind, Symbol symbol, String about, String why) {
  /** The bytes of a vintage are given up; {@code about} is their SHA-256. */
  public static final String LOST = "lost";

  String toLine() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", at);
    line.put("kind", kind);
    line.put("symbol", symbol.value());
    line.put("about", about);
    line.put("why", why);
    return Json.line(line);
  }

  static Decision ofLine(String line) {
    Map<?, ?> map = (Map<?, ?>) Json.read(line);
    return new Decision(
        Instant.parse((String) map.get("at")),
        (String) map.get("kind"),
        new Symbol((String) map.get("symbol")),
        (String) map.get("about"),
        (String) map.get("why"));
  }
}
