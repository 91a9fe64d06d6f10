package io.dataflow.sentinel.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a table or view as one writes it in SQL: {@code market.bars}, {@code "My Bars"}.
 *
 * @param schema empty: where the server looks by itself
 * @param name in the case the server has it in
 */
public record RelationName(Optional<String> schema, String name) {
  private static final Pattern PART =
      Pattern.compile("\\G(?:\"((?:[^\"\\x00]|\"\")+)\"|([^\\s\".\\x00-\\x1f]+))(\\.|$)");

  public RelationName {
    if (name.isEmpty() || schema.filter(String::isEmpty).isPresent()) {
      throw new IllegalArgumentException("a name of a table is not empty");
    }
  }

  /**
   * Reads a name; without quotes capitals become small, as in SQL.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static RelationName parse(String text) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(text.strip());
    int end = 0;
    boolean open = true;
    while (matcher.find()) {
      parts.add(
          matcher.group(1) != null
              ? matcher.group(1).replace("\"\"", "\"")
              : matcher.group(2).toLowerCase(Locale.ROOT));
      end = matcher.end();
      open = matcher.group(3).equals(".");
      if (!open) {
        break;
      }
    }
    if (end != text.strip().length() || open || parts.isEmpty() || parts.size() > 2) {
      throw new IllegalArgumentException(
          "a table is named as in market.bars or \"My Schema\".\"My Bars\"");
    }
    return parts.size() == 1
        ? new RelationName(Optional.empty(), parts.get(0))
        : new RelationName(Optional.of(parts.get(0)), parts.get(1));
  }

  /** For SQL text. */
  public String quoted() {
    return schema.map(s -> quote(s) + ".").orElse("") + quote(name);
  }

  private static String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** {@code market.bars}, for people. */
  @Override
  public String toString() {
    return schema.map(s -> s + ".").orElse("") + name;
  }
}
