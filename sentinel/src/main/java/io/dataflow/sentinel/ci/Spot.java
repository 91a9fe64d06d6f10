package io.dataflow.sentinel.ci;

import java.nio.file.Path;

/**
 * A line of a file of the repository, as an annotation points at it.
 *
 * @param file relative to the workspace, with slashes
 * @param line from 1
 */
public record Spot(String file, int line) {
  public Spot {
    if (file.isBlank() || line < 1) {
      throw new IllegalArgumentException("no line of a file: " + file + ":" + line);
    }
  }

  /**
   * A file as it lies in the workspace; one outside keeps its whole path, which GitHub shows as
   * text.
   *
   * @param workspace absolute
   * @param file absolute
   */
  public static Spot of(Path workspace, Path file, int line) {
    Path root = workspace.normalize();
    Path whole = file.normalize();
    Path shown = whole.startsWith(root) ? root.relativize(whole) : whole;
    return new Spot(shown.toString().replace('\\', '/'), line);
  }
}
