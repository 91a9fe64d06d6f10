package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A file that holds nothing but a secret, as containers are given them. */
final class SecretFile {
  private static final int LARGEST = 64 << 10;

  private SecretFile() {}

  /** Its text without blanks and line ends around it; empty with a problem. */
  static Optional<String> read(Reading reading, YamlNode at, String key, String name) {
    return existing(reading, at, key, name).flatMap(file -> text(reading, at, key, file));
  }

  /** The file itself; empty with a problem when there is none. */
  static Optional<Path> existing(Reading reading, YamlNode at, String key, String name) {
    try {
      Path file = reading.folder().resolve(name.strip()).normalize();
      if (Files.exists(file) && !Files.isDirectory(file)) {
        return Optional.of(file);
      }
      boolean folder = Files.isDirectory(file);
      reading.problem(at, key + ": " + file + (folder ? " is a folder" : " is not there"));
    } catch (InvalidPathException e) {
      reading.problem(at, key + ": no name of a file");
    }
    return Optional.empty();
  }

  private static Optional<String> text(Reading reading, YamlNode at, String key, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        reading.problem(at, key + ": " + file + " is larger than 64 KiB; that is no secret");
        return Optional.empty();
      }
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
      if (text.isEmpty()) {
        reading.problem(at, key + ": " + file + " is empty");
      }
      return Optional.of(text).filter(each -> !each.isEmpty());
    } catch (CharacterCodingException e) {
      reading.problem(at, key + ": " + file + " is not UTF-8 text");
    } catch (IOException e) {
      reading.problem(at, key + ": " + file + " cannot be read: " + e.getClass().getSimpleName());
    }
    return Optional.empty();
  }
}
