package io.dataflow.sentinel;

import static io.dataflow.sentinel.WrittenPage.code;
import static io.dataflow.sentinel.WrittenPage.escaped;
import static io.dataflow.sentinel.WrittenPage.filled;
import static io.dataflow.sentinel.WrittenPage.row;
import static io.dataflow.sentinel.WrittenPage.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code docs/CLI.md}: every command that is shown, from the command line's own model. */
final class CliPage {
  /** So often an option stands in commands before it is described once for all. */
  private static final int USUAL = 12;

  private static final Pattern DEFAULT = Pattern.compile(" ?\\((?:default: )([^()]*)\\)");

  private final CommandLine program;
  private final String exitCodes;
  private final Map<String, OptionSpec> usual = new TreeMap<>();

  /**
   * The page of a program.
   *
   * @param exitCodes what codes mean in general, as Markdown
   */
  CliPage(CommandLine program, String exitCodes) {
    this.program = program;
    this.exitCodes = exitCodes;
    Map<String, List<OptionSpec>> all = new LinkedHashMap<>();
    for (CommandLine command : shown()) {
      command
          .getCommandSpec()
          .options()
          .forEach(o -> all.computeIfAbsent(line(o), key -> new ArrayList<>()).add(o));
    }
    all.values().stream()
        .filter(same -> same.size() >= USUAL)
        .forEach(same -> usual.put(same.get(0).longestName(), same.get(0)));
  }

  /** Commands and their subcommands, in the order of the help, without hidden ones. */
  List<CommandLine> shown() {
    List<CommandLine> all = new ArrayList<>();
    for (CommandLine command : children(program)) {
      all.add(command);
      all.addAll(children(command));
    }
    return all;
  }

  private static List<CommandLine> children(CommandLine command) {
    return command.getSubcommands().values().stream()
        .filter(c -> !c.getCommandSpec().usageMessage().hidden())
        .toList();
  }

