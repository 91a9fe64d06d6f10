package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Settings;
import io.dataflow.sentinel.ledger.LedgerCopy;
import io.dataflow.sentinel.ledger.SqlLedger;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sentinel ledger}: where the ledger is, and its move into a PostgreSQL. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = "Where the ledger is and how it does; copies it into the PostgreSQL that is set.",
    footer = {"", "Examples:", "  sentinel ledger copy", "  sentinel ledger check"},
    subcommands = {LedgerCommand.Check.class, LedgerCommand.Copy.class})
final class LedgerCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: check or copy");
  }

  private static LedgerChoice choice(Settings settings) {
    return new LedgerChoice(settings.paths().state(), settings.environment(), System.getenv());
  }

  /** {@code sentinel ledger check}. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Says where the ledger is, and reads all of it. Exit codes: 0 well, 3 not.",
      footer = {"", "Examples:", "  sentinel ledger check"})
  static final class Check implements Callable<Integer> {
    @Mixin private DataOptions options;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      try (SqlLedger ledger = choice(options.load().settings()).ledger()) {
        var health = ledger.check();
        PrintWriter out = spec.commandLine().getOut();
        boolean there = health.problem().isEmpty() && ledger.exists();
        out.println(
            health.where()
                + ": "
                + health
                    .problem()
                    .map(options.remedy()::exact)
                    .orElse(there ? "well" : "not there yet; a run makes it"));
        out.flush();
        return health.problem().isEmpty() ? ExitCode.OK : ExitCode.NOT_EVALUATED;
      }
    }
  }

  /** {@code sentinel ledger copy}. */
  @Command(
      name = "copy",
      mixinStandardHelpOptions = true,
      description = {
        "Copies the ledger in the file beside the data into the PostgreSQL of DATABASE_URL, all or",
        "nothing. That one must be empty; the file stays as it is. No run may be at work.",
        "Exit codes: 0 copied, 3 not reachable or not empty, 4 DATABASE_URL is not set or wrong."
      },
      footer = {"", "Examples:", "  sentinel ledger copy"})
  static final class Copy implements Callable<Integer> {
    @Mixin private DataOptions options;
    @Mixin private WaitOption wait;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      Settings settings = options.load().settings();
      LedgerChoice choice = choice(settings);
      choice.server(); // says what is wrong with DATABASE_URL before anything is opened
      PrintWriter out = spec.commandLine().getOut();
      String id = "copy-" + Runner.newRunId(options.wall().instant());
      Waiting waiting = wait.waiting(spec.commandLine().getErr());
      try (RunLock lock = RunLock.taken(settings.paths().state(), id, options.wall(), waiting);
          SqlLedger file = choice.file();
          SqlLedger database = choice.ledger()) {
        if (!file.exists()) {
          out.println(file.check().where() + " is not there, so there is nothing to copy");
          out.flush();
          return ExitCode.NOT_EVALUATED;
        }
        long rows;
        try (LakeLease lease = LakeLease.taken(file.lease(), id, options.wall(), waiting)) {
          rows =
              new LedgerCopy(file, database)
                  .copy((table, count) -> line(out, table, count)).values().stream()
                      .mapToLong(Long::longValue)
                      .sum();
        }
        out.println(rows + " rows are now in " + database.check().where());
        out.flush();
        return ExitCode.OK;
      }
    }

    private static void line(PrintWriter out, String table, long count) {
      out.println(table + ": " + count);
      out.flush();
    }
  }
}
