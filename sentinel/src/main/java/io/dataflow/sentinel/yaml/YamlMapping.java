package io.dataflow.sentinel.yaml;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * The keys of a mapping, read one by one; {@link #finish} then reports each key nobody asked for.
 *
 * <p>A value of the wrong form is a problem and reads as absent, so that reading goes on and finds
 * the rest.
 */
public final class YamlMapping {
  private final YamlNode at;
  private final Problems problems;
  private final Map<String, YamlNode> values = new LinkedHashMap<>();
  private final Map<String, YamlNode> keys = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  YamlMapping(YamlNode at, Node node, Problems problems) {
    this.at = at;
    this.problems = problems;
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::add);
    } else if (!at.isNull()) {
      problems.add(at, "a mapping is wanted here, as in \"key: value\", not " + at.kind());
    }
  }

  private YamlMapping(YamlNode at, Problems problems) {
    this.at = at;
    this.problems = problems;
  }

  private void add(NodeTuple tuple) {
    YamlNode key = new YamlNode(at.file(), tuple.getKeyNode());
    if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
      problems.add(key, "a key is a plain word, not " + key.kind());
      return;
    }
    if (keys.put(scalar.getValue(), key) != null) {
      problems.add(key, "the key " + show(scalar.getValue()) + " stands here a second time");
    }
    values.put(scalar.getValue(), new YamlNode(at.file(), tuple.getValueNode()));
  }

  /**
   * Reports each key of an earlier form that stands here, and takes it out.
   *
   * @param insteads what to write instead, by retired key
   * @return whether any stood here
   */
  public boolean retire(Map<String, String> insteads) {
    return takeOut(insteads, " is retired: ");
  }

  /**
   * Reports each key that stands here and that only another program reads, and takes it out.
   *
   * @param insteads what to do instead, by key
   */
  public void refuse(Map<String, String> insteads) {
    takeOut(insteads, " is not read here: ");
  }

  private boolean takeOut(Map<String, String> insteads, String says) {
    boolean any = false;
    for (Map.Entry<String, String> retired : insteads.entrySet()) {
      YamlNode key = keys.remove(retired.getKey());
      values.remove(retired.getKey());
      if (key != null) {
        problems.add(key, "the key " + show(retired.getKey()) + says + retired.getValue());
        any = true;
      }
    }
    return any;
  }

  /** Where the mapping stands. */
  public YamlNode at() {
    return at;
  }

  /** All keys in the order of the file, each counted as known; for mappings with free keys. */
  public Set<String> keys() {
    asked.addAll(keys.keySet());
    return keys.keySet();
  }

  /** The value of a key; empty when it is absent or null. */
  public Optional<YamlNode> get(String key) {
    asked.add(key);
    return Optional.ofNullable(values.get(key)).filter(node -> !node.isNull());
  }

  /** As {@link #get}, with a problem when there is none. */
  public Optional<YamlNode> require(String key) {
    Optional<YamlNode> value = get(key);
    if (value.isEmpty()) {
      problems.add(at, "the key \"" + key + "\" is missing");
    }
    return value;
  }

  /** The mapping under a key; one without keys when the key is absent. */
  public YamlMapping section(String key) {
    return get(key)
        .map(node -> node.mapping(problems))
        .orElseGet(() -> new YamlMapping(at, problems));
  }

  public Optional<String> text(String key) {
    return get(key)
        .flatMap(
            node -> {
              if (node.text().isEmpty()) {
                problems.add(node, key + ": a text is wanted, not " + node.kind());
              }
              return node.text();
            });
  }

  public Optional<Integer> integer(String key) {
    return parsed(key, "a whole number such as 10", Integer::valueOf);
  }

  public Optional<Double> number(String key) {
    return parsed(key, "a number such as 1.5", Double::valueOf);
  }

  public Optional<Boolean> flag(String key) {
    return parsed(key, "true or false", YamlMapping::flagOf);
  }

  private static Boolean flagOf(String text) {
    if ("true".equals(text) || "false".equals(text)) {
      return Boolean.valueOf(text);
    }
    throw new IllegalArgumentException("neither true nor false");
  }

  /** An ISO date, {@code 2024-07-03}. */
  public Optional<LocalDate> date(String key) {
    return parsed(key, "a date such as 2024-07-03", LocalDate::parse);
  }

  public Optional<LocalTime> time(String key) {
    return parsed(key, "a time of day such as 09:30", LocalTime::parse);
  }

  /** An ISO instant in UTC, {@code 2024-07-03T17:00:00Z}. */
  public Optional<Instant> instant(String key) {
    return parsed(key, "an instant such as 2024-07-03T17:00:00Z", Instant::parse);
  }

  /** An ISO duration, {@code PT6H30M}; negative ones are a problem. */
  public Optional<Duration> duration(String key) {
    return parsed(
        key,
        "a duration such as PT6H30M, PT90S or P1D",
        text -> {
          Duration duration = Duration.parse(text);
          if (duration.isNegative()) {
            throw new IllegalArgumentException("negative");
          }
          return duration;
        });
  }

  /** One of an enum's constants, written in lower case with {@code -} for {@code _}. */
  public <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    String words =
        constants.stream().map(YamlMapping::word).collect(Collectors.joining(", ", "one of ", ""));
    return parsed(
        key,
        words,
        text ->
            constants.stream()
                .filter(c -> word(c).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown")));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A value with a form of its own; {@code wanted} names the form in the problem. */
  public <T> Optional<T> parsed(String key, String wanted, Function<String, T> parse) {
    return text(key)
        .flatMap(
            text -> {
              try {
                return Optional.of(parse.apply(text.strip()));
              } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException e) {
                problems.add(
                    values.get(key), key + ": " + wanted + " is wanted, not " + show(text));
                return Optional.empty();
              }
            });
  }

  /** A text as a message may show it: short, on one line, in quotes. */
  static String show(String text) {
    String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    return "\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"";
  }

  /** Ends the reading: each key that was never asked for is a problem, with a suggestion. */
  public void finish() {
    keys.forEach(
        (key, node) -> {
          if (!asked.contains(key)) {
            problems.add(node, "unknown key " + show(key) + Suggestion.of(key, asked));
          }
        });
  }
}
