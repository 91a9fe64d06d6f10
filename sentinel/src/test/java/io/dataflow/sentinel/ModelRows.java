package io.dataflow.sentinel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Values as {@link Bed#tables} shows them. */
final class ModelRows {
  private ModelRows() {}

  static String line(Object... cells) {
    return Arrays.stream(cells).map(ModelRows::cell).collect(Collectors.joining("|"));
  }

  private static String cell(Object value) {
    if (value instanceof Instant instant) {
      return String.valueOf(instant);
    }
    return value == null ? "none" : value.toString();
  }

  /** The rows of one list that the other has not, equal but for the last digits of sums. */
  static List<String> others(List<String> rows, List<String> of) {
    Map<String, List<String>> known = new HashMap<>();
    of.forEach(row -> known.computeIfAbsent(key(row), k -> new ArrayList<>()).add(row));
    List<String> others = new ArrayList<>();
    for (String row : rows) {
      List<String> near = known.getOrDefault(key(row), List.of());
      Optional<String> twin = near.stream().filter(r -> near(r, row)).findFirst();
      twin.ifPresentOrElse(near::remove, () -> others.add(row));
    }
    return others;
  }

  /** All that is no number with a fraction. */
  private static String key(String row) {
    return Arrays.stream(row.split("\\|"))
        .map(cell -> number(cell) ? "#" : cell)
        .collect(Collectors.joining("|"));
  }

  private static boolean number(String cell) {
    return cell.matches("-?\\d+\\.\\d+(E-?\\d+)?");
  }

  private static boolean near(String one, String other) {
    String[] a = one.split("\\|");
    String[] b = other.split("\\|");
    for (int i = 0; i < a.length; i++) {
      if (number(a[i]) && Math.abs(Double.parseDouble(a[i]) - Double.parseDouble(b[i])) > 1e-8) {
        return false;
      }
    }
    return true;
  }
}
