package io.dataflow.sentinel.source.standin;

import java.nio.file.Path;
import java.util.List;

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

  /** Each fault in plain words, in the order of the file. */
  public List<String> list() {
    return rules.stream().map(FaultRule::words).toList();
  }
}
