package io.dataflow.sentinel.yaml;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Opens a YAML file: UTF-8, at most 4 MiB, one document, no aliases worth a bomb. */
public final class YamlFile {
  private static final long LARGEST = 4L << 20;

  private YamlFile() {}

  /**
   * Reads a file.
   *
   * @throws InvalidFileException when it is missing, a folder, too large, not UTF-8, empty or no
   *     YAML
   */
  public static YamlNode read(Path path) {
    return parse(path.toString(), text(path));
  }

  /**
   * The text of a file, for those who also need it as it stands.
   *
   * @throws InvalidFileException when it is missing, a folder, too large or not UTF-8
   */
  public static String text(Path path) {
    String name = path.toString();
    try {
      if (Files.isDirectory(path)) {
        throw invalid(name, 1, "is a folder; a YAML file is wanted");
      }
      if (!Files.exists(path)) {
        throw invalid(name, 1, "there is no such file");
      }
      if (Files.size(path) > LARGEST) {
        throw invalid(name, 1, "is larger than 4 MiB; that is no file a person wrote");
      }
      return decode(name, Files.readAllBytes(path));
    } catch (IOException e) {
      throw invalid(name, 1, "cannot be read: " + e);
    }
  }

  private static String decode(String name, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw invalid(name, 1, "is not UTF-8 text. Save it as UTF-8 and try again");
    }
  }

  /**
   * Reads a text; {@code name} stands for the file in problems.
   *
   * @throws InvalidFileException when it is empty or no YAML
   */
  public static YamlNode parse(String name, String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(true)
            .setMaxAliasesForCollections(20)
            .build();
    try {
      Optional<Node> node = new Compose(settings).composeString(text);
      return new YamlNode(
          name, node.orElseThrow(() -> invalid(name, 1, "is empty; see the shipped example")));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw invalid(name, line, "no YAML: " + e.getProblem());
    } catch (YamlEngineException | StackOverflowError e) {
      throw invalid(name, 1, "no YAML: " + e.getMessage());
    }
  }

  private static InvalidFileException invalid(String name, int line, String text) {
    return new InvalidFileException(List.of(name + ":" + line + ": " + text));
  }
}
