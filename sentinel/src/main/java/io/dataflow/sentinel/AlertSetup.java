package io.dataflow.sentinel;

import io.dataflow.sentinel.channel.Channels;
import io.dataflow.sentinel.channel.EmailChannel;
import io.dataflow.sentinel.channel.HttpCaller;
import io.dataflow.sentinel.channel.MailLimits;
import io.dataflow.sentinel.channel.Templates;
import io.dataflow.sentinel.config.EnvironmentValues;
import io.dataflow.sentinel.config.ProjectFolder;
import io.dataflow.sentinel.config.Secret;
import io.dataflow.sentinel.config.Variables;
import io.dataflow.sentinel.routing.AlertSettings;
import io.dataflow.sentinel.routing.AlertsReader;
import io.dataflow.sentinel.text.Redaction;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
  static AlertDesk desk(Sentinel sentinel, Clock wall) {
    Surroundings surroundings = sentinel.surroundings();
    Optional<Path> file = surroundings.settingsFile();
    EnvironmentValues environment = sentinel.settings().environment();
    AlertSettings settings =
        file.map(f -> settings(f, surroundings.environment(), environment))
            .orElseGet(AlertSettings::nobody);
    Redaction redaction = redaction(settings, environment);
    Lines lines = lines(file, wall, surroundings.out());
    return new AlertDesk(sentinel, settings, lines, redaction::of, wall, Passing.real());
  }

  /**
   * Whom the alerts file beside a settings file names.
   *
   * @throws io.dataflow.sentinel.yaml.InvalidFileException with all its problems
   */
  static AlertSettings settings(
      Path settingsFile, Map<String, String> real, EnvironmentValues environment) {
    ProjectFolder project = ProjectFolder.of(settingsFile);
    return new AlertsReader(Sentinel.calendars(project.path()), Variables.of(project, real))
        .read(settingsFile, environment);
  }

  /** Takes out of a text every secret that the program was given. */
  static Redaction redaction(AlertSettings settings, EnvironmentValues environment) {
    Stream<String> others =
        Stream.of(
                environment.databaseUrl(),
                environment.sentryDsn(),
                environment.heartbeatUrl(),
                environment.mail().password())
            .flatMap(Optional::stream)
            .map(Secret::reveal);
    return new Redaction(Stream.concat(settings.secrets().stream(), others).toList());
  }

  /**
   * The channels, with the words of the templates beside a settings file.
   *
   * @throws io.dataflow.sentinel.yaml.InvalidFileException with all problems of the templates
   */
  static Lines lines(Optional<Path> settingsFile, Clock wall, PrintWriter out) {
    Optional<Path> folder =
        settingsFile.map(f -> f.resolveSibling("templates")).filter(Files::isDirectory);
    if (folder.isEmpty()) {
      return new Lines(() -> channels(new Templates(Optional.empty()), wall, out));
    }
    Templates own = new Templates(folder); // says what is wrong before a run begins
    return new Lines(() -> channels(own, wall, out));
  }

  private static Channels channels(Templates templates, Clock wall, PrintWriter out) {
    return new Channels(
        templates,
        new HttpCaller(CONNECT, TOTAL, ProgramVersion.line()),
        wall,
        out,
        settings -> new EmailChannel(settings, templates, MailLimits.usual()));
  }
}
