package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.warehouse.Published;
import io.dataflow.sentinel.warehouse.Warehouse;
import io.dataflow.sentinel.warehouse.WarehouseException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sentinel publish}: the lake into the PostgreSQL that is set, as each run does it. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = {
      "Brings the tables in the PostgreSQL of DATABASE_URL up to the lake, in one transaction.",
      "Each run does this at its end; rows of others stay as they are."
    },
    footer = {
      "",
      "Exit codes: 0 published, 4 DATABASE_URL is not set or wrong, 5 could not publish.",
      "",
      "Examples:",
      "  sentinel publish",
      "  sentinel publish --full --json"
    })
final class PublishCommand implements Callable<Integer> {
  @Mixin private DataOptions options;

  @Option(
      names = "--full",
      description = "Compare everything, and remove what the lake no longer has.")
  private boolean full;

  @Mixin private WaitOption wait;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (options.choosesSymbols()) {
      throw new ParameterException(
          spec.commandLine(), "whole tables are published: leave --only out");
    }
    try (Sentinel sentinel = options.open()) {
      Warehouse warehouse = sentinel.requiredWarehouse();
      sentinel.instruments().check();
      String id = "publish-" + Runner.newRunId(options.wall().instant());
      try (WriteTurn turn =
          WriteTurn.taken(
              sentinel, id, options.wall(), wait.waiting(spec.commandLine().getErr()))) {
        sentinel.ledger().open();
        print(published(sentinel, warehouse));
        return ExitCode.OK;
      }
    } catch (WarehouseException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.NOT_RECORDED;
    }
  }

  private Published published(Sentinel sentinel, Warehouse warehouse) {
    Warehouse.Scope scope = full ? Warehouse.Scope.FULL : Warehouse.Scope.CHANGES;
    Instant now = sentinel.clock().instant();
    List<Instrument> known = sentinel.knownInstruments();
    List<FeedVerdict> verdicts = sentinel.watcher().judge(known, now, options.terms());
    return new Publisher(warehouse, sentinel.ledger()).publish(scope, verdicts, now);
  }

  private void print(Published published) {
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.println(Json.line(Map.of("where", published.where(), "rows", published.rows())));
    } else if (!options.quiet()) {
      published.rows().forEach((table, rows) -> out.println(table + ": " + rows + " rows changed"));
      out.println("published to " + published.where());
    }
    out.flush();
  }
}
