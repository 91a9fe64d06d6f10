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
    exitCodeOnInvalidInput = ExitCode.USAGE,
    exitCodeOnExecutionException = ExitCode.NOT_EVALUATED,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      FreshnessCommand.class,
      QuarantineCommand.class,
      AcceptCommand.class,
      RebuildCommand.class,
      SqlCommand.class,
      AddCommand.class,
      ConfigCommand.class,
      ContractCommand.class,
      YahooServerCommand.class,
      DemoCommand.class,
      CompletionCommand.class,
      WarmUpCommand.class
    },
    description = "Keeps a market-data lake fresh, valid and watched.",
    footer = {
      "",
      "Examples:",
      "  sentinel --version",
      "  eval \"$(sentinel completion)\"    completion for bash and zsh"
    })
final class SentinelCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
