package io.dataflow.sentinel.source.csv;

import io.dataflow.sentinel.source.Facts;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How files are written, and what they do not say of their instruments.
 *
 * @param columns the headers that are stated; others have their usual ones
 * @param dateFormat a pattern such as {@code dd.MM.yyyy}; empty for ISO dates
 * @param delimiter empty to take the one that makes the header readable
 * @param decimal {@code .} or {@code ,}
 * @param zone IANA zone of the session dates
 * @param end what a last line that breaks off means
 */
public record CsvForm(
    Map<CsvColumn, String> columns,
    Optional<String> dateFormat,
    Optional<Character> delimiter,
    char decimal,
    Optional<String> currency,
    Optional<String> exchange,
    Optional<ZoneId> zone,
    End end) {
  /** The receipt's header that tells answers of this kind. */
  public static final String KIND = "reading";

  private static final String COLUMN = "column.";

  /** What a last line that breaks off means. */
  public enum End {
    /** Somebody is writing the file: come back later. */
    BEING_WRITTEN,
    /** The file will not get any better: the line is left out. */
    LEFT_OUT
  }

  public CsvForm {
    columns = Map.copyOf(columns);
  }

  /** Usual headers, ISO dates, decimal points. */
  public static CsvForm usual() {
    return new CsvForm(
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        '.',
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        End.BEING_WRITTEN);
  }

  /** The same with other headers. */
  public CsvForm withColumns(Map<CsvColumn, String> others) {
    return new CsvForm(others, dateFormat, delimiter, decimal, currency, exchange, zone, end);
  }

  /** The same for files nobody writes to any more. */
  public CsvForm leftOut() {
    return new CsvForm(
        columns, dateFormat, delimiter, decimal, currency, exchange, zone, End.LEFT_OUT);
  }

  /** The header a column has. */
  public String header(CsvColumn column) {
    return columns.getOrDefault(column, column.usual());
  }

  /** Whether files hold several instruments. */
  public boolean shared() {
    return columns.containsKey(CsvColumn.SYMBOL);
  }

  /** In the form receipts keep. */
  public Map<String, String> toHeaders() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(KIND, "csv");
    columns.forEach((column, header) -> headers.put(COLUMN + column.word(), header));
    dateFormat.ifPresent(f -> headers.put("date_format", f));
    delimiter.ifPresent(d -> headers.put("delimiter", String.valueOf(d)));
    headers.put("decimal", String.valueOf(decimal));
    currency.ifPresent(c -> headers.put("currency", c));
    exchange.ifPresent(e -> headers.put("exchange", e));
    zone.ifPresent(z -> headers.put("zone", z.getId()));
    headers.put("end", end.name());
    return headers;
  }

  /** As {@link #toHeaders} wrote it. */
  static CsvForm of(Map<String, String> headers) {
    Map<CsvColumn, String> columns = new EnumMap<>(CsvColumn.class);
    for (CsvColumn column : CsvColumn.values()) {
      Optional.ofNullable(headers.get(COLUMN + column.word()))
          .ifPresent(header -> columns.put(column, header));
    }
    return new CsvForm(
        columns,
        Optional.ofNullable(headers.get("date_format")),
        Optional.ofNullable(headers.get("delimiter")).map(d -> d.charAt(0)),
        headers.getOrDefault("decimal", ".").charAt(0),
        Optional.ofNullable(headers.get("currency")),
        Optional.ofNullable(headers.get("exchange")),
        Optional.ofNullable(headers.get("zone")).map(ZoneId::of),
        End.valueOf(headers.getOrDefault("end", End.BEING_WRITTEN.name())));
  }

  Facts facts(String symbol) {
    return new Facts(
        symbol,
        Optional.empty(),
        currency,
        exchange,
        Optional.empty(),
        zone,
        OptionalLong.empty(),
        Optional.empty());
  }
}
