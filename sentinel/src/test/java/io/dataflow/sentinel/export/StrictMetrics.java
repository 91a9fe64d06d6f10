package io.dataflow.sentinel.export;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Prometheus' text format (0.0.4) and refuses what a scraper or {@code promtool check
 * metrics} would: a sample before its HELP and TYPE, families torn apart, a series twice, an
 * unknown escape, a name without its unit.
 */
public final class StrictMetrics {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern SAMPLE = Pattern.compile("([a-z0-9_]+)(\\{.*})? (\\S+)");
  private static final Pattern VALUE = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final Set<String> TYPES = Set.of("gauge", "counter", "untyped");

  /** A name and its labels, and the value. */
  public record Series(String name, Map<String, String> labels) {}

  private final Map<Series, Double> series = new LinkedHashMap<>();
  private final Map<String, String> types = new LinkedHashMap<>();
  private final Set<String> helped = new HashSet<>();
  private String family = "";

  private StrictMetrics() {}

  /** All series with their values, in the order of the text. */
  public static Map<Series, Double> read(String text) {
    return parsed(text).series;
  }

  /** The type of each family. */
  public static Map<String, String> types(String text) {
    return parsed(text).types;
  }

  private static StrictMetrics parsed(String text) {
    if (!text.endsWith("\n") || text.contains("\r") || text.contains("\n\n")) {
      throw new AssertionError("lines end with one line feed each, the last one too");
    }
    StrictMetrics metrics = new StrictMetrics();
    text.lines().forEach(metrics::line);
    Set<String> empty = new HashSet<>(metrics.types.keySet());
    metrics.series.keySet().forEach(s -> empty.remove(s.name()));
    if (!empty.isEmpty()) {
      throw new AssertionError("families without a sample: " + empty);
    }
    return metrics;
  }

  private void line(String line) {
    String[] words = line.split(" ", 4);
    if (line.startsWith("# HELP ")) {
      help(words[2], words[3]);
    } else if (line.startsWith("# TYPE ")) {
      type(words[2], words[3]);
    } else if (line.startsWith("#")) {
      throw new AssertionError("a comment nobody reads: " + line);
    } else {
      sample(line);
    }
  }

  private void help(String name, String help) {
    if (!helped.add(name) || help.isBlank() || help.replace("\\\\", "").matches(".*\\\\[^n].*")) {
      throw new AssertionError("HELP of " + name + " comes twice, is empty or ill escaped");
    }
    family = name;
  }

  private void type(String name, String type) {
    if (!family.equals(name) || types.put(name, type) != null || !TYPES.contains(type)) {
      throw new AssertionError("TYPE of " + name + " is no type, comes twice or before its HELP");
    }
    boolean total = name.endsWith("_total");
    if (!NAME.matcher(name).matches() || total == type.equals("gauge")) {
      throw new AssertionError("name and type do not go together: " + name + " " + type);
    }
  }

  private void sample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches() || !VALUE.matcher(sample.group(3)).matches()) {
      throw new AssertionError("no sample: " + line);
    }
    String name = sample.group(1);
    if (!name.equals(family) || !types.containsKey(name)) {
      throw new AssertionError("a sample outside its family: " + line);
    }
    Series one = new Series(name, labels(sample.group(2)));
    if (series.put(one, Double.valueOf(sample.group(3))) != null) {
      throw new AssertionError("a series comes twice: " + line);
    }
  }

  /** {@code {a="x",b="y"}}; in a value a backslash, a quote and a line feed are escaped. */
  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    if (text == null) {
      return labels;
    }
    String now = text.substring(1);
    while (!now.equals("}")) {
      int equals = now.indexOf("=\"");
      String name = now.substring(0, equals);
      StringBuilder value = new StringBuilder();
      int at = equals + 2;
      while (now.charAt(at) != '"') {
        at += character(now, at, value);
      }
      if (!LABEL.matcher(name).matches() || labels.put(name, value.toString()) != null) {
        throw new AssertionError("label " + name + " is none or comes twice: " + text);
      }
      String after = now.substring(at + 1);
      if (!after.equals("}") && !after.matches(",[a-zA-Z_].*")) {
        throw new AssertionError("labels are separated by commas: " + text);
      }
      now = after.equals("}") ? after : after.substring(1);
    }
    return labels;
  }

  private static int character(String text, int at, StringBuilder value) {
    if (text.charAt(at) != '\\') {
      value.append(text.charAt(at));
      return 1;
    }
    switch (text.charAt(at + 1)) {
      case 'n' -> value.append('\n');
      case '\\', '"' -> value.append(text.charAt(at + 1));
      default -> throw new AssertionError("unknown escape: " + text);
    }
    return 2;
  }
}
