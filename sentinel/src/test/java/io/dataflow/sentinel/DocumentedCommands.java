package io.dataflow.sentinel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands that stand in the fenced blocks of all pages, as somebody would copy them. */
final class DocumentedCommands {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^(`{3,})[a-z]*\\n(.*?)^\\1$");

  /** A schedule of cron and a change of folder may stand before it, and variables. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?:\\$ )?(?:[\\d*/]+(?: +[\\d*/,-]+){4} +)?(.*?(?:^|[ /])(?:bin/)?sentinel [a-z].*)");

  private static final Pattern BEFORE =
      Pattern.compile("(?:cd \\S+ && |[A-Z_]+=\\S* |\\S*/)*(?:bin/)?sentinel [a-z].*");

  /**
   * A command and the pages that show it.
   *
   * @param text without prompt, schedule and remark
   */
  record Shown(String text, List<String> pages) {
    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * A command of a page whose examples are compared, and what the page shows below it.
   *
   * @param output {@code [...]} stands for what was left out
   */
  record Example(String command, String output) {
    /** What the output has to be. */
    Pattern expected() {
      String all =
          Pattern.compile("(?m)^ *\\[\\.\\.\\.]\\n|\\[\\.\\.\\.]")
              .splitAsStream(output.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT"))
              .map(Pattern::quote)
              .collect(java.util.stream.Collectors.joining("(?s:.*)"));
      return Pattern.compile(output.strip().endsWith("[...]") ? all + "(?s:.*)" : all);
    }

    @Override
    public String toString() {
      return command;
    }
  }

  private DocumentedCommands() {}

  /** The examples of a page with their outputs; a block may hold several. */
  static List<Example> examples(Path page) throws IOException {
    List<Example> examples = new ArrayList<>();
    Matcher block = Pattern.compile("(?ms)^( *)```\\n(.*?)^ *```$").matcher(Files.readString(page));
    while (block.find()) {
      String text = block.group(2).replaceAll("(?m)^" + block.group(1), "");
      for (String part : text.split("(?m)^\\$ ")) {
        String[] both = part.split("\n", 2);
        String command =
            both[0].replaceFirst(
                "^make demo$", "bin/sentinel demo --faults config/demo/faults.yaml");
        if (both.length == 2 && command.startsWith("bin/sentinel ") && !both[1].isBlank()) {
          examples.add(new Example(command, both[1]));
        }
      }
    }
    return examples;
  }

  static List<Shown> all() throws IOException {
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (Path page : DocsTest.pages()) {
      for (String command : of(Files.readString(page))) {
        found.computeIfAbsent(command, key -> new ArrayList<>()).add(page.getFileName().toString());
      }
    }
    return found.entrySet().stream().map(e -> new Shown(e.getKey(), e.getValue())).toList();
  }

  private static List<String> of(String page) {
    List<String> commands = new ArrayList<>();
    Matcher block = BLOCK.matcher(page);
    while (block.find()) {
      String lines = block.group(2).replaceAll("\\\\\\n\\s*", "");
      lines
          .lines()
          .map(DocumentedCommands::command)
          .filter(c -> !c.isEmpty())
          .forEach(commands::add);
    }
    return commands;
  }

  /** Empty for a line that is none; a line of output may name a command. */
  private static String command(String line) {
    Matcher command = COMMAND.matcher(line);
    if (!command.matches() || !BEFORE.matcher(command.group(1)).matches()) {
      return "";
    }
    return command.group(1).replaceFirst(" +# .*$", "").strip();
  }
}
