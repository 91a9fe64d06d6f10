package io.dataflow.sentinel;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands, in the order of the help. */
enum Commands {
  INIT("init", "Makes a new project folder.", InitCommand.class),
  RUN("run", "Runs the pipeline once.", RunCommand.class),
  DAEMON("daemon", "Runs by the calendars, until it is stopped.", DaemonCommand.class),
  PLAN("plan", "Shows what the next run would ask for, and why.", PlanCommand.class),
  BACKFILL("backfill", "Asks for a stretch of the past.", BackfillCommand.class),
  FRESHNESS("freshness", "Judges what is in the lake, without fetching.", FreshnessCommand.class),
  EXPLAIN("explain", "Says why a session is in its state.", ExplainCommand.class),
  PUNCTUALITY(
      "punctuality", "Says when bars arrive and which deadline fits.", PunctualityCommand.class),
  NEXT("next", "Says what is due next, by when, and what is closed.", NextCommand.class),
  CALENDAR("calendar", "Prints the sessions of an exchange.", CalendarCommand.class),
  BACKTEST("backtest", "Tries freshness rules on years of sessions.", BacktestCommand.class),
  HISTORY("history", "Lists past runs.", HistoryCommand.class),
  SHOW("show", "Says what a run did, and how long each stage took.", ShowCommand.class),
  REBUILD("rebuild", "Makes silver or gold again from what lies below.", RebuildCommand.class),
  REPAIR("repair", "Makes damaged files good again from what is left.", RepairCommand.class),
  DOCTOR("doctor", "Looks at everything a run needs, and says what to do.", DoctorCommand.class),
  WATCHDOG("watchdog", "Says from a second place when runs stopped.", WatchdogCommand.class),
  INCIDENTS("incidents", "Says what is wrong; takes it up, ends it.", IncidentsCommand.class),
  ALERTS("alerts", "Says who hears of what, and tries it.", AlertsCommand.class),
  NOTIFY("notify", "Tells what became due between runs.", NotifyCommand.class),
  PUBLISH("publish", "Brings the tables in PostgreSQL up to the lake.", PublishCommand.class),
  RESTORE("restore", "Brings an empty lake back from PostgreSQL.", RestoreCommand.class),
  MAINTAIN("maintain", "Keeps the data folder small.", MaintainCommand.class),
  QUARANTINE("quarantine", "Shows what was refused, and why.", QuarantineCommand.class),
  ACCEPT("accept", "Releases an instrument whose identity changed.", AcceptCommand.class),
  SQL("sql", "Runs a query over the lake.", SqlCommand.class),
  EXPORT("export", "Writes tables and verdicts for other tools.", ExportCommand.class),
  IMPORT("import", "Takes over the original program's files.", ImportCommand.class),
  ADD("add", "Looks a symbol up and adds it to the settings.", AddCommand.class),
  CONFIG("config", "Prints the settings and where they come from.", ConfigCommand.class),
  CONTRACT("contract", "Checks contract files.", ContractCommand.class),
  LEDGER("ledger", "Copies the ledger into a PostgreSQL; says how it does.", LedgerCommand.class),
  YAHOO_SERVER(
      "yahoo-server", "Stands in for the source on this machine.", YahooServerCommand.class),
  DEMO("demo", "Runs it all on a simulated market with faults.", DemoCommand.class),
  COMPLETION(
      "completion", "Prints the completion script for bash and zsh.", CompletionCommand.class),
  WARM_UP("warm-up", "Exercises the program for the class archive.", WarmUpCommand.class);

  private final String word;
  private final String summary;
  private final Class<?> command;

  Commands(String word, String summary, Class<?> command) {
    this.word = word;
    this.summary = summary;
    this.command = command;
  }

  /** Every command in full. */
  static CommandLine all(CommandFactory factory) {
    CommandLine line = new CommandLine(new SentinelCommand(), factory);
    for (Commands each : values()) {
      each.addTo(line, factory);
    }
    return inherited(line);
  }

  /** Only what the arguments name in full; the others by name and summary. */
  static CommandLine neededBy(CommandFactory factory, String... args) {
    Optional<Commands> named =
        Arrays.stream(values()).filter(c -> args.length > 0 && c.word.equals(args[0])).findFirst();
    if (named.filter(c -> c == COMPLETION || c == WARM_UP).isPresent()) {
      return all(factory);
    }
    CommandLine line = new CommandLine(new SentinelCommand(), factory);
    named.ifPresentOrElse(
        c -> c.addTo(line, factory),
        () -> Arrays.stream(values()).forEach(c -> line.addSubcommand(c.word, c.named())));
    return inherited(line);
  }

  private void addTo(CommandLine line, CommandFactory factory) {
    CommandLine made = new CommandLine(command, factory);
    made.getCommandSpec().usageMessage().header(summary);
    line.addSubcommand(word, made);
  }

  /** Enough for the list of commands and for suggestions. */
  private CommandSpec named() {
    CommandSpec spec = CommandSpec.wrapWithoutInspection((Callable<Integer>) () -> ExitCode.USAGE);
    spec.usageMessage().header(summary).hidden(this == WARM_UP);
    return spec;
  }

  private static CommandLine inherited(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    spec.exitCodeOnInvalidInput(ExitCode.USAGE)
        .exitCodeOnExecutionException(ExitCode.NOT_EVALUATED);
    line.getSubcommands().values().forEach(Commands::inherited);
    return line;
  }
}
