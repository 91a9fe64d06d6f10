package io.dataflow.sentinel.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** DuckDB's words for types and text files. */
final class DuckDbText {
  private DuckDbText() {}

  static String typeName(Column.Type type) {
    return switch (type) {
      case TEXT -> "VARCHAR";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMP";
      case DOUBLE -> "DOUBLE";
      case BIGINT -> "BIGINT";
      case INTEGER -> "INTEGER";
      case BOOLEAN -> "BOOLEAN";
    };
  }

  /** The statement that writes a query's rows for {@code COPY}. */
  static String writing(String select, List<Column> columns, Path file) {
    String values = columns.stream().map(DuckDbText::escaped).collect(Collectors.joining(", "));
    return """
        COPY (SELECT %s FROM (%s) AS content)
        TO %s (FORMAT csv, HEADER false, DELIMITER '\t', QUOTE '', ESCAPE '', NULLSTR '\\N')
        """
        .formatted(values, select, Sql.text(file.toString()));
  }

  private static String escaped(Column column) {
    String name = Sql.quote(column.name());
    if (column.type() != Column.Type.TEXT) {
      return name;
    }
    return """
        replace(replace(replace(replace(replace(%s, '\\', '\\\\'),
        chr(9), '\\t'), chr(10), '\\n'), chr(13), '\\r'), chr(0), chr(65533)) AS %s
        """
        .formatted(name, name);
  }

  /** The query that reads comma-separated values. */
  static String reading(List<Column> columns, List<Path> files) {
    return """
        SELECT * FROM read_csv(%s, auto_detect = false, header = false, delim = ',', quote = '"',
        escape = '"', nullstr = '', allow_quoted_nulls = false, strict_mode = true,
        max_line_size = 16777216, columns = %s)
        """
        .formatted(
            files.stream()
                .map(f -> Sql.text(f.toString()))
                .collect(Collectors.joining(", ", "[", "]")),
            columns.stream()
                .map(c -> Sql.text(c.name()) + ": " + Sql.text(typeName(c.type())))
                .collect(Collectors.joining(", ", "{", "}")));
  }
}
