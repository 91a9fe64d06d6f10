package io.dataflow.sentinel;

import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;

/** The program's entry: reads the command line, runs one command, ends with its exit code. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    if (args.length == 1 && args[0].equals("--version")) {
      System.out.println(ProgramVersion.line()); // a third of the time picocli needs for it
      return;
    }
    System.exit(commandLine().execute(args));
  }

  /** One clear message instead of a stack trace; SENTINEL_TRACE=1 shows both. */
  private static int failed(Exception cause, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (cause instanceof InvalidFileException invalid) {
      invalid.problems().forEach(err::println);
      return ExitCode.USAGE;
    }
    if (cause instanceof CommandLine.ParameterException bad) {
      err.println(bad.getMessage());
      return ExitCode.USAGE;
    }
    err.println("sentinel: " + cause.getMessage());
    if ("1".equals(System.getenv("SENTINEL_TRACE"))) {
      cause.printStackTrace(err);
    }
    return cause instanceof IOException || cause instanceof UncheckedIOException
        ? ExitCode.NOT_RECORDED
        : ExitCode.NOT_EVALUATED;
  }

  static CommandLine commandLine() {
    return new CommandLine(new SentinelCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::failed);
  }
}
