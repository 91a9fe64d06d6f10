package io.dataflow.sentinel.lake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;

/** A snapshot's note of what it was built from: a mark a year, {@code 2023=a,2024=b}. */
final class BuiltFrom {
  static final String KEY = "sentinel.built-from";

  private BuiltFrom() {}

  /** A mark of each year's content: the names of its files, whose content never changes. */
  static TreeMap<Integer, String> marks(List<DataFile> files) {
    Map<Integer, List<String>> names =
        files.stream()
            .collect(
                Collectors.groupingBy(
                    IcebergSchema::year,
                    Collectors.mapping(IcebergSchema::fileName, Collectors.toList())));
    TreeMap<Integer, String> marks = new TreeMap<>();
    names.forEach(
        (year, of) -> marks.put(year, of.stream().sorted().collect(Collectors.joining("+"))));
    return marks;
  }

  static String text(Map<Integer, String> marks) {
    return new TreeMap<>(marks)
        .entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(","));
  }

  static Map<Integer, String> parsed(String text) {
    Map<Integer, String> marks = new HashMap<>();
    for (String part : text.split(",", -1)) {
      String[] pair = part.split("=", 2);
      if (pair.length == 2) {
        marks.put(Integer.valueOf(pair[0]), pair[1]);
      }
    }
    return marks;
  }
}
