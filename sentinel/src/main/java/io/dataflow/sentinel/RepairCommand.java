package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Settings;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.ledger.SqlLedger;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sentinel repair}: makes damaged files good again from what is left. */
@Command(
    name = "repair",
    mixinStandardHelpOptions = true,
    description = {
      "Makes damaged files good again from what is left, and says what is lost. Damaged files are",
      "kept under another name. Tables of silver and gold are made again by: sentinel rebuild",
      "",
      "bronze   lines that cannot be read are left out, damaged answers asked for again",
      "catalog  every table is entered anew from its own metadata",
      "ledger   in a file: keeps what can be read, makes the rest again from bronze"
    },
    footer = {
      "",
      "Exit codes: 0 repaired, or nothing to repair, 3 another try is needed.",
      "",
      "Examples:",
      "  sentinel repair bronze",
      "  sentinel repair ledger --json"
    })
final class RepairCommand implements Callable<Integer> {
  @Mixin private DataOptions options;

  @Parameters(index = "0", paramLabel = "WHAT", description = "bronze, catalog or ledger.")
  private What what;

  @Mixin private WaitOption wait;
  @Spec private CommandSpec spec;

  /** What to make good again. */
  enum What {
    BRONZE,
    CATALOG,
    LEDGER
  }

  @Override
  public Integer call() {
    try (Sentinel sentinel = options.open()) {
      sentinel.instruments().check();
      String id = Runner.newRunId(options.wall().instant());
      Path state = sentinel.settings().paths().state();
      try (RunLock lock =
          RunLock.taken(
              state, "repair-" + id, options.wall(), wait.waiting(spec.commandLine().getErr()))) {
        Repaired repaired = repaired(sentinel, id, Aside.of(state, id));
        print(repaired);
        return repaired.complete() ? ExitCode.OK : ExitCode.NOT_EVALUATED;
      }
    }
  }

  private Repaired repaired(Sentinel sentinel, String id, Aside aside) {
    return switch (what) {
      case BRONZE -> new BronzeRepair(sentinel, id, this::progress).repair();
      case CATALOG -> new CatalogRepair(sentinel, aside).repair();
      case LEDGER -> ledger(sentinel, id, aside);
    };
  }

  private Repaired ledger(Sentinel sentinel, String id, Aside aside) {
    Settings settings = sentinel.settings();
    if (settings.environment().databaseUrl().isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "the ledger is in the PostgreSQL of DATABASE_URL: restore it by that database's own"
              + " backups. sentinel ledger check says how it does");
    }
    LedgerChoice choice =
        new LedgerChoice(settings.paths().state(), settings.environment(), System.getenv());
    Path file = settings.paths().state().resolve("ledger.db");
    try (SqlLedger ledger = choice.file()) {
      return new LedgerRepair(sentinel, aside, id, this::progress).repair(ledger, file);
    }
  }

  private void progress(String step) {
    if (!options.quiet()) {
      spec.commandLine().getErr().println(step);
      spec.commandLine().getErr().flush();
    }
  }

  private void print(Repaired repaired) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (options.json()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("done", repaired.done());
      json.put("lost", repaired.lost());
      json.put("complete", repaired.complete());
      out.print(Json.pretty(json));
    } else {
      if (!options.quiet()) {
        repaired.done().forEach(out::println);
      }
      repaired.lost().forEach(err::println);
    }
    out.flush();
    err.flush();
  }
}
