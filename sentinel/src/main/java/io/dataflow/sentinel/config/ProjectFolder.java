package io.dataflow.sentinel.config;

import java.nio.file.Path;

/**
 * The folder relative paths start from: the parent of a folder {@code config} that holds the
 * settings, else the folder they lie in.
 *
 * @param path absolute
 * @param shownFrom the folder messages name files from: the working directory when the settings
 *     were named relative to it, else the root
 */
public record ProjectFolder(Path path, Path shownFrom) {
  public static ProjectFolder of(Path configFile) {
    Path folder = configFile.toAbsolutePath().normalize().getParent();
    boolean inConfig = folder.endsWith("config") && folder.getParent() != null;
    Path from =
        configFile.isAbsolute() ? folder.getRoot() : Path.of("").toAbsolutePath().normalize();
    return new ProjectFolder(inConfig ? folder.getParent() : folder, from);
  }

  /** A file of the project as messages name it. */
  public String shown(String name) {
    Path file = path.resolve(name);
    return shownFrom.equals(path.getRoot())
        ? file.toString()
        : shownFrom.relativize(file).toString();
  }
}
