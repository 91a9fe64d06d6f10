package io.dataflow.sentinel;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.text.CsvCell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rows as CSV (RFC 4180, but with line feeds): null is an empty cell, an empty text is {@code ""},
 * and texts are harmless to spreadsheets ({@link CsvCell#text}).
 */
final class CsvRows implements TableExport.RowText {
  private final Writer out;

  CsvRows(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(List<Column> columns) {
    write(columns.stream().map(Column::name).collect(Collectors.joining(",")));
  }

  @Override
  public void row(List<Optional<Object>> values) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      line.append(i == 0 ? "" : ",").append(values.get(i).map(CsvRows::cell).orElse(""));
    }
    write(line.toString());
  }

  @Override
  public void end() {}

  private void write(String line) {
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("the export could not be written: " + e, e);
    }
  }

  private static String cell(Object value) {
    if (value instanceof Double number) {
      return Json.decimal(number).map(BigDecimal::toPlainString).orElse("");
    }
    return value instanceof String text ? CsvCell.text(text) : String.valueOf(value);
  }
}
