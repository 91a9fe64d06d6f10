package io.dataflow.sentinel.config;

import io.dataflow.sentinel.yaml.InvalidFileException;
import io.dataflow.sentinel.yaml.Suggestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of {@code .env}, {@code .env.local} and the real environment; the last to name one
 * wins, and an empty value unsets it.
 *
 * <p>In the files an unknown name that starts with {@code SENTINEL_} is a problem. Values print as
 * stars.
 */
public final class Variables {
  private static final String OURS = "SENTINEL_";

  /**
   * A variable's value and where it came from, {@code .env:3} or {@code environment}.
   *
   * @param text not blank
   */
  public record Value(String text, String from) {
    /** Without the text: it may be a secret. */
    @Override
    public String toString() {
      return "*****, from " + from;
    }
  }

  private final Map<String, Value> values = new LinkedHashMap<>();
  private final List<String> places = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private Variables(ProjectFolder project, Map<String, String> real) {
    String own = real.getOrDefault(SettingsTable.ENV_FILE.name(), "");
    if (own.isBlank()) {
      lay(project, ".env");
      lay(project, ".env.local");
    } else {
      places.add(own);
      EnvFile file = EnvFile.read(Path.of(own), own);
      file.problems().forEach(p -> problems.add(SettingsTable.ENV_FILE.name() + ": " + p));
      laid(file);
    }
    places.add("the environment");
    real.forEach((name, text) -> values.put(name, new Value(text, "environment")));
  }

  /**
   * Reads the files and lays the real environment over them.
   *
   * @param real the real environment, {@code System.getenv()}
   */
  public static Variables of(ProjectFolder project, Map<String, String> real) {
    return new Variables(project, real);
  }

  private void lay(ProjectFolder project, String name) {
    Path path = project.path().resolve(name);
    boolean there = Files.exists(path);
    places.add(project.shown(name) + (there ? "" : " (not there)"));
    if (there) {
      lay(EnvFile.read(path, project.shown(name)));
    }
  }

  private void lay(EnvFile file) {
    problems.addAll(file.problems());
    laid(file);
  }

  private void laid(EnvFile file) {
    file.values()
        .forEach(
            (name, value) -> {
              checkOurs(name, value.place());
              values.put(name, new Value(value.text(), value.place().toString()));
            });
  }

  private void checkOurs(String name, Place place) {
    List<String> known = SettingsTable.variables();
    if (name.equals(SettingsTable.ENV_FILE.name())) {
      problems.add(place + ": " + name + " has a meaning in the real environment only");
    } else if (name.startsWith(OURS) && !known.contains(name)) {
      List<String> ours =
          known.stream()
              .filter(each -> each.startsWith(OURS))
              .filter(each -> !each.equals(SettingsTable.ENV_FILE.name()))
              .toList();
      problems.add(place + ": unknown name " + name + Suggestion.of(name, ours));
    }
  }

  /** The variable of a name; empty when nobody sets it or its value is blank. */
  public Optional<Value> find(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.text().isBlank());
  }

  /**
   * Nothing when each of these is set.
   *
   * @throws InvalidFileException with every one that is not, and where it was looked for
   */
  public void require(List<String> names) {
    List<String> missing =
        names.stream()
            .filter(name -> find(name).isEmpty())
            .map(name -> whence().missing(name, ", and --require asks for it"))
            .toList();
    if (!missing.isEmpty()) {
      throw new InvalidFileException(missing);
    }
  }

  /** Where the variables were looked for and found. */
  public Whence whence() {
    Map<String, String> found = new LinkedHashMap<>();
    values.keySet().forEach(name -> find(name).ifPresent(v -> found.put(name, v.from())));
    return new Whence(places, found);
  }

  /** What is wrong with the files, one text each, in their order. */
  public List<String> problems() {
    return List.copyOf(problems);
  }
}
