package io.dataflow.sentinel.contract;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.yaml.Problems;
import io.dataflow.sentinel.yaml.YamlFile;
import io.dataflow.sentinel.yaml.YamlMapping;
import io.dataflow.sentinel.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads and checks a contract file. */
public final class ContractFile {
  private static final String NAME = "[a-z][a-z0-9_]{0,62}";

  private final Problems problems = new Problems();

  private ContractFile() {}

  /**
   * Reads a contract.
   *
   * @throws io.dataflow.sentinel.yaml.InvalidFileException with every problem of the file
   */
  public static Contract read(Path file) {
    return new ContractFile().contract(YamlFile.read(file));
  }

  /** As {@link #read}, from text. */
  public static Contract parse(String name, String text) {
    return new ContractFile().contract(YamlFile.parse(name, text));
  }

  private Contract contract(YamlNode root) {
    YamlMapping top = root.mapping(problems);
    String name = named(top, "contract");
    int version = top.integer("version").orElse(1);
    String dataset = top.text("dataset").orElse("silver.bars");
    Set<String> known = new HashSet<>();
    List<Column> columns = columns(top, known);
    List<Rule> rules = rules(top, known);
    top.finish();
    problems.throwIfAny();
    return new Contract(root.file(), name, version, dataset, columns, rules);
  }

  private String named(YamlMapping mapping, String key) {
    Optional<YamlNode> node = mapping.require(key);
    String text = node.flatMap(YamlNode::text).orElse("");
    if (node.isPresent() && !text.matches(NAME)) {
      problems.add(
          node.get(), key + ": a name of a-z, 0-9 and _ is wanted, starting with a letter");
    }
    return text;
  }

  /** The columns; those of a wrong type are known all the same. */
  private List<Column> columns(YamlMapping top, Set<String> known) {
    List<Column> columns = new ArrayList<>();
    for (YamlNode node : top.require("columns").map(n -> n.list(problems)).orElse(List.of())) {
      YamlMapping column = node.mapping(problems);
      String name = named(column, "name");
      known.add(name);
      Optional<Column.Type> type = column.choice("type", Column.Type.class);
      if (column.require("type").isPresent() && type.isPresent()) {
        columns.add(Column.optional(columns.size() + 1, name, type.get()));
      }
      column.finish();
    }
    return columns;
  }

  private List<Rule> rules(YamlMapping top, Set<String> columns) {
    List<Rule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlNode node : top.require("rules").map(n -> n.list(problems)).orElse(List.of())) {
      YamlMapping rule = node.mapping(problems);
      String name = named(rule, "name");
      if (!name.isEmpty() && !names.add(name)) {
        problems.add(node, "a second rule is called " + name);
      }
      Optional<YamlNode> accept = rule.require("accept");
      String condition = rule.text("accept").orElse("");
      accept.ifPresent(
          at ->
              Condition.problems(condition, columns)
                  .forEach(p -> problems.add(at, (name.isEmpty() ? "accept" : name) + ": " + p)));
      rules.add(
          new Rule(
              name,
              condition,
              rule.choice("severity", Rule.Severity.class).orElse(Rule.Severity.ERROR),
              rule.text("description").orElse(""),
              accept.map(YamlNode::line).orElse(node.line())));
      rule.finish();
    }
    return rules;
  }
}
