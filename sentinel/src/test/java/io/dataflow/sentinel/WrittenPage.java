package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A page under {@code docs/} that a test makes from the program and holds against the file. */
public final class WrittenPage {
  /** The command that writes all such pages anew. */
  public static final String AGAIN = "make docs";

  private static final int WIDTH = 118;

  private WrittenPage() {}

  /** Compares; with {@code -Dsentinel.docs=write} writes first. */
  public static void hold(String name, String content) throws IOException {
    Path page = Path.of("..", "docs", name);
    if ("write".equals(System.getProperty("sentinel.docs"))) {
      Files.writeString(page, content);
    }
    assertThat(Files.readString(page))
        .as("docs/" + name + " is made by: " + AGAIN)
        .isEqualTo(content);
  }

  /** A text as it reads in Markdown, whatever stands in it. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("([\\\\*\\[\\]`|])", "\\\\$1")
        .replaceAll("(?<!\\w)_|_(?!\\w)", "\\\\_");
  }

  /** A text in code letters, in a table too. */
  static String code(String text) {
    return "`" + text.replace("|", "\\|") + "`";
  }

  /** A row of a table. */
  static String row(String... cells) {
    return List.of(cells).stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  static String table(String... heads) {
    return row(heads) + "|---".repeat(heads.length) + "|\n";
  }

  /** Words on lines of a bearable length. */
  static String filled(String text) {
    StringBuilder filled = new StringBuilder();
    int column = 0;
    for (String word : text.strip().split(" +")) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        filled.append('\n');
        column = 0;
      } else if (column > 0) {
        filled.append(' ');
        column++;
      }
      filled.append(word);
      column += word.length();
    }
    return filled.append('\n').toString();
  }
}
