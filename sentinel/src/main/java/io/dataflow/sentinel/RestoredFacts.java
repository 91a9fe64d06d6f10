package io.dataflow.sentinel;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.ledger.InstrumentFacts;
import io.dataflow.sentinel.market.Symbol;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The last vintage of a restore: how many rows there are, and what was known of instruments. */
final class RestoredFacts {
  private RestoredFacts() {}

  static byte[] body(Map<String, Long> rows, Collection<InstrumentFacts> facts) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("rows", new TreeMap<>(rows));
    body.put("facts", facts.stream().map(RestoredFacts::map).toList());
    return Json.line(body).getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Object> map(InstrumentFacts facts) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("source", facts.source());
    map.put("symbol", facts.symbol().value());
    facts.name().ifPresent(v -> map.put("name", v));
    facts.currency().ifPresent(v -> map.put("currency", v));
    facts.exchange().ifPresent(v -> map.put("exchange", v));
    facts.type().ifPresent(v -> map.put("type", v));
    facts.zone().ifPresent(v -> map.put("zone", v));
    facts.firstTradeDate().ifPresent(v -> map.put("first_trade_date", v));
    map.put("recorded_at", facts.recordedAt());
    return map;
  }

  static List<InstrumentFacts> facts(byte[] body) {
    Map<?, ?> read = (Map<?, ?>) Json.read(new String(body, StandardCharsets.UTF_8));
    return ((List<?>) read.get("facts")).stream().map(one -> facts((Map<?, ?>) one)).toList();
  }

  private static InstrumentFacts facts(Map<?, ?> map) {
    Long first = (Long) map.get("first_trade_date");
    return new InstrumentFacts(
        (String) map.get("source"),
        new Symbol((String) map.get("symbol")),
        text(map, "name"),
        text(map, "currency"),
        text(map, "exchange"),
        text(map, "type"),
        text(map, "zone"),
        first == null ? OptionalLong.empty() : OptionalLong.of(first),
        Instant.parse((String) map.get("recorded_at")));
  }

  private static Optional<String> text(Map<?, ?> map, String name) {
    return Optional.ofNullable((String) map.get(name));
  }
}
