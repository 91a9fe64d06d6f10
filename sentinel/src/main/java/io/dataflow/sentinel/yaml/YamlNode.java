package io.dataflow.sentinel.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One value of a YAML file, with the file and line it stands on. */
public final class YamlNode {
  private final String file;
  private final Node node;

  YamlNode(String file, Node node) {
    this.file = file;
    this.node = node;
  }

  Node node() {
    return node;
  }

  public String file() {
    return file;
  }

  /** Line in the file, from 1. */
  public int line() {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  public boolean isNull() {
    return node.getTag().equals(Tag.NULL);
  }

  public boolean isMapping() {
    return node instanceof MappingNode;
  }

  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /** The text of a scalar as written, without quotes; empty for null, a list or a mapping. */
  public Optional<String> text() {
    return node instanceof ScalarNode scalar && !isNull()
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }

  /** The elements of a list; a problem and no elements for anything else but null. */
  public List<YamlNode> list(Problems problems) {
    List<YamlNode> elements = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(n -> elements.add(new YamlNode(file, n)));
    } else if (!isNull()) {
      problems.add(this, "a list is wanted here, as in \"- one\", not " + kind());
    }
    return elements;
  }

  /** The keys of a mapping; a problem and no keys for anything else but null. */
  public YamlMapping mapping(Problems problems) {
    return new YamlMapping(this, node, problems);
  }

  /** What kind of value it is, in words for a message. */
  String kind() {
    if (isNull()) {
      return "nothing";
    }
    return text().map(YamlMapping::show).orElse(isList() ? "a list" : "a mapping");
  }
}
