package io.dataflow.sentinel;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code sentinel} itself: it only holds the others. */
@Command(
    name = "sentinel",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Keeps a market-data lake fresh, valid and watched.",
    footer = {
      "",
      "Examples:",
      "  sentinel demo                     everything on a simulated market, no network",
      "  sentinel run                      the pipeline on live data",
      "  sentinel run --help               the help of a command, with examples",
      "  eval \"$(sentinel completion)\"    completion for bash and zsh"
    })
final class SentinelCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
