package io.dataflow.sentinel;

import io.dataflow.sentinel.channel.Channels;
import io.dataflow.sentinel.channel.HttpCaller;
import io.dataflow.sentinel.channel.Templates;
import io.dataflow.sentinel.config.ProjectFolder;
import io.dataflow.sentinel.config.Variables;
import io.dataflow.sentinel.routing.AlertSettings;
import io.dataflow.sentinel.routing.AlertsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Makes what tells people out of the alerts file and the environment. */
final class AlertSetup {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration TOTAL = Duration.ofSeconds(20);

  private AlertSetup() {}

  /**
   * Whom the alerts file names; nobody where a command tells nobody.
   *
   * @throws io.dataflow.sentinel.yaml.InvalidFileException with all its problems
   */
  static AlertSettings settings(Sentinel sentinel) {
    Surroundings surroundings = sentinel.surroundings();
    if (surroundings.settingsFile().isEmpty()) {
      return AlertSettings.nobody();
    }
    Path file = surroundings.settingsFile().get();
    Variables variables = Variables.of(ProjectFolder.of(file), surroundings.environment());
    return new AlertsReader(sentinel.calendars(), variables)
        .read(file, sentinel.settings().environment());
  }

  static AlertDesk desk(Sentinel sentinel, Clock wall) {
    return new AlertDesk(
        sentinel, settings(sentinel), channels(sentinel, wall), wall, Passing.real());
  }

  private static Channels channels(Sentinel sentinel, Clock wall) {
    Templates templates = new Templates(templates(sentinel));
    return new Channels(
        templates,
        new HttpCaller(CONNECT, TOTAL, ProgramVersion.line()),
        wall,
        sentinel.surroundings().out(),
        settings -> {
          throw new IllegalStateException("no mail yet");
        });
  }

  private static Optional<Path> templates(Sentinel sentinel) {
    return sentinel
        .surroundings()
        .settingsFile()
        .map(file -> file.resolveSibling("templates"))
        .filter(Files::isDirectory);
  }
}
