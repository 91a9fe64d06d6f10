package io.dataflow.sentinel;

import io.dataflow.sentinel.text.ForeignText;
import java.util.ArrayList;
import java.util.List;

/** Lines up columns of text for a terminal; the last column is as wide as it likes. */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... header) {
    rows.add(List.of(header));
  }

  /** Adds a row; control characters of foreign texts are shown as question marks. */
  void add(List<String> cells) {
    rows.add(cells.stream().map(ForeignText::line).toList());
  }

  int rows() {
    return rows.size() - 1;
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    rows.forEach(
        row -> {
          for (int i = 0; i < columns - 1; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row.get(i));
        if (i < columns - 1) {
          line.append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
