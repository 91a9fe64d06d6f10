package io.dataflow.sentinel;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.json.JsonException;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Remembers in a small file what was told past the ledger, so that it is told once. */
final class ToldFile {
  private final Path file;

  ToldFile(Path file) {
    this.file = file;
  }

  /**
   * Something that was told.
   *
   * @param since when it began
   * @param title what it was
   * @param lines the channels that took it
   */
  record Told(Instant since, String title, List<String> lines) {
    Told {
      lines = List.copyOf(lines);
    }
  }

  /**
   * What was told and is not over, by its key.
   *
   * @throws InvalidFileException when the file is no such file
   */
  Map<String, Told> read() {
    if (!Files.exists(file)) {
      return Map.of();
    }
    Map<String, Told> all = new TreeMap<>();
    try {
      ((Map<?, ?>) Json.read(Files.readAllBytes(file)))
          .forEach((key, value) -> all.put((String) key, told((Map<?, ?>) value)));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e, e);
    } catch (JsonException | ClassCastException | NullPointerException | DateTimeException e) {
      throw new InvalidFileException(
          List.of(
              file
                  + ":1: is not what this program keeps of what it told. Remove it: what is wrong"
                  + " is then told once more"));
    }
  }

  private static Told told(Map<?, ?> map) {
    return new Told(
        Instant.parse((String) map.get("since")),
        (String) map.get("title"),
        ((List<?>) map.get("told")).stream().map(String.class::cast).toList());
  }

  /** Keeps what was told; nothing is no file. */
  void write(Map<String, Told> all) {
    if (all.isEmpty()) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(file + " cannot be removed: " + e, e);
      }
      return;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    all.forEach(
        (key, told) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("since", told.since().toString());
          one.put("title", told.title());
          one.put("told", told.lines());
          map.put(key, one);
        });
    AtomicFile.write(file, Json.pretty(map));
  }
}
