package io.dataflow.sentinel.source.standin;

import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.yaml.Problems;
import io.dataflow.sentinel.yaml.YamlFile;
import io.dataflow.sentinel.yaml.YamlMapping;
import io.dataflow.sentinel.yaml.YamlNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a fault file: a list of faults under {@code faults}, each with its symbol and values. */
final class FaultFile {
  private final Path file;
  private final Problems problems = new Problems();

  private FaultFile(Path file) {
    this.file = file;
  }

  static Faults read(Path file) {
    FaultFile reading = new FaultFile(file);
    YamlMapping top = YamlFile.read(file).mapping(reading.problems);
    List<FaultRule> rules = new ArrayList<>();
    top.get("faults").map(list -> list.list(reading.problems)).orElse(List.of()).stream()
        .map(reading::rule)
        .forEach(rule -> rule.ifPresent(rules::add));
    top.finish();
    reading.problems.throwIfAny();
    return new Faults(rules);
  }

  private Optional<FaultRule> rule(YamlNode node) {
    YamlMapping values = node.mapping(problems);
    if (!node.isMapping()) {
      return Optional.empty();
    }
    boolean everyone = values.text("symbol").filter("*"::equals).isPresent();
    Optional<Symbol> symbol = everyone ? Optional.empty() : symbol(values);
    Optional<Integer> times = times(values);
    Optional<Instant> from = values.instant("from");
    Optional<Instant> until = values.instant("until");
    return fault(values)
        .filter(fault -> everyone || symbol.isPresent())
        .map(fault -> new FaultRule(symbol, fault, times, from, until));
  }

  private Optional<Symbol> symbol(YamlMapping values) {
    Optional<YamlNode> node = values.require("symbol");
    Optional<String> text = values.text("symbol");
    Optional<String> wrong = text.flatMap(Symbol::problem);
    wrong.ifPresent(why -> problems.add(node.orElseThrow(), "symbol: " + why + "; * is every one"));
    return wrong.isPresent() ? Optional.empty() : text.map(Symbol::new);
  }

  private static Optional<Integer> times(YamlMapping values) {
    return values.parsed(
        "times",
        "a whole number from 1 on",
        text -> {
          if (!text.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException("no count");
          }
          return Integer.valueOf(text);
        });
  }

  /** The fault by its kind; of an unknown kind nobody can say which keys belong to it. */
  private Optional<Fault> fault(YamlMapping values) {
    values.require("fault");
    Optional<FaultKind> kind = values.choice("fault", FaultKind.class);
    Optional<Fault> fault =
        kind.flatMap(known -> known.read(new FaultValues(file, values, problems)));
    if (kind.isPresent()) {
      values.finish();
    }
    return fault;
  }
}
