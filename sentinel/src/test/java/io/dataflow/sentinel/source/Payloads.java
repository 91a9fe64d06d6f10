package io.dataflow.sentinel.source;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chart payloads for tests: three good daily bars of AAPL in March 2024 unless said otherwise.
 * Values are JSON as written, so that anything can be sent.
 */
public final class Payloads {
  private final Map<String, String> meta = new LinkedHashMap<>();
  private final List<String> stamps = new ArrayList<>();
  private final Map<String, List<String>> columns = new LinkedHashMap<>();
  private String events = "";
  private boolean adjusted = true;

  private Payloads(String symbol) {
    meta("symbol", '"' + symbol + '"');
    meta("currency", "\"USD\"");
    meta("exchangeName", "\"NMS\"");
    meta("instrumentType", "\"EQUITY\"");
    meta("exchangeTimezoneName", "\"America/New_York\"");
    meta("firstTradeDate", "345479400");
    meta("regularMarketTime", "1710187201");
    meta("dataGranularity", "\"1d\"");
    List.of("open", "high", "low", "close", "volume", "adjclose")
        .forEach(column -> columns.put(column, new ArrayList<>()));
  }

  /** A payload without rows. */
  public static Payloads of(String symbol) {
    return new Payloads(symbol);
  }

  /** Sessions 2024-03-06, -07 and -08, the last two before a change to summer time. */
  public static Payloads three(String symbol) {
    return of(symbol)
        .row("2024-03-06T14:30:00Z", "10", "12", "9", "11", "1000")
        .row("2024-03-07T14:30:00Z", "11", "13", "10", "12", "1100")
        .row("2024-03-08T14:30:00Z", "12", "14", "11", "13", "1200");
  }

  public Payloads meta(String key, String json) {
    meta.put(key, json);
    return this;
  }

  public Payloads without(String key) {
    meta.remove(key);
    return this;
  }

  /** A row at an instant; the adjusted close is the close. */
  public Payloads row(
      String instant, String open, String high, String low, String close, String volume) {
    return stamped(
        Long.toString(Instant.parse(instant).getEpochSecond()), open, high, low, close, volume);
  }

  /** A row whose stamp is any JSON. */
  public Payloads stamped(
      String stamp, String open, String high, String low, String close, String volume) {
    stamps.add(stamp);
    columns.get("open").add(open);
    columns.get("high").add(high);
    columns.get("low").add(low);
    columns.get("close").add(close);
    columns.get("volume").add(volume);
    columns.get("adjclose").add(close);
    return this;
  }

  /** Replaces a value of a column. */
  public Payloads value(String column, int row, String json) {
    columns.get(column).set(row, json);
    return this;
  }

  /** Removes the last value of a column, or the column's last value and all before it. */
  public Payloads shorter(String column) {
    columns.get(column).remove(columns.get(column).size() - 1);
    return this;
  }

  public Payloads withoutColumn(String column) {
    columns.remove(column);
    return this;
  }

  public Payloads withoutAdjustedClose() {
    adjusted = false;
    return this;
  }

  /** What stands in {@code events}. */
  public Payloads events(String json) {
    events = ",\"events\":" + json;
    return this;
  }

  public String json() {
    List<String> pairs = new ArrayList<>();
    meta.forEach((key, value) -> pairs.add('"' + key + "\":" + value));
    List<String> quote = new ArrayList<>();
    columns.forEach(
        (name, values) -> {
          if (!name.equals("adjclose")) {
            quote.add('"' + name + "\":[" + String.join(",", values) + "]");
          }
        });
    String adjclose =
        adjusted && columns.containsKey("adjclose")
            ? ",\"adjclose\":[{\"adjclose\":[" + String.join(",", columns.get("adjclose")) + "]}]"
            : "";
    return "{\"chart\":{\"result\":[{\"meta\":{"
        + String.join(",", pairs)
        + "},\"timestamp\":["
        + String.join(",", stamps)
        + "]"
        + events
        + ",\"indicators\":{\"quote\":[{"
        + String.join(",", quote)
        + "}]"
        + adjclose
        + "}}],\"error\":null}}";
  }

  public byte[] bytes() {
    return json().getBytes(StandardCharsets.UTF_8);
  }
}
