package io.dataflow.sentinel;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows as JSON objects, one a line: in an array, or each for itself. */
final class JsonRows implements TableExport.RowText {
  /** What is around the objects. */
  enum Form {
    ARRAY,
    LINES
  }

  private final Writer out;
  private final Form form;
  private List<Column> columns = List.of();
  private boolean any;

  JsonRows(Writer out, Form form) {
    this.out = out;
    this.form = form;
  }

  @Override
  public void begin(List<Column> named) {
    columns = List.copyOf(named);
    write(form == Form.ARRAY ? "[" : "");
  }

  @Override
  public void row(List<Optional<Object>> values) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      object.put(columns.get(i).name(), values.get(i).map(JsonRows::value).orElse(null));
    }
    String before = form == Form.LINES ? "" : any ? ",\n" : "\n";
    write(before + Json.line(object) + (form == Form.LINES ? "\n" : ""));
    any = true;
  }

  @Override
  public void end() {
    if (form == Form.ARRAY) {
      write(any ? "\n]\n" : "]\n");
    }
  }

  private static Object value(Object value) {
    return value instanceof Double number ? Json.decimal(number).orElse(null) : value;
  }

  private void write(String text) {
    try {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException("the export could not be written: " + e, e);
    }
  }
}
