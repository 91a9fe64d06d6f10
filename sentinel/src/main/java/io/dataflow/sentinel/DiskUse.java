package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Paths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What lies on disk.
 *
 * @param parts by folder; {@code state} is the ledger and the catalog
 */
record DiskUse(Map<String, Part> parts) {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  DiskUse {
    parts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /** Files and their bytes. */
  record Part(long files, long bytes) {
    Part and(Part other) {
      return new Part(files + other.files, bytes + other.bytes);
    }
  }

  static DiskUse of(Paths paths) {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("bronze", measured(paths.bronze(), Integer.MAX_VALUE));
    parts.put("silver", measured(paths.silver(), Integer.MAX_VALUE));
    parts.put("gold", measured(paths.gold(), Integer.MAX_VALUE));
    parts.put("logs", measured(paths.logs(), Integer.MAX_VALUE));
    parts.put("state", measured(paths.state(), 1));
    return new DiskUse(parts);
  }

  private static Part measured(Path folder, int depth) {
    if (!Files.isDirectory(folder)) {
      return new Part(0, 0);
    }
    try (Stream<Path> files = Files.walk(folder, depth)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> new Part(1, size(file)))
          .reduce(new Part(0, 0), Part::and);
    } catch (IOException e) {
      throw new UncheckedIOException("could not measure " + folder + ": " + e, e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException("could not measure " + file + ": " + e, e);
    }
  }

  Part part(String name) {
    return parts.getOrDefault(name, new Part(0, 0));
  }

  Part total() {
    return parts.values().stream().reduce(new Part(0, 0), Part::and);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    parts.forEach((name, part) -> json.put(name, json(part)));
    json.put("total", json(total()));
    return json;
  }

  private static Map<String, Object> json(Part part) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("files", part.files());
    json.put("bytes", part.bytes());
    return json;
  }

  /** {@code 12.3 MiB}. */
  static String words(long bytes) {
    double size = bytes;
    int unit = 0;
    while (Math.abs(size) >= 1024 && unit < UNITS.length - 1) {
      size /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
  }
}
