package io.dataflow.sentinel;

import io.dataflow.sentinel.text.ForeignText;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The program's entry: reads the command line, runs one command, ends with its exit code. The only
 * class that asks for the current time; it hands the clock to those that need one.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    if (args.length == 1 && args[0].equals("--version")) {
      System.out.println(ProgramVersion.line()); // a third of the time picocli needs for it
      return;
    }
    System.exit(commandLine(args).execute(args));
  }

  /** The command line with every command, on the running clock. */
  static CommandLine commandLine() {
    return commandLine(Clock.systemUTC());
  }

  /** The command line with every command; {@code wall} tells those without an instant the time. */
  static CommandLine commandLine(Clock wall) {
    return configured(Commands.all(new CommandFactory(wall)));
  }

  /** As {@link #commandLine(Clock)}, in an environment of its own as far as a CI is concerned. */
  static CommandLine commandLine(Clock wall, Map<String, String> environment) {
    return configured(Commands.all(new CommandFactory(wall, environment)));
  }

  /** The command line with what these arguments need: reading every command takes its time. */
  static CommandLine commandLine(String... args) {
    return configured(Commands.neededBy(new CommandFactory(Clock.systemUTC()), args));
  }

  private static CommandLine configured(CommandLine line) {
    line.setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setUsageHelpLongOptionsMaxWidth(24)
        .setExecutionStrategy(Main::guarded)
        .setExecutionExceptionHandler(Main::failed)
        .setParameterExceptionHandler(Main::misused)
        .registerConverter(
            Instant.class, parsed(Main::instant, "an instant", "2024-07-03T17:00:00Z"))
        .registerConverter(LocalDate.class, parsed(Main::date, "a date", "2024-07-03"))
        .registerConverter(FalseAlarmRate.class, Main::rate);
    return line;
  }

  private static Instant instant(String text) {
    Instant instant = Instant.parse(text);
    known(text, instant.atOffset(ZoneOffset.UTC).getYear());
    return instant;
  }

  private static LocalDate date(String text) {
    LocalDate date = LocalDate.parse(text);
    known(text, date.getYear());
    return date;
  }

  /** Beyond these years no calendar says anything, and a slip of the finger costs time. */
  private static void known(String text, int year) {
    if (year < 1900 || year > 2199) {
      throw new TypeConversionException("'" + text + "' lies outside the years 1900 to 2199");
    }
  }

  private static FalseAlarmRate rate(String text) {
    try {
      return FalseAlarmRate.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("'" + text + "': " + e.getMessage());
    }
  }

  private static <T> ITypeConverter<T> parsed(
      ITypeConverter<T> parse, String wanted, String example) {
    return text -> {
      try {
        return parse.convert(text);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'" + text + "' is not " + wanted + " such as " + example);
      }
    };
  }

  /** A command of which a job of a CI is told prints through a guard. */
  private static int guarded(CommandLine.ParseResult parsed) {
    CommandLine command = last(parsed).commandSpec().commandLine();
    CiOption.of(command).ifPresent(ci -> ci.guard(command));
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int failed(Exception cause, CommandLine command, CommandLine.ParseResult parsed) {
    Remedy remedy = remedy(parsed);
    List<String> problems =
        cause instanceof InvalidFileException invalid
            ? invalid.problems()
            : List.of(remedy.exact(String.valueOf(cause.getMessage())));
    said(cause, problems, command, remedy);
    Path settingsFile = DataOptions.configFile(remedy.config());
    int code = ExitCode.of(cause);
    return CiOption.of(command).map(ci -> ci.failed(settingsFile, problems, code)).orElse(code);
  }

  /** One clear message instead of a stack trace; SENTINEL_TRACE=1 shows both. */
  private static void said(
      Exception cause, List<String> problems, CommandLine command, Remedy remedy) {
    PrintWriter err = command.getErr();
    if (cause instanceof InvalidFileException) {
      problems.stream().map(Main::shown).forEach(err::println);
      return;
    }
    if (cause instanceof ParameterException) {
      err.println(shown(problems.get(0)));
      return;
    }
    err.println("sentinel: " + shown(problems.get(0)));
    if ("1".equals(System.getenv("SENTINEL_TRACE"))) {
      cause.printStackTrace(err);
    }
    if (Crashes.unexpected(cause)) {
      Path settingsFile = DataOptions.configFile(remedy.config());
      Crashes.of(settingsFile, System.getenv(), err)
          .report(cause, Map.of("command", command.getCommandSpec().qualifiedName(" ")));
    }
  }

  /** The commands that a message names, with the options of the command that failed. */
  private static Remedy remedy(CommandLine.ParseResult parsed) {
    CommandLine.ParseResult last = last(parsed);
    return new Remedy(
        Optional.ofNullable(last.matchedOptionValue("--config", null)),
        Optional.ofNullable(last.matchedOptionValue("--data", null)));
  }

  private static CommandLine.ParseResult last(CommandLine.ParseResult parsed) {
    CommandLine.ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last;
  }

  /** What somebody typed may steer a terminal, and is repeated in messages. */
  private static String shown(String message) {
    return ForeignText.lines(message);
  }

  /** Says what is wrong, and where to read on. */
  private static int misused(ParameterException bad, String[] args) {
    CommandLine command = bad.getCommandLine();
    Optional<CiOption> ci = CiOption.of(command);
    ci.ifPresent(one -> one.guard(command));
    PrintWriter err = command.getErr();
    err.println(
        shown(bad.getMessage()).replaceFirst("Unmatched argument at index 0:", "No such command:"));
    if (!UnmatchedArgumentException.printSuggestions(bad, err)) {
      err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return ci.map(
            one ->
                one.failed(
                    DataOptions.configFile(Optional.empty()),
                    List.of(bad.getMessage()),
                    ExitCode.USAGE))
        .orElse(ExitCode.USAGE);
  }
}
