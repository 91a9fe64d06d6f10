package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.config.Variables;
import io.dataflow.sentinel.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills variables into a text: {@code ${NAME}}; {@code $${} stands for <code>${</code>. What a
 * variable holds is taken as it is.
 */
final class Filling {
  private static final Pattern HOLE =
      Pattern.compile("\\$\\$\\{|\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)}|\\$\\{(?<other>[^}]*)");

  private final Reading reading;
  private final List<String> held = new ArrayList<>();

  Filling(Reading reading) {
    this.reading = reading;
  }

  /**
   * The text of a node with its variables filled in; empty with a problem when it is no text or a
   * variable has no value.
   */
  Optional<String> fill(YamlNode node, String key) {
    if (node.text().isEmpty()) {
      reading.problem(node, key + ": a text is wanted here");
      return Optional.empty();
    }
    Matcher hole = HOLE.matcher(node.text().get());
    StringBuilder filled = new StringBuilder();
    boolean whole = true;
    while (hole.find()) {
      Optional<String> value = value(hole, node, key);
      whole &= value.isPresent();
      hole.appendReplacement(filled, Matcher.quoteReplacement(value.orElse("")));
    }
    return whole ? Optional.of(hole.appendTail(filled).toString()) : Optional.empty();
  }

  private Optional<String> value(Matcher hole, YamlNode node, String key) {
    String name = hole.group("name");
    if (name == null && hole.group("other") == null) {
      return Optional.of("${");
    }
    if (name == null) {
      reading.problem(
          node,
          key
              + ": a variable is written ${NAME}, with letters, digits and _ and nothing else; where"
              + " ${ itself is meant, write $${");
      return Optional.empty();
    }
    Variables variables = reading.variables();
    Optional<String> value = variables.find(name).map(Variables.Value::text);
    if (value.isEmpty()) {
      reading.problem(node, key + ": the variable " + variables.whence().missing(name, ""));
    }
    value.ifPresent(held::add);
    return value;
  }

  /** What the variables held, in order. */
  List<String> held() {
    return held;
  }
}
