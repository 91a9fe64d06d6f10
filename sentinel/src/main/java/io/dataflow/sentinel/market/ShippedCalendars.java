package io.dataflow.sentinel.market;

import io.dataflow.sentinel.yaml.Problems;
import io.dataflow.sentinel.yaml.YamlFile;
import io.dataflow.sentinel.yaml.YamlMapping;
import io.dataflow.sentinel.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The calendar files inside the program and the index of their names and aliases. */
final class ShippedCalendars {
  private final Map<String, List<String>> aliases = new TreeMap<>();

  /** Reads the index; no calendar yet. */
  ShippedCalendars() {
    Problems problems = new Problems();
    YamlMapping index = YamlFile.parse("index.yaml", resource("index.yaml")).mapping(problems);
    for (String name : index.keys()) {
      List<YamlNode> list = index.get(name).map(n -> n.list(problems)).orElse(List.of());
      aliases.put(name, list.stream().map(n -> n.text().orElse("")).toList());
    }
    problems.throwIfAny();
  }

  List<String> names() {
    return List.copyOf(aliases.keySet());
  }

  /** The calendar's own name for a name or an alias, whatever its case. */
  Optional<String> name(String nameOrAlias) {
    String wanted = nameOrAlias.strip().toUpperCase(Locale.ROOT);
    return aliases.entrySet().stream()
        .filter(e -> e.getKey().equals(wanted) || e.getValue().contains(wanted))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The file of a calendar, by its own name: {@code 24/7} stands in {@code 24-7.yaml}. */
  static String file(String name) {
    return name.replace('/', '-') + ".yaml";
  }

  String text(String name) {
    return resource(file(name));
  }

  private static String resource(String file) {
    try (InputStream in = ShippedCalendars.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
