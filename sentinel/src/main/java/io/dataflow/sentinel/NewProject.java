package io.dataflow.sentinel;

import io.dataflow.sentinel.config.SettingsEditor;
import io.dataflow.sentinel.market.Symbol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The files of a new project. The settings are written last: without them the folder is none yet,
 * and making it can be begun again.
 *
 * @param symbols in the order of the settings, at least one
 * @param start the first session that is asked for
 */
record NewProject(Path folder, Set<Symbol> symbols, LocalDate start) {
  private static final String SETTINGS = "config/assets.yaml";

  /** What comes with the program and is taken over as it is. */
  private static final List<String> TAKEN =
      List.of("contracts/bars.yaml", "config/alerts.example.yaml", ".env.example");

  /** A file, and whether it was written or kept as it was. */
  record Made(String name, boolean written) {}

  /** Whether the folder has settings. */
  boolean there() {
    return Files.exists(folder.resolve(SETTINGS));
  }

  /**
   * Makes what is not there.
   *
   * @throws IOException when a file that comes with the program cannot be read
   * @throws java.io.UncheckedIOException when the disk refuses; what is there by then may stay
   */
  List<Made> make() throws IOException {
    List<Made> made = new ArrayList<>();
    for (String name : TAKEN) {
      made.add(file(name, Files.readString(Installation.folder().resolve(name))));
    }
    made.add(file(".gitignore", resource("gitignore")));
    made.add(file("README.md", resource("README.md")));
    made.add(file(SETTINGS, resource("assets.yaml").formatted(assets(), start)));
    return made;
  }

  private Made file(String name, String text) {
    Path file = folder.resolve(name).toAbsolutePath();
    if (Files.exists(file)) {
      return new Made(name, false);
    }
    AtomicFile.write(file, text);
    return new Made(name, true);
  }

  private String assets() {
    StringBuilder lines = new StringBuilder();
    symbols.forEach(symbol -> lines.append("- ").append(SettingsEditor.item(symbol)).append('\n'));
    return lines.toString();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = NewProject.class.getResourceAsStream("project/" + name)) {
      if (in == null) {
        throw new IOException("the program lacks its file project/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
