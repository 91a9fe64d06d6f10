package io.dataflow.sentinel;

import io.dataflow.sentinel.text.ForeignText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Names of instruments as a person gives them: {@code A,B,C}, or a file with one a line. */
final class InstrumentList {
  private InstrumentList() {}

  /**
   * Reads them. What names a file is one; in it a line that starts with {@code #} is a comment.
   *
   * @param base where a relative path starts
   * @throws IllegalArgumentException when there is none, one is no name, or the file cannot be read
   */
  static Set<String> parse(String text, Path base) {
    Set<String> names = new LinkedHashSet<>();
    lines(text, base).map(String::strip).filter(n -> !n.isEmpty()).forEach(names::add);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("at least one instrument is wanted");
    }
    names.forEach(InstrumentList::check);
    return names;
  }

  /**
   * Checks one name.
   *
   * @throws IllegalArgumentException when it is none
   */
  static String check(String name) {
    if (name.isBlank() || name.length() > 200 || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "an instrument is a text of 1 to 200 characters, not \"" + ForeignText.line(name) + "\"");
    }
    return name;
  }

  private static Stream<String> lines(String text, Path base) {
    try {
      Path file = base.resolve(text.strip());
      if (Files.isRegularFile(file)) {
        return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
            .filter(line -> !line.startsWith("#"));
      }
    } catch (InvalidPathException e) {
      return Arrays.stream(text.split(","));
    } catch (IOException e) {
      throw new IllegalArgumentException("the file " + text + " cannot be read: " + e, e);
    }
    if (text.strip().endsWith(".txt")) {
      throw new IllegalArgumentException("there is no file " + base.resolve(text.strip()));
    }
    return Arrays.stream(text.split(","));
  }
}
