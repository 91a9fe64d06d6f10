package io.dataflow.sentinel.yaml;

import java.util.List;

/** A file a person wrote cannot be used: every problem found in it, each with file and line. */
public final class InvalidFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public InvalidFileException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** One line a problem: {@code file:line: what is wrong. What to do.} */
  public List<String> problems() {
    return problems;
  }
}
