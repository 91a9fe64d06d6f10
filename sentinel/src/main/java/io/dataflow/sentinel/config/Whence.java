package io.dataflow.sentinel.config;

import java.util.List;
import java.util.Map;

/**
 * Where variables of the environment were looked for, and where those that are set were found.
 *
 * @param places in the order they are read: {@code .env (not there)}, {@code the environment}
 * @param found {@code .env:3} or {@code environment}, by the variable's name
 */
public record Whence(List<String> places, Map<String, String> found) {
  public Whence {
    places = List.copyOf(places);
    found = Map.copyOf(found);
  }

  /** What is wrong with a variable, as a sentence that says where to mend it. */
  public String wrong(String name, String problem) {
    String from = found.getOrDefault(name, "environment");
    return from.equals("environment")
        ? from + ": " + name + ": " + problem + "; " + looked()
        : from + ": " + name + ": " + problem;
  }

  /** That a variable is not there, as a sentence that says where to set it. */
  public String missing(String name, String why) {
    return name + " is not set or empty" + why + "; " + looked();
  }

  /** {@code looked in .env (not there), .env.local, the environment}. */
  public String looked() {
    return "looked in " + String.join(", ", places);
  }
}
