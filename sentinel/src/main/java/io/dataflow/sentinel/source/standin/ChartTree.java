package io.dataflow.sentinel.source.standin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A chart document open for editing, as rows and columns. Not thread-safe. */
final class ChartTree {
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build())
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build();
  private static final String STAMP = "timestamp";

  private final JsonNode root;
  private final ObjectNode result;
  private final Map<String, ArrayNode> columns = new TreeMap<>();

  private ChartTree(JsonNode root, ObjectNode result) {
    this.root = root;
    this.result = result;
    column(STAMP, result.path(STAMP));
    result.at("/indicators/quote/0").properties().forEach(f -> column(f.getKey(), f.getValue()));
    column("adjclose", result.at("/indicators/adjclose/0/adjclose"));
  }

  private void column(String name, JsonNode values) {
    if (values instanceof ArrayNode array) {
      columns.put(name, array);
    }
  }

  /** Opens a body; empty when it is no chart document with a result. */
  static Optional<ChartTree> open(byte[] body) {
    try {
      JsonNode root = JSON.readTree(body);
      return root.at("/chart/result/0") instanceof ObjectNode result
          ? Optional.of(new ChartTree(root, result))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  byte[] bytes() {
    try {
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that was read can be written", e);
    }
  }

  int size() {
    return columns.containsKey(STAMP) ? columns.get(STAMP).size() : 0;
  }

  long stamp(int row) {
    return columns.get(STAMP).get(row).asLong();
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(result.at("/meta/exchangeTimezoneName").asText("UTC"));
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  private LocalDate date(long stamp) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(stamp), zone());
  }

  /** The last row of a session. */
  Optional<Integer> rowOf(LocalDate date) {
    Optional<Integer> found = Optional.empty();
    for (int row = 0; row < size(); row++) {
      if (date(stamp(row)).equals(date)) {
        found = Optional.of(row);
      }
    }
    return found;
  }

  JsonNode cell(String column, int row) {
    JsonNode cell = columns.getOrDefault(column, JSON.createArrayNode()).path(row);
    return cell.isMissingNode() ? NullNode.getInstance() : cell;
  }

  void set(String column, int row, JsonNode value) {
    if (columns.containsKey(column) && row < columns.get(column).size()) {
      columns.get(column).set(row, value);
    }
  }

  void remove(int row) {
    columns.values().forEach(column -> column.remove(row));
    if (size() == 0) {
      empty();
    }
  }

  void blank(int row) {
    columns.keySet().stream()
        .filter(name -> !name.equals(STAMP))
        .forEach(name -> set(name, row, NullNode.getInstance()));
  }

  void copy(int from, int to) {
    columns.keySet().stream()
        .filter(name -> !name.equals(STAMP))
        .forEach(name -> set(name, to, cell(name, from)));
  }

  void append(int row, long stamp) {
    columns.forEach((name, column) -> column.add(cell(name, row)));
    set(STAMP, size() - 1, LongNode.valueOf(stamp));
  }

  void shorten(String name) {
    if (columns.containsKey(name) && columns.get(name).size() > 0) {
      columns.get(name).remove(columns.get(name).size() - 1);
    }
  }

  void reverse() {
    columns
        .values()
        .forEach(
            column -> {
              List<JsonNode> values = new ArrayList<>();
              column.forEach(value -> values.add(0, value));
              column.removeAll().addAll(values);
            });
  }

  void scale(LocalDate since, double factor) {
    for (int row = 0; row < size(); row++) {
      for (String name : List.of("open", "high", "low", "close", "adjclose")) {
        JsonNode value = cell(name, row);
        if (!date(stamp(row)).isBefore(since) && value.isNumber()) {
          set(name, row, DoubleNode.valueOf((float) (value.asDouble() * factor)));
        }
      }
    }
  }

  /** Takes every bar and event away, as the vendor does: no timestamps, an empty quote. */
  void empty() {
    result.remove(List.of(STAMP, "events"));
    ObjectNode indicators = JsonNodeFactory.instance.objectNode();
    indicators.putArray("quote").addObject();
    if (columns.containsKey("adjclose")) {
      indicators.putArray("adjclose").addObject();
    }
    result.set("indicators", indicators);
    columns.clear();
  }

  /** Ends the history after a date: rows, events and what meta says of the last trade. */
  void endAfter(LocalDate last) {
    long end = last.plusDays(1).atStartOfDay(zone()).toEpochSecond();
    if (result.at("/meta/regularMarketTime").asLong() < end) {
      return;
    }
    for (int row = size() - 1; row >= 0; row--) {
      if (stamp(row) >= end) {
        remove(row);
      }
    }
    result.path("events").forEach(events -> removeEvents(events, end));
    meta("regularMarketTime", LongNode.valueOf(size() > 0 ? lastTrade(end) : end - 1));
    if (size() > 0) {
      meta("regularMarketPrice", cell("close", size() - 1));
    }
  }

  private static void removeEvents(JsonNode events, long end) {
    ((ObjectNode) events)
        .retain(
            events.properties().stream()
                .filter(entry -> entry.getValue().path("date").asLong() < end)
                .map(Map.Entry::getKey)
                .toList());
  }

  private long lastTrade(long end) {
    JsonNode regular = result.at("/meta/currentTradingPeriod/regular");
    long length = regular.path("end").asLong() - regular.path("start").asLong();
    return Math.min(end - 1, stamp(size() - 1) + Math.max(0, length));
  }

  void meta(String field, JsonNode value) {
    if (result.path("meta") instanceof ObjectNode meta) {
      meta.set(field, value);
    }
  }
}
