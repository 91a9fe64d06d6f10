package io.dataflow.sentinel.config;

import io.dataflow.sentinel.yaml.Suggestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The environment as the program sees it: {@code .env}, {@code .env.local}, the real one; the last
 * to name a variable wins, and an empty value unsets it.
 *
 * <p>Only what is read is looked at, as environments hold much else; but in the files an unknown
 * name that starts with {@code SENTINEL_} is a problem.
 */
final class Environment {
  private static final String OURS = "SENTINEL_";
  private static final List<Setting<?>> KNOWN =
      List.of(
          SettingsTable.ENV,
          SettingsTable.LOG_LEVEL,
          SettingsTable.DATABASE_URL,
          SettingsTable.SENTRY_DSN,
          SettingsTable.YAHOO_URL,
          SettingsTable.HEARTBEAT_URL);

  private record Variable(String text, String from) {}

  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final List<Origin> origins;
  private final List<String> problems = new ArrayList<>();

  /**
   * Reads the files and lays the real environment over them.
   *
   * @param origins where each setting read is noted
   */
  Environment(ProjectFolder project, Map<String, String> real, List<Origin> origins) {
    this.origins = origins;
    String own = real.getOrDefault(SettingsTable.ENV_FILE.name(), "");
    if (own.isBlank()) {
      lay(project, ".env");
      lay(project, ".env.local");
    } else {
      lay(EnvFile.read(Path.of(own), own));
    }
    real.forEach((name, text) -> variables.put(name, new Variable(text, "environment")));
  }

  private void lay(ProjectFolder project, String name) {
    Path path = project.path().resolve(name);
    if (Files.exists(path)) {
      lay(EnvFile.read(path, project.shown(name)));
    }
  }

  private void lay(EnvFile file) {
    problems.addAll(file.problems());
    file.values()
        .forEach(
            (name, value) -> {
              checkOurs(name, value.place());
              variables.put(name, new Variable(value.text(), value.place().toString()));
            });
  }

  private void checkOurs(String name, Place place) {
    if (name.equals(SettingsTable.ENV_FILE.name())) {
      problems.add(place + ": " + name + " has a meaning in the real environment only");
    } else if (name.startsWith(OURS) && KNOWN.stream().noneMatch(s -> s.name().equals(name))) {
      List<String> names =
          KNOWN.stream().map(Setting::name).filter(known -> known.startsWith(OURS)).toList();
      problems.add(place + ": unknown name " + name + Suggestion.of(name, names));
    }
  }

  EnvironmentValues values() {
    EnvironmentValues values =
        new EnvironmentValues(
            take(SettingsTable.ENV).get(),
            take(SettingsTable.LOG_LEVEL).get(),
            take(SettingsTable.DATABASE_URL).value(),
            take(SettingsTable.SENTRY_DSN).value(),
            take(SettingsTable.YAHOO_URL).get(),
            take(SettingsTable.HEARTBEAT_URL).value());
    take(SettingsTable.ENV_FILE);
    return values;
  }

  private <T> Found<T> take(Setting<T> setting) {
    Found<T> found =
        Optional.ofNullable(variables.get(setting.name()))
            .filter(variable -> !variable.text().isBlank())
            .flatMap(variable -> parsed(setting, variable))
            .orElseGet(setting::byDefault);
    origins.add(setting.origin(found));
    return found;
  }

  private <T> Optional<Found<T>> parsed(Setting<T> setting, Variable variable) {
    try {
      T value = setting.form().parse().apply(variable.text().strip());
      return Optional.of(new Found<>(Optional.of(value), variable.from()));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      problems.add(
          variable.from() + ": " + setting.name() + ": " + setting.form().wanted() + " is wanted");
      return Optional.empty();
    }
  }

  /** What is wrong, one text each, in the order of the sources. */
  List<String> problems() {
    return List.copyOf(problems);
  }
}
