package io.dataflow.sentinel.config;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The environment as the program sees it, setting by setting.
 *
 * <p>Only what is read is looked at, as environments hold much else.
 */
final class Environment {
  private final Variables variables;
  private final List<Origin> origins;
  private final List<String> problems;

  /**
   * Reads the files and lays the real environment over them.
   *
   * @param origins where each setting read is noted
   */
  Environment(ProjectFolder project, Map<String, String> real, List<Origin> origins) {
    this.variables = Variables.of(project, real);
    this.origins = origins;
    this.problems = new ArrayList<>(variables.problems());
  }

  EnvironmentValues values() {
    EnvironmentValues values =
        new EnvironmentValues(
            take(SettingsTable.ENV).get(),
            take(SettingsTable.LOG_LEVEL).get(),
            take(SettingsTable.DATABASE_URL).value(),
            take(SettingsTable.SENTRY_DSN).value(),
            take(SettingsTable.YAHOO_URL).get(),
            take(AlertVariables.HEARTBEAT_URL).value(),
            take(AlertVariables.ALERTS).value(),
            mail(),
            variables.whence());
    take(SettingsTable.ENV_FILE);
    return values;
  }

  private MailValues mail() {
    return new MailValues(
        take(AlertVariables.EMAIL_USER).value(),
        take(AlertVariables.EMAIL_PASS).value(),
        take(AlertVariables.EMAIL_TO).value(),
        take(AlertVariables.EMAIL_FROM).value(),
        take(AlertVariables.EMAIL_HOST).get(),
        take(AlertVariables.EMAIL_PORT).get(),
        take(AlertVariables.SUCCESS_MESSAGES).get());
  }

  private <T> Found<T> take(Setting<T> setting) {
    Found<T> found =
        variables
            .find(setting.name())
            .flatMap(variable -> parsed(setting, variable))
            .orElseGet(setting::byDefault);
    origins.add(setting.origin(found));
    return found;
  }

  private <T> Optional<Found<T>> parsed(Setting<T> setting, Variables.Value variable) {
    try {
      T value = setting.form().parse().apply(variable.text().strip());
      return Optional.of(new Found<>(Optional.of(value), variable.from()));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      problems.add(
          variables.whence().wrong(setting.name(), setting.form().wanted() + " is wanted"));
      return Optional.empty();
    }
  }

  /** What is wrong, one text each, in the order of the sources. */
  List<String> problems() {
    return List.copyOf(problems);
  }
}
