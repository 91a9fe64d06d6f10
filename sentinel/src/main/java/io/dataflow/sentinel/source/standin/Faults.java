package io.dataflow.sentinel.source.standin;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The faults planted in a stand-in server's answers.
 *
 * @param rules each fault; of two that replace the answer, the later one wins
 */
public record Faults(List<FaultRule> rules) {
  public Faults {
    rules = List.copyOf(rules);
  }

  /** Answers are good. */
  public static Faults none() {
    return new Faults(List.of());
  }

  /**
   * Reads a fault file.
   *
   * @throws io.dataflow.sentinel.yaml.InvalidFileException with every problem of the file, by line
   */
  public static Faults read(Path file) {
    return FaultFile.read(file);
  }

  /** The kinds a file may name, each with what it does and, on a line of its own, its values. */
  public static List<String> kinds() {
    return Arrays.stream(FaultKind.values())
        .map(
            kind ->
                String.format(Locale.ROOT, "%-17s%s", kind.word(), kind.meaning())
                    + (kind.example().isEmpty() ? "" : "\n" + " ".repeat(19) + kind.example()))
        .toList();
  }

  /** Each fault in plain words, in the order of the file. */
  public List<String> list() {
    return rules.stream().map(FaultRule::words).toList();
  }
}
