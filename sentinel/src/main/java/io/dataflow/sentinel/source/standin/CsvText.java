package io.dataflow.sentinel.source.standin;

import java.util.ArrayList;
import java.util.List;

/** Reads comma-separated text by RFC 4180: quoted fields may hold commas, quotes and line ends. */
final class CsvText {
  /**
   * One record of the text.
   *
   * @param line the line it starts on, from 1
   * @param fields its fields without quotes, in order
   */
  record Row(int line, List<String> fields) {
    Row {
      fields = List.copyOf(fields);
    }

    /** The field at a place; empty text when the row is shorter. */
    String field(int index) {
      return index < fields.size() ? fields.get(index) : "";
    }
  }

  private final String text;
  private final List<Row> rows = new ArrayList<>();
  private final StringBuilder field = new StringBuilder();
  private List<String> fields = new ArrayList<>();
  private int at;
  private int line = 1;
  private int start = 1;

  private CsvText(String text) {
    this.text = text;
  }

  /**
   * All rows that are not blank; a byte order mark is skipped, an open quote ends with the text.
   */
  static List<Row> parse(String text) {
    CsvText csv = new CsvText(text.startsWith("\ufeff") ? text.substring(1) : text);
    while (csv.at < csv.text.length()) {
      csv.step(csv.text.charAt(csv.at++));
    }
    csv.endRow();
    return csv.rows;
  }

  private void step(char c) {
    switch (c) {
      case '"' -> quoted();
      case ',' -> endField();
      case '\r' -> {}
      case '\n' -> {
        endRow();
        start = ++line;
      }
      default -> field.append(c);
    }
  }

  private void quoted() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\n') {
        line++;
      }
      if (c != '"') {
        field.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        field.append('"');
        at++;
      } else {
        return;
      }
    }
  }

  private void endField() {
    fields.add(field.toString());
    field.setLength(0);
  }

  private void endRow() {
    endField();
    if (fields.size() > 1 || !fields.get(0).isBlank()) {
      rows.add(new Row(start, fields));
    }
    fields = new ArrayList<>();
  }
}
