package io.dataflow.sentinel;

import io.dataflow.sentinel.gold.GoldLayer;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.warehouse.Warehouse;
import io.dataflow.sentinel.warehouse.WarehouseException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sentinel restore}: an empty lake back from what was published. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "Brings an empty lake back from the PostgreSQL of DATABASE_URL, gold included.",
      "A run does this by itself when its lake is empty. A lake with anything in it is left alone."
    },
    footer = {
      "",
      "Exit codes: 0 restored, 1 the lake is not empty, 3 not reachable or nothing published,",
      "4 DATABASE_URL is not set or wrong.",
      "",
      "Examples:",
      "  sentinel restore",
      "  sentinel restore --data /var/lib/sentinel --json"
    })
final class RestoreCommand implements Callable<Integer> {
  @Mixin private DataOptions options;
  @Mixin private WaitOption wait;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (options.choosesSymbols()) {
      throw new ParameterException(
          spec.commandLine(), "whole tables are restored: leave --only out");
    }
    try (Sentinel sentinel = options.open()) {
      Warehouse warehouse = sentinel.requiredWarehouse();
      String run = Runner.newRunId(RunOrder.after(sentinel.bronze(), options.wall().instant()));
      try (WriteTurn turn =
          WriteTurn.taken(
              sentinel,
              "restore-" + run,
              options.wall(),
              wait.waiting(spec.commandLine().getErr()))) {
        return restore(sentinel, warehouse, run);
      }
    } catch (WarehouseException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.NOT_EVALUATED;
    }
  }

  private int restore(Sentinel sentinel, Warehouse warehouse, String run) {
    Restorer restorer = new Restorer(sentinel);
    PrintWriter err = spec.commandLine().getErr();
    if (!restorer.nothingHere()) {
      err.println(
          "the lake in "
              + sentinel.settings().paths().state()
              + " is not empty, so nothing is restored. Name an empty folder: --data DIR");
      return ExitCode.DATA;
    }
    sentinel.ledger().open();
    Instant now = sentinel.clock().instant();
    Map<String, Long> rows = restorer.restore(warehouse, run, now);
    if (rows.isEmpty()) {
      err.println("nothing is published at " + warehouse.where() + ". Next: sentinel run");
      return ExitCode.NOT_EVALUATED;
    }
    new GoldLayer(sentinel.engine(), sentinel.lake()).build(Restored.receiptRun(run));
    new Reporter(sentinel.settings().paths()).aggregates(sentinel.engine(), sentinel.lake());
    print(rows, warehouse.where());
    return ExitCode.OK;
  }

  private void print(Map<String, Long> rows, String where) {
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(Json.line(Map.of("where", where, "rows", rows)));
    } else if (!options.quiet()) {
      rows.forEach((table, count) -> out.println(table + ": " + count + " rows restored"));
      out.println("restored from " + where + ". Next: sentinel run");
    }
    out.flush();
  }
}