  String text() {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # The command line

        Every command and option of `bin/sentinel`, as the program itself has them. What the words mean:
        [glossary](../README.md#glossary). The settings: [CONFIGURATION.md](CONFIGURATION.md).

        This page is made from the program, and held by a test. After a change of commands: `make docs`.
        `bin/sentinel COMMAND --help` prints the same on a terminal.

        ## Commands

        """);
    page.append(table("command", "what it does"));
    for (CommandLine command : shown()) {
      String name = name(command);
      page.append(row("[" + code(name) + "](#" + anchor(name) + ")", escaped(summary(command))));
    }
    page.append(
        "\n## Exit codes\n\nOf `run`, and of every command that does not say otherwise below:\n\n");
    page.append(exitCodes);
    page.append(
        "\n## Usual options\n\nMost commands take these; each command names those it takes.\n\n");
    page.append(table("option", "meaning", "default"));
    usual.values().forEach(option -> page.append(line(option)));
    shown().forEach(command -> section(page, command));
    return page.toString();
  }

  private void section(StringBuilder page, CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    Help help = new Help(spec, new Help.ColorScheme.Builder(Help.Ansi.OFF).build());
    page.append("\n## ").append(name(command)).append("\n\n");
    String[] header = spec.usageMessage().header();
    String said = String.join(" ", lines(spec.usageMessage().description()));
    boolean repeated = header.length == 0 || said.startsWith(header[0].replaceFirst("[.]$", ""));
    page.append(prose(repeated ? List.of() : List.of(header)));
    page.append(prose(lines(spec.usageMessage().description())));
    page.append("```text\n").append(help.synopsis(0).strip()).append("\n```\n");
    parameters(page, spec);
    options(page, spec);
    if (!children(command).isEmpty()) {
      String names =
          children(command).stream()
              .map(CliPage::name)
              .map(n -> "[" + code(n) + "](#" + anchor(n) + ")")
              .collect(Collectors.joining(", "));
      page.append("\n").append(filled("Commands: " + names));
    }
    String rest = prose(lines(spec.usageMessage().footer())).stripTrailing();
    page.append(rest.isEmpty() ? "" : "\n" + rest + "\n");
  }

  private static void parameters(StringBuilder page, CommandSpec spec) {
    List<PositionalParamSpec> shown =
        spec.positionalParameters().stream().filter(p -> !p.hidden()).toList();
    if (!shown.isEmpty()) {
      page.append("\n").append(table("argument", "meaning", "default"));
      shown.forEach(p -> page.append(row(code(p.paramLabel()), meaning(p), standard(p))));
    }
  }

  private void options(StringBuilder page, CommandSpec spec) {
    List<OptionSpec> shown =
        spec.options().stream()
            .filter(o -> !o.hidden())
            .sorted(Comparator.comparing(OptionSpec::longestName))
            .toList();
    List<OptionSpec> own = shown.stream().filter(o -> !isUsual(o)).toList();
    if (!own.isEmpty()) {
      page.append("\n").append(table("option", "meaning", "default"));
      own.forEach(option -> page.append(line(option)));
    }
    String others =
        shown.stream()
            .filter(this::isUsual)
            .map(o -> code(o.longestName()))
            .collect(Collectors.joining(", "));
    if (!others.isEmpty()) {
      String word = own.isEmpty() ? "Options" : "Also";
      page.append("\n")
          .append(filled(word + ": " + others + " ([usual options](#usual-options))."));
    }
  }

  private boolean isUsual(OptionSpec option) {
    return Optional.ofNullable(usual.get(option.longestName()))
        .filter(known -> line(known).equals(line(option)))
        .isPresent();
  }

  private static String line(OptionSpec option) {
    String label = option.arity().max() == 0 ? "" : label(option);
    String names =
        Arrays.stream(option.names())
            .sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
            .map(name -> code(name + (name.startsWith("--") ? label : "")))
            .collect(Collectors.joining(", "));
    return row(names, meaning(option), standard(option));
  }

  private static String label(OptionSpec option) {
    String label = option.paramLabel() + (option.splitRegex().isEmpty() ? "" : ",...");
    return option.arity().min() == 0 ? "[=" + label + "]" : "=" + label;
  }

  private static String meaning(ArgSpec arg) {
    String text = DEFAULT.matcher(joined(arg)).replaceAll("");
    String more = arg.isMultiValue() && arg.splitRegex().isEmpty() ? " May be repeated." : "";
    return escaped(text) + (arg.required() ? " **Required.**" : "") + more;
  }

  private static String standard(ArgSpec arg) {
    if (arg.defaultValue() != null) {
      return code(arg.defaultValue());
    }
    Matcher said = DEFAULT.matcher(joined(arg));
    return said.find() ? escaped(said.group(1)) : "";
  }

  private static String joined(ArgSpec arg) {
    return String.join(" ", lines(arg.description())).replaceAll("\\s+", " ").strip();
  }

  /** Where picocli breaks a line; a lone percent sign is one. */
  private static List<String> lines(String... texts) {
    return Arrays.stream(texts)
        .flatMap(text -> Arrays.stream(text.replace("%n", "\n").replace("%%", "%").split("\n", -1)))
        .toList();
  }

  /** Lines of words become a paragraph; what is indented stays as it is. */
  private static String prose(List<String> lines) {
    StringBuilder all = new StringBuilder();
    int at = 0;
    while (at < lines.size()) {
      int from = at;
      boolean indented = lines.get(at).startsWith(" ");
      while (at < lines.size()
          && !lines.get(at).isBlank()
          && lines.get(at).startsWith(" ") == indented) {
        at++;
      }
      List<String> part = lines.subList(from, at);
      if (part.isEmpty()) {
        at++;
      } else if (indented) {
        int depth =
            part.stream().mapToInt(l -> l.length() - l.stripLeading().length()).min().orElse(0);
        all.append("```text\n");
        part.forEach(l -> all.append(l.substring(depth)).append('\n'));
        all.append("```\n\n");
      } else {
        all.append(filled(escaped(String.join(" ", part)))).append('\n');
      }
    }
    return all.toString();
  }

  private static String summary(CommandLine command) {
    var usage = command.getCommandSpec().usageMessage();
    String[] words = usage.header().length > 0 ? usage.header() : usage.description();
    String all = String.join(" ", lines(words)).replaceAll("\\s+", " ");
    return all.replaceFirst("(?<=[.]) .*", "");
  }

  private static String name(CommandLine command) {
    String name = command.getCommandSpec().qualifiedName(" ");
    return name.substring(name.indexOf(' ') + 1);
  }

  private static String anchor(String name) {
    return name.toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
