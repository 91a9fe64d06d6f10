package io.dataflow.sentinel.ci;

import io.dataflow.sentinel.text.ForeignText;
import java.util.Map;
import java.util.TreeMap;

/** What later steps read of this one: {@code name<<END}, the value, {@code END}. */
public final class StepOutput {
  private static final String NAME = "[a-z][a-z0-9-]*";

  private StepOutput() {}

  /**
   * The lines for the file of outputs. A value may have any characters and lines: what ends it is
   * chosen so that it is not in it.
   *
   * @throws IllegalArgumentException for a name that is not of a-z, 0-9 and -
   */
  public static String text(Map<String, String> values) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(values)
        .forEach(
            (name, value) -> {
              if (!name.matches(NAME)) {
                throw new IllegalArgumentException("no name of an output: " + name);
              }
              text.append(one(name, ForeignText.lines(value)));
            });
    return text.toString();
  }

  private static String one(String name, String value) {
    if (!value.contains("\n") && !value.contains("<<")) {
      return name + "=" + value + "\n";
    }
    String end = "END";
    while (value.contains(end)) {
      end += "_";
    }
    return name + "<<" + end + "\n" + value + "\n" + end + "\n";
  }
}
