package io.dataflow.sentinel.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code .env} file: lines of {@code NAME=VALUE}.
 *
 * <pre>
 * # a comment
 * ENV=production            # after a blank, a comment ends the value
 * export LOG_LEVEL=DEBUG
 * SENTRY_DSN='as it is, $ and # included'
 * DATABASE_URL="with \" and \\ and \n"
 * </pre>
 *
 * <p>Of two lines with one name the later wins; an empty value is none. Variables inside values are
 * not filled in, and a line break needs {@code \n}. A problem never shows a value: it may be a
 * secret.
 *
 * @param values by name, empty ones too
 * @param problems one text each, with file and line
 */
record EnvFile(Map<String, Value> values, List<String> problems) {
  /** A value and its line. */
  record Value(String text, Place place) {}

  private static final int LARGEST = 1 << 20;
  private static final Pattern LINE =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");
  private static final Pattern SINGLE = Pattern.compile("'([^']*)'\\s*(#.*)?");
  private static final Pattern DOUBLE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"\\s*(#.*)?");

  EnvFile {
    values = Map.copyOf(values);
    problems = List.copyOf(problems);
  }

  /**
   * Reads a file; what is wrong with it is among the problems. {@code name} stands for it there.
   */
  static EnvFile read(Path path, String name) {
    if (Files.isDirectory(path)) {
      return broken(name, "is a folder; a file of NAME=VALUE lines is wanted");
    }
    if (!Files.exists(path)) {
      return broken(name, "there is no such file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      return bytes.length > LARGEST
          ? broken(name, "is larger than 1 MiB; that is no file a person wrote")
          : parse(
              name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return broken(name, "is not UTF-8 text. Save it as UTF-8 and try again");
    } catch (IOException e) {
      return broken(name, "cannot be read: " + e);
    }
  }

  private static EnvFile broken(String name, String problem) {
    return new EnvFile(Map.of(), List.of(name + ":1: " + problem));
  }

  /** Reads a text. */
  static EnvFile parse(String name, String text) {
    Map<String, Value> values = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    String[] lines = text.replaceFirst("^\uFEFF", "").split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      Place place = new Place(name, i + 1);
      String line = lines[i].strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      try {
        if (!matcher.matches()) {
          throw new IllegalArgumentException("a line is NAME=VALUE, a comment after #, or blank");
        }
        values.put(matcher.group(1), new Value(value(matcher.group(2)), place));
      } catch (IllegalArgumentException e) {
        problems.add(place + ": " + e.getMessage());
      }
    }
    return new EnvFile(values, problems);
  }

  private static String value(String written) {
    if (written.startsWith("'")) {
      return quoted(SINGLE.matcher(written));
    }
    String value =
        written.startsWith("\"")
            ? quoted(DOUBLE.matcher(written))
            : written.replaceFirst("(^|\\s)#.*", "").strip();
    if (value.contains("${")) {
      throw new IllegalArgumentException(
          "variables in values are not filled in. Write the value itself, with ${ in 'quotes'");
    }
    return written.startsWith("\"") ? unescaped(value) : value;
  }

  private static String quoted(Matcher matcher) {
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "after an opening quote one closing quote is wanted on the same line, and nothing but"
              + " a comment behind it");
    }
    return matcher.group(1);
  }

  /** {@code \n \r \t \" \\ \$} mean what they do in a shell or in C; others stay as written. */
  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      int known = text.charAt(i) == '\\' ? "nrt\"\\$".indexOf(next) : -1;
      if (known >= 0) {
        plain.append("\n\r\t\"\\$".charAt(known));
        i++;
      } else {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString();
  }
}
