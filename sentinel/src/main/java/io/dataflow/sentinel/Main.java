package io.dataflow.sentinel;

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

  static CommandLine commandLine() {
    return new CommandLine(new SentinelCommand());
  }
}
