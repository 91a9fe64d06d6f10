package io.dataflow.sentinel.source;

import io.dataflow.sentinel.market.Symbol;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the files of an instrument on this machine.
 *
 * @param written a file, a folder or a pattern such as {@code inbox/*.csv}, {@code {symbol}} for
 *     the instrument's name; relative ones start at {@code base}
 * @param suffix of the files in a folder: {@code .csv}
 */
public record LocalFiles(String written, Path base, String suffix) {
  /** Stands for the instrument's name. */
  public static final String SYMBOL = "{symbol}";

  /** A file as it was found. */
  public record Found(Path path, long size, long modified) {
    static Found of(Path path) throws IOException {
      return new Found(path, Files.size(path), Files.getLastModifiedTime(path).toMillis());
    }

    /** Whether nobody has written to it since. */
    public boolean unchanged() throws IOException {
      return equals(of(path));
    }
  }

  /** The files that may hold an instrument's bars where each has files of its own, by name. */
  public List<Found> of(Symbol symbol) throws IOException {
    Path at = base.resolve(written.replace(SYMBOL, symbol.value())).normalize();
    boolean folder = !written.contains(SYMBOL) && Files.isDirectory(at);
    return found(folder ? at.resolve(symbol.value() + suffix) : at);
  }

  /** The files that hold several instruments' bars, by name. */
  public List<Found> shared() throws IOException {
    Path at = base.resolve(written).normalize();
    return found(Files.isDirectory(at) ? at.resolve("*" + suffix) : at);
  }

  private static List<Found> found(Path pattern) throws IOException {
    String name = pattern.getFileName().toString();
    if (Files.isRegularFile(pattern)) {
      return List.of(Found.of(pattern));
    }
    boolean glob = name.indexOf('*') >= 0 || name.indexOf('?') >= 0 || name.indexOf('[') >= 0;
    if (!glob || !Files.isDirectory(pattern.getParent())) {
      return List.of();
    }
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(pattern.getParent(), name)) {
      all.forEach(paths::add);
    }
    List<Found> found = new ArrayList<>();
    for (Path path : paths.stream().filter(Files::isRegularFile).sorted().toList()) {
      found.add(Found.of(path));
    }
    return found;
  }
}
