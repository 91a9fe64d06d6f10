package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.bronze.Decision;
import io.dataflow.sentinel.bronze.Receipt;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.ledger.Hold;
import io.dataflow.sentinel.ledger.InstrumentFacts;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.source.Facts;
import io.dataflow.sentinel.source.Outcome;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sentinel accept}: decides that a held symbol is the instrument it was. */
@Command(
    name = "accept",
    mixinStandardHelpOptions = true,
    description = {
      "It was held because the source changed its currency, exchange, type or first trade date. The"
          + " next run promotes it again. Without a symbol: lists what is held.",
      "If the symbol now names another instrument, take it out of the settings instead."
    },
    footer = {
      "",
      "Examples:",
      "  sentinel accept",
      "  sentinel accept EZJ.L --why \"quoted in GBp since June\""
    })
final class AcceptCommand implements Callable<Integer> {
  @Mixin private DataOptions options;
  @Mixin private WaitOption wait;

  @Parameters(index = "0", arity = "0..1", paramLabel = "SYMBOL", description = "The instrument.")
  private String symbol;

  @Option(names = "--why", paramLabel = "TEXT", description = "The reason, kept with the decision.")
  private String why;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Sentinel sentinel = options.open()) {
      sentinel.ledger().open();
      List<Hold> holds = sentinel.ledger().holds();
      if (symbol == null) {
        list(out, holds);
        return ExitCode.OK;
      }
      Optional<Hold> hold =
          holds.stream().filter(h -> h.symbol().value().equalsIgnoreCase(symbol)).findFirst();
      if (hold.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), symbol + " is not held; sentinel accept lists what is");
      }
      if (why == null || why.isBlank()) {
        throw new ParameterException(
            spec.commandLine(), "say why with --why \"...\": the reason is kept");
      }
      String id = "accept-" + Runner.newRunId(options.wall().instant());
      Waiting waiting = wait.waiting(spec.commandLine().getErr());
      try (WriteTurn turn = WriteTurn.taken(sentinel, id, options.wall(), waiting)) {
        accept(sentinel, hold.get());
      }
      if (options.json()) {
        out.print(Json.pretty(json(hold.get())));
      } else if (!options.quiet()) {
        out.println(
            hold.get().symbol() + " is released (" + hold.get().change() + "). Next: sentinel run");
      }
      out.flush();
      return ExitCode.OK;
    }
  }

  private static Map<String, Object> json(Hold hold) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("symbol", hold.symbol().value());
    json.put("since", hold.since().toString());
    json.put("change", hold.change());
    return json;
  }

  private void list(PrintWriter out, List<Hold> holds) {
    if (options.json()) {
      out.print(Json.pretty(holds.stream().map(AcceptCommand::json).toList()));
    } else if (holds.isEmpty()) {
      out.println("nothing is held");
    } else {
      TextTable table = new TextTable("SYMBOL", "SINCE", "THE SOURCE NOW SAYS");
      holds.forEach(h -> table.add(List.of(h.symbol().value(), h.since().toString(), h.change())));
      out.print(table);
    }
    out.flush();
  }

  /** The decision enters bronze first: silver is made again from there. */
  private void accept(Sentinel sentinel, Hold hold) {
    InstrumentFacts facts =
        newestFacts(sentinel, hold)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "bronze holds no answer that names " + hold.symbol() + " any more"));
    sentinel
        .bronze()
        .decide(
            new Decision(
                sentinel.clock().instant(), "accept", hold.symbol(), hold.change(), why.strip()));
    sentinel
        .ledger()
        .atomically(
            () -> {
              sentinel.ledger().replaceFacts(facts);
              sentinel.ledger().releaseHold(hold);
            });
  }

  private static Optional<InstrumentFacts> newestFacts(Sentinel sentinel, Hold hold) {
    Symbol symbol = hold.symbol();
    Bronze bronze = sentinel.bronze();
    List<String> runs = new java.util.ArrayList<>(bronze.runs());
    Collections.reverse(runs);
    for (String run : runs) {
      List<Receipt> receipts = new java.util.ArrayList<>(bronze.evidence(run));
      Collections.reverse(receipts);
      for (Receipt receipt : receipts) {
        if (receipt.request().symbol().equals(symbol) && receipt.source().equals(hold.source())) {
          Outcome outcome = sentinel.source().parse(bronze.read(receipt).answer());
          Optional<Facts> facts = Optional.empty();
          if (outcome instanceof Outcome.Bars bars) {
            facts = Optional.of(bars.facts());
          }
          if (outcome instanceof Outcome.Empty empty) {
            facts = empty.facts();
          }
          if (facts.isPresent()) {
            return facts.map(
                f -> Identity.facts(receipt.source(), symbol, f, receipt.retrievedAt()));
          }
        }
      }
    }
    return Optional.empty();
  }
}
