package io.dataflow.sentinel.bronze;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.json.JsonException;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.source.Request;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one vintage besides its bytes.
 *
 * @param sequence place within its run, from 1
 * @param url as asked, without secrets
 * @param sha256 of the bytes as received, after transfer encodings
 * @param file the bytes' gzip file, relative to bronze
 */
public record Receipt(
    String run,
    int sequence,
    String source,
    Request request,
    String url,
    int status,
    Map<String, String> headers,
    Instant retrievedAt,
    String sha256,
    long bytes,
    String file)
    implements Comparable<Receipt> {
  private static final int MOST_SHOWN = 80;

  /** The header with the instrument's sources in their order, where it is not the usual one. */
  public static final String SOURCES = "sources";

  /** The header that says why a fall-back was asked. */
  public static final String FALL_BACK = "fall_back";

  /** The source of what people had before: below every other. */
  public static final String IMPORT = "import";

  public Receipt {
    headers = Map.copyOf(headers);
  }

  /** What names one receipt among all. */
  public record Id(String run, int sequence) {}

  public Id id() {
    return new Id(run, sequence);
  }

  /** The instrument's sources when this was asked for, its own first; none for an import. */
  public List<String> sources() {
    if (source.equals(IMPORT)) {
      return List.of();
    }
    return List.of(headers.getOrDefault(SOURCES, source).split(","));
  }

  /** Why this is a fall-back's answer; empty when it is not. */
  public Optional<String> fallBack() {
    return Optional.ofNullable(headers.get(FALL_BACK));
  }

  /** Vintages in the order they were retrieved; the later one wins. */
  @Override
  public int compareTo(Receipt other) {
    return java.util.Comparator.comparing(Receipt::retrievedAt)
        .thenComparing(Receipt::run)
        .thenComparingInt(Receipt::sequence)
        .compare(this, other);
  }

  /** One line of JSON. */
  String toLine() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("run", run);
    line.put("sequence", sequence);
    line.put("source", source);
    line.put("symbol", request.symbol().value());
    line.put("interval", request.interval().code());
    line.put("from", request.from());
    line.put("to", request.to());
    line.put("url", url);
    line.put("status", status);
    line.put("headers", new java.util.TreeMap<>(headers));
    line.put("retrieved_at", retrievedAt);
    line.put("sha256", sha256);
    line.put("bytes", bytes);
    line.put("file", file);
    return Json.line(line);
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException when it is no receipt
   */
  static Receipt ofLine(String line) {
    try {
      Map<?, ?> map = (Map<?, ?>) Json.read(line);
      Map<String, String> headers = new LinkedHashMap<>();
      ((Map<?, ?>) map.get("headers"))
          .forEach((name, value) -> headers.put((String) name, (String) value));
      Request request =
          new Request(
              new Symbol((String) map.get("symbol")),
              Interval.parse((String) map.get("interval")).orElseThrow(),
              Instant.parse((String) map.get("from")),
              Instant.parse((String) map.get("to")));
      return new Receipt(
          (String) map.get("run"),
          ((Long) map.get("sequence")).intValue(),
          (String) map.get("source"),
          request,
          (String) map.get("url"),
          ((Long) map.get("status")).intValue(),
          headers,
          Instant.parse((String) map.get("retrieved_at")),
          (String) map.get("sha256"),
          (Long) map.get("bytes"),
          (String) map.get("file"));
    } catch (ClassCastException
        | NullPointerException
        | JsonException
        | DateTimeException
        | java.util.NoSuchElementException e) {
      String shown = line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "..." : line;
      throw new IllegalArgumentException("this line is no receipt: " + shown, e);
    }
  }
}
