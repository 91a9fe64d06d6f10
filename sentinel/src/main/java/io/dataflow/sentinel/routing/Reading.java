package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.config.Secret;
import io.dataflow.sentinel.config.Variables;
import io.dataflow.sentinel.text.ForeignText;
import io.dataflow.sentinel.yaml.InvalidFileException;
import io.dataflow.sentinel.yaml.Problems;
import io.dataflow.sentinel.yaml.YamlMapping;
import io.dataflow.sentinel.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One reading of an alerts file: what is wrong with it, and the secrets met on the way. */
final class Reading {
  /** What of an address is secret: all but scheme and host. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)(https?://)(?:[^\\s/\"'?#]*@)?([^\\s/\"'?#@]*)[/?#][^\\s\"']*");

  private final Path folder;
  private final Variables variables;
  private final Problems problems = new Problems();
  private final Problems warnings = new Problems();
  private final Set<Secret> secrets = new LinkedHashSet<>();

  /**
   * @param folder the one relative paths of the file start from
   */
  Reading(Path folder, Variables variables) {
    this.folder = folder;
    this.variables = variables;
  }

  Path folder() {
    return folder;
  }

  Variables variables() {
    return variables;
  }

  void problem(YamlNode at, String text) {
    problems.add(at, text);
  }

  /** Something that is no mistake for sure. */
  void warning(YamlNode at, String text) {
    warnings.add(at, text);
  }

  /** Remembers what must not be said, and gives it back as what prints as stars. */
  Secret secret(String text) {
    Secret secret = new Secret(text);
    secrets.add(secret);
    return secret;
  }

  List<Secret> secrets() {
    return List.copyOf(secrets);
  }

  List<String> warnings() {
    return warnings.lines().stream().map(Reading::harmless).toList();
  }

  /**
   * Ends the reading.
   *
   * @throws InvalidFileException when there was a problem
   */
  void finish() {
    if (!problems.isEmpty()) {
      throw new InvalidFileException(problems.lines().stream().map(Reading::harmless).toList());
    }
  }

  /** A webhook's address may stand where a name or a list belongs, and be shown with it. */
  private static String harmless(String line) {
    return ADDRESS.matcher(line).replaceAll("$1$2/*****");
  }

  /** The keys of a mapping; empty with a problem, that shows no value, for anything else. */
  Optional<YamlMapping> mapping(YamlNode node, String what) {
    if (node.isMapping()) {
      return Optional.of(node.mapping(problems));
    }
    problem(node, what + ": a mapping is wanted here, as in \"key: value\"");
    return Optional.empty();
  }

  /** The mapping under a key; empty when there is none. */
  Optional<Fields> section(YamlMapping mapping, String key) {
    return mapping.get(key).flatMap(node -> mapping(node, key)).map(m -> new Fields(m, this));
  }

  /** The elements of a list; none with a problem, that shows no value, for anything else. */
  List<YamlNode> list(YamlNode node, String key) {
    if (node.isList()) {
      return node.list(problems);
    }
    problem(node, key + ": a list is wanted here, as in \"- one\"");
    return List.of();
  }

  /** The mappings of the list under a key. */
  List<Fields> sections(YamlMapping mapping, String key) {
    List<Fields> sections = new ArrayList<>();
    for (YamlNode each : mapping.get(key).map(node -> list(node, key)).orElse(List.of())) {
      mapping(each, key).ifPresent(m -> sections.add(new Fields(m, this)));
    }
    return sections;
  }

  /** A text as a message may show it. */
  static String shown(String text) {
    return "\"" + ForeignText.cut(text, 60) + "\"";
  }
}
