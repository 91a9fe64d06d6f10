package io.dataflow.sentinel.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a file, so that a person hears of everything at once. */
public final class Problems {
  private record Problem(String file, int line, String text) {}

  private final List<Problem> found = new ArrayList<>();

  /** Adds a problem at a value's place. */
  public void add(YamlNode at, String text) {
    found.add(new Problem(at.file(), at.line(), text));
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** The problems by line, one text each, at most 50 and then how many more. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    found.stream()
        .sorted(Comparator.comparingInt(Problem::line))
        .limit(50)
        .forEach(p -> lines.add(p.file() + ":" + p.line() + ": " + p.text()));
    if (found.size() > 50) {
      lines.add("and " + (found.size() - 50) + " more");
    }
    return lines;
  }

  /**
   * Ends the reading of a file.
   *
   * @throws InvalidFileException when anything was added
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidFileException(lines());
    }
  }
}
