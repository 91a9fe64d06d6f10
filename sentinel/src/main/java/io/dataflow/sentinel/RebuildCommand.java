package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.json.Json;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sentinel rebuild}: silver again from bronze, gold again from silver. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Makes silver again from bronze alone, and gold again from silver.",
      "Says what differs from before. Rows that bronze has no evidence of stop it, and so does a",
      "damaged table of which that cannot be told. What is left of damaged files is kept."
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 refused because of rows without evidence.",
      "",
      "Examples:",
      "  sentinel rebuild all",
      "  sentinel rebuild silver --symbol AAPL,SPY",
      "  sentinel rebuild gold --json"
    })
final class RebuildCommand implements Callable<Integer> {
  @Mixin private DataOptions options;
  @Mixin private WaitOption wait;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LAYER",
      defaultValue = "all",
      description = "silver, gold or all (default: all).")
  private Layer layer;

  @Option(
      names = "--discard-without-evidence",
      description =
          "Drop rows of silver that no answer in bronze explains, or that cannot be read.")
  private boolean discard;

  @Option(
      names = "--symbol",
      paramLabel = "SYMBOL",
      split = ",",
      description = "Only the rows of these instruments; those of others stay as they are.")
  private List<String> symbols;

  @Spec private CommandSpec spec;

  /** What to make again. */
  enum Layer {
    SILVER,
    GOLD,
    ALL
  }

  @Override
  public Integer call() {
    if (options.choosesSymbols()) {
      throw new ParameterException(
          spec.commandLine(),
          "leave --only out; to make the rows of some instruments again: --symbol");
    }
    try (Sentinel sentinel = options.open()) {
      SymbolChoice chosen = chosen(sentinel);
      sentinel.instruments().check();
      String id = "rebuild-" + Runner.newRunId(options.wall().instant());
      Rebuild.Report report;
      Waiting waiting = wait.waiting(spec.commandLine().getErr());
      try (WriteTurn turn = WriteTurn.taken(sentinel, id, options.wall(), waiting)) {
        report = made(new Rebuild(sentinel, id, chosen, this::progress));
      }
      print(report);
      return report.done() ? ExitCode.OK : ExitCode.DATA;
    }
  }

  /** In the spelling of the settings and of bronze; a slip of the finger rebuilds nothing. */
  private SymbolChoice chosen(Sentinel sentinel) {
    if (symbols == null) {
      return SymbolChoice.ALL;
    }
    Map<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Bronze bronze = sentinel.bronze();
    bronze.runs().stream()
        .flatMap(run -> bronze.receipts(run).stream())
        .map(receipt -> receipt.request().symbol().value())
        .forEach(symbol -> known.put(symbol, symbol));
    sentinel.settings().assets().stream()
        .map(asset -> asset.symbol().value())
        .forEach(symbol -> known.put(symbol, symbol));
    for (String symbol : symbols) {
      if (!known.containsKey(symbol.strip())) {
        throw new ParameterException(
            spec.commandLine(),
            "--symbol: neither the settings nor an answer in bronze are about '" + symbol + "'");
      }
    }
    return SymbolChoice.of(symbols.stream().map(s -> known.get(s.strip())).toList());
  }

  private Rebuild.Report made(Rebuild rebuild) {
    Rebuild.NoEvidence policy = discard ? Rebuild.NoEvidence.DISCARD : Rebuild.NoEvidence.REFUSE;
    Rebuild.Report report =
        layer == Layer.GOLD
            ? new Rebuild.Report(0, List.of(), List.of(), true)
            : rebuild.silver(policy);
    return report.done() && layer != Layer.SILVER ? report.and(rebuild.gold()) : report;
  }

  private void progress(String step) {
    if (!options.quiet()) {
      spec.commandLine().getErr().println(step);
      spec.commandLine().getErr().flush();
    }
  }

  private void print(Rebuild.Report report) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    report.withoutEvidence().forEach(err::println);
    if (!report.done()) {
      err.println(
          "nothing was replaced. Restore the answers these rows came from,"
              + " or drop the rows: --discard-without-evidence");
    }
    if (options.json()) {
      out.println(Json.line(json(report)));
    } else if (!options.quiet()) {
      out.println(report.vintages() + " vintages read");
      report.tables().forEach(t -> text(out, t));
    }
    out.flush();
    err.flush();
  }

  private static void text(PrintWriter out, TableChange change) {
    out.println(change.words());
    change.examples().forEach(example -> out.println("  " + example));
  }

  private static Map<String, Object> json(Rebuild.Report report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("vintages", report.vintages());
    json.put("done", report.done());
    json.put("tables", report.tables().stream().map(TableChange::json).toList());
    json.put("without_evidence", report.withoutEvidence());
    return json;
  }
}
