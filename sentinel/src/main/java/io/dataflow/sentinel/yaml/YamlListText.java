package io.dataflow.sentinel.yaml;

import java.util.List;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Adds an item to a list in the text of a YAML file and leaves every other character as it is. */
public final class YamlListText {
  private final String file;
  private final String text;
  private final String key;

  private YamlListText(String file, String text, String key) {
    this.file = file;
    this.text = text;
    this.key = key;
  }

  /**
   * The text with one more item at the end of a top-level list, in the list's own indentation.
   *
   * @param file stands for the file in problems
   * @param item one line of YAML, such as {@code AAPL} or <code>{symbol: AAPL}</code>
   * @throws InvalidFileException when there is no such list, or the place for the item cannot be
   *     found with certainty
   */
  public static String append(String file, String text, String key, String item) {
    return new YamlListText(file, text, key).append(item);
  }

  private String append(String item) {
    Node list = value(tuples(text));
    String changed;
    if (list instanceof SequenceNode sequence) {
      changed =
          sequence.getFlowStyle() == FlowStyle.FLOW
              ? intoBrackets(sequence, item)
              : belowLast(sequence, item);
    } else if (list instanceof ScalarNode scalar && scalar.getValue().isEmpty()) {
      changed = belowLine(mark(list).getLine(), "- " + item);
    } else {
      throw refused(
          list, key + ": no list stands here. Write it by hand: " + key + ": [" + item + "]");
    }
    if (!onlyAdds(changed)) {
      throw refused(list, key + ": the list's layout is unusual. Add by hand: " + item);
    }
    return changed;
  }

  private String belowLast(SequenceNode list, String item) {
    List<Node> items = list.getValue();
    String indentation = " ".repeat(mark(list).getColumn());
    return belowLine(lastLine(items.get(items.size() - 1)), indentation + "- " + item);
  }

  /**
   * The end mark of a block lies past the blank lines and comments behind it; a leaf's does not.
   */
  private static int lastLine(Node node) {
    if (node instanceof SequenceNode list
        && list.getFlowStyle() != FlowStyle.FLOW
        && !list.getValue().isEmpty()) {
      return lastLine(list.getValue().get(list.getValue().size() - 1));
    }
    if (node instanceof MappingNode mapping
        && mapping.getFlowStyle() != FlowStyle.FLOW
        && !mapping.getValue().isEmpty()) {
      return lastLine(mapping.getValue().get(mapping.getValue().size() - 1).getValueNode());
    }
    return node.getEndMark().orElseThrow().getLine();
  }

  private String belowLine(int line, String added) {
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    int at = startOf(line + 1);
    boolean open = at == text.length() && !text.endsWith("\n");
    return text.substring(0, at) + (open ? end + added : added + end) + text.substring(at);
  }

  private String intoBrackets(SequenceNode list, String item) {
    Mark end = list.getEndMark().orElseThrow();
    int bracket = text.offsetByCodePoints(startOf(end.getLine()), end.getColumn()) - 1;
    String before = text.substring(0, bracket);
    boolean comma = !list.getValue().isEmpty() && !before.stripTrailing().endsWith(",");
    return before.stripTrailing()
        + (comma ? ", " : list.getValue().isEmpty() ? "" : " ")
        + item
        + text.substring(before.stripTrailing().length());
  }

  /** Where a line starts, counted from 0; the text's end when it has no such line. */
  private int startOf(int line) {
    int at = 0;
    for (int i = 0; i < line; i++) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        return text.length();
      }
      at = end + 1;
    }
    return at;
  }

  /** Whether a changed text reads as this one with one more item, and nothing else is different. */
  private boolean onlyAdds(String changed) {
    try {
      List<NodeTuple> after = tuples(changed);
      return value(after) instanceof SequenceNode list
          && !list.getValue().isEmpty()
          && shapeWith(after, list.getValue().subList(0, list.getValue().size() - 1))
              .equals(shapeWith(tuples(text), items(value(tuples(text)))));
    } catch (InvalidFileException e) {
      return false;
    }
  }

  private static List<Node> items(Node node) {
    return node instanceof SequenceNode list ? list.getValue() : List.of();
  }

  /** The file's content with these items in the place of the list. */
  private String shapeWith(List<NodeTuple> tuples, List<Node> items) {
    return tuples.stream()
        .map(t -> shape(t.getKeyNode()) + ":" + shape(names(t) ? items : List.of(t.getValueNode())))
        .collect(Collectors.joining(";"));
  }

  private boolean names(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key);
  }

  private List<NodeTuple> tuples(String yaml) {
    YamlNode root = YamlFile.parse(file, yaml);
    if (root.node() instanceof MappingNode mapping) {
      return mapping.getValue();
    }
    throw refused(root.node(), "a mapping is wanted here, as in \"key: value\"");
  }

  private Node value(List<NodeTuple> tuples) {
    return tuples.stream()
        .filter(this::names)
        .map(NodeTuple::getValueNode)
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidFileException(List.of(file + ":1: the key \"" + key + "\" is missing")));
  }

  private static String shape(List<Node> nodes) {
    return nodes.stream().map(YamlListText::shape).collect(Collectors.joining(","));
  }

  private static String shape(Node node) {
    if (node instanceof SequenceNode list) {
      return "[" + shape(list.getValue()) + "]";
    }
    if (node instanceof MappingNode mapping) {
      return mapping.getValue().stream()
          .map(t -> shape(t.getKeyNode()) + ":" + shape(t.getValueNode()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    return node.getTag() + " " + (node instanceof ScalarNode s ? s.getValue() : "");
  }

  private static Mark mark(Node node) {
    return node.getStartMark().orElseThrow();
  }

  private InvalidFileException refused(Node at, String problem) {
    return new InvalidFileException(
        List.of(file + ":" + (mark(at).getLine() + 1) + ": " + problem));
  }
}
