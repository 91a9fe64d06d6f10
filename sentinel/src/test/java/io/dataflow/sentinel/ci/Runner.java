package io.dataflow.sentinel.ci;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What GitHub's runner takes out of a step's lines and files, written from its documents and the
 * source of its {@code ActionCommand}: {@code ::name properties::data} where a line begins, and
 * {@code ##[name properties]data} anywhere in it.
 */
public final class Runner {
  private static final Pattern NEW =
      Pattern.compile("(?s)::([^:\\s]+)(?: ([^:]*(?::[^:]+)*?))?::(.*)");
  private static final Pattern OLD = Pattern.compile("##\\[([^\\]\\s]+)[^\\]]*]");

  private Runner() {}

  /** A command that the runner would carry out. */
  public record Command(String name, Map<String, String> properties, String data) {}

  /** Those of everything a step printed. */
  public static List<Command> commands(String printed) {
    List<Command> all = new ArrayList<>();
    for (String line : printed.split("\\r\\n|\\r|\\n", -1)) {
      command(line).ifPresent(all::add);
    }
    return all;
  }

  private static Optional<Command> command(String line) {
    String trimmed = line.replaceFirst("^[\\s\\p{Z}\\u0085\\ufeff]+", "");
    Matcher found = NEW.matcher(trimmed);
    if (trimmed.startsWith("::") && found.matches()) {
      Map<String, String> properties = new TreeMap<>();
      String list = found.group(2) == null ? "" : found.group(2);
      for (String pair : list.split(",")) {
        String[] parts = pair.split("=", 2);
        if (parts.length == 2) {
          properties.put(parts[0].strip(), unescaped(parts[1]));
        }
      }
      return Optional.of(new Command(found.group(1), properties, unescaped(found.group(3))));
    }
    Matcher old = OLD.matcher(line);
    return old.find() ? Optional.of(new Command(old.group(1), Map.of(), "")) : Optional.empty();
  }

  private static String unescaped(String text) {
    return text.replace("%3A", ":")
        .replace("%2C", ",")
        .replace("%0D", "\r")
        .replace("%0A", "\n")
        .replace("%25", "%");
  }

  /** The outputs in a file of {@code name=value} and {@code name<<END} entries. */
  public static Map<String, String> outputs(String file) {
    Map<String, String> all = new TreeMap<>();
    List<String> lines = List.of(file.split("\n", -1));
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int equals = line.indexOf('=');
      int here = line.indexOf("<<");
      if (equals >= 0 && (here < 0 || equals < here)) {
        all.put(line.substring(0, equals), line.substring(equals + 1));
      } else if (here >= 0) {
        String end = line.substring(here + 2);
        List<String> value = new ArrayList<>();
        for (i++; !lines.get(i).equals(end); i++) {
          value.add(lines.get(i));
        }
        all.put(line.substring(0, here), String.join("\n", value));
      } else if (!line.isEmpty()) {
        throw new AssertionError("the runner fails on the line " + line);
      }
    }
    return all;
  }
}
