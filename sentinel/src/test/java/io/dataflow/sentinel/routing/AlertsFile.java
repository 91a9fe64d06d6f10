package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.config.ProjectFolder;
import io.dataflow.sentinel.config.SettingsReader;
import io.dataflow.sentinel.config.Variables;
import io.dataflow.sentinel.market.Calendars;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A project folder with an alerts file and variables, read as the program reads it. */
final class AlertsFile {
  private final Path folder;
  private final Map<String, String> variables = new TreeMap<>();

  AlertsFile(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder.resolve("config"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  AlertsFile set(String name, String value) {
    variables.put(name, value);
    return this;
  }

  Path path() {
    return folder.resolve("config/alerts.yaml");
  }

  private Variables variables() {
    return Variables.of(ProjectFolder.of(settings()), variables);
  }

  private Path settings() {
    return folder.resolve("config/assets.yaml");
  }

  private AlertsReader reader() {
    return new AlertsReader(new Calendars(Optional.empty()), variables());
  }

  /** Reads this text as {@code config/alerts.yaml}. */
  AlertSettings read(String text) {
    try {
      Files.writeString(path(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read();
  }

  /** Reads what is there. */
  AlertSettings read() {
    return reader().read(path());
  }

  /** Reads whatever holds for the project. */
  AlertSettings found() {
    return reader().read(settings(), SettingsReader.environment(folder, variables));
  }
}
