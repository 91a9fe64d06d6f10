package io.dataflow.sentinel;

import io.dataflow.sentinel.contract.Contract;
import io.dataflow.sentinel.contract.Contracts;
import io.dataflow.sentinel.contract.Rule;
import io.dataflow.sentinel.engine.Row;
import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.silver.SilverTables;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sentinel quarantine}: what was refused, and why. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {QuarantineCommand.Ls.class, QuarantineCommand.Show.class},
    description =
        "Bars that broke a rule of the contract stay here until the source sends good ones.",
    footer = {
      "",
      "Examples:",
      "  sentinel quarantine ls",
      "  sentinel quarantine ls --all --json",
      "  sentinel quarantine show AAPL"
    })
final class QuarantineCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: ls or show");
  }

  /** A refused bar as it lies in quarantine. */
  record Refused(
      String symbol,
      String session,
      String open,
      String high,
      String low,
      String close,
      String volume,
      List<String> rules,
      String knownAt,
      String vintage,
      boolean standing) {

    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("symbol", symbol);
      json.put("session", session);
      json.put("open", open);
      json.put("high", high);
      json.put("low", low);
      json.put("close", close);
      json.put("volume", volume);
      json.put("rules", rules);
      json.put("known_at", knownAt);
      json.put("vintage", vintage);
      json.put("replaced", !standing);
      return json;
    }
  }

  /** Refused bars by symbol and session; {@code standing} tells those no good bar has replaced. */
  private static List<Refused> refused(Sentinel sentinel, String condition) {
    sentinel.lake().view(SilverTables.QUARANTINE, "refusals");
    sentinel.lake().view(SilverTables.BARS, "accepted");
    return sentinel
        .engine()
        .query(
            """
            SELECT q.symbol, CAST(q.session AS VARCHAR), CAST(q.open AS VARCHAR),
              CAST(q.high AS VARCHAR), CAST(q.low AS VARCHAR), CAST(q.close AS VARCHAR),
              CAST(q.volume AS VARCHAR), q.broken, q.known_at, q.vintage, b.symbol IS NULL
            FROM refusals AS q
            LEFT JOIN accepted AS b
              ON b.symbol = q.symbol AND b.interval = q.interval AND b.session = q.session
              AND b.state = 'final'
            WHERE %s
            ORDER BY q.symbol, q.session NULLS FIRST, q.known_at NULLS FIRST
            """
                .formatted(condition),
            QuarantineCommand::of);
  }

  private static Refused of(Row r) {
    return new Refused(
        r.text(1),
        r.optionalText(2).orElse("(no date)"),
        r.optionalText(3).orElse("null"),
        r.optionalText(4).orElse("null"),
        r.optionalText(5).orElse("null"),
        r.optionalText(6).orElse("null"),
        r.optionalText(7).orElse("null"),
        List.of(r.text(8).split(",")),
        r.instant(9).toString(),
        r.text(10),
        r.flag(11));
  }

  /** What an import brought may be of instruments that are not set. */
  private static String chosen(Sentinel sentinel, DataOptions options) {
    return options.choosesSymbols()
        ? sentinel.settings().assets().stream()
            .filter(a -> sentinel.chosen(a.symbol()))
            .map(a -> Sql.text(a.symbol().value()))
            .collect(Collectors.joining(", ", "q.symbol IN (", ")"))
        : "TRUE";
  }

  /** {@code sentinel quarantine ls}. */
  @Command(
      name = "ls",
      mixinStandardHelpOptions = true,
      description = "Lists refused bars that no good bar has replaced since.",
      footer = {"", "Example:", "  sentinel quarantine ls --only SPY"})
  static final class Ls implements Callable<Integer> {
    @Mixin private DataOptions options;

    @Option(names = "--all", description = "Also those that a good bar has replaced.")
    private boolean all;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      try (Sentinel sentinel = options.open()) {
        String condition = chosen(sentinel, options) + (all ? "" : " AND b.symbol IS NULL");
        List<Refused> refused = refused(sentinel, condition);
        if (options.json()) {
          out.print(Json.pretty(refused.stream().map(Refused::json).toList()));
        } else if (refused.isEmpty()) {
          out.print(options.quiet() ? "" : "nothing is in quarantine\n");
        } else {
          TextTable table = new TextTable("SYMBOL", "SESSION", "CLOSE", "KNOWN AT", "BROKE");
          refused.forEach(
              r ->
                  table.add(
                      List.of(
                          r.symbol(),
                          r.session(),
                          r.close(),
                          r.knownAt(),
                          String.join(", ", r.rules())
                              + (r.standing() ? "" : " (replaced since)"))));
          out.print(table);
        }
        out.flush();
        return ExitCode.OK;
      }
    }
  }

  /** {@code sentinel quarantine show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows each refused bar of an instrument with the rules in words.",
      footer = {"", "Example:", "  sentinel quarantine show SPY 2026-03-06"})
  static final class Show implements Callable<Integer> {
    @Mixin private DataOptions options;

    @Parameters(index = "0", paramLabel = "SYMBOL", description = "The instrument.")
    private String symbol;

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "SESSION",
        description = "One session only, as in 2024-07-03.")
    private java.time.LocalDate session;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      Symbol.problem(symbol)
          .ifPresent(
              text -> {
                throw new ParameterException(spec.commandLine(), text);
              });
      try (Sentinel sentinel = options.open()) {
        String on = session == null ? "" : " AND q.session = " + Sql.date(session);
        List<Refused> refused =
            refused(sentinel, "upper(q.symbol) = upper(" + Sql.text(symbol) + ")" + on);
        if (options.json()) {
          out.print(Json.pretty(refused.stream().map(Refused::json).toList()));
        } else if (refused.isEmpty()) {
          out.println("nothing of " + symbol + " is in quarantine");
        } else {
          Contracts contracts = sentinel.contracts();
          refused.forEach(r -> out.print(words(r, contracts.of(r.symbol()))));
        }
        out.flush();
        return ExitCode.OK;
      }
    }

    private static String words(Refused bar, Contract contract) {
      List<String> lines = new ArrayList<>();
      lines.add(bar.symbol() + " " + bar.session() + (bar.standing() ? "" : " (replaced since)"));
      lines.add(
          "  open %s, high %s, low %s, close %s, volume %s"
              .formatted(bar.open(), bar.high(), bar.low(), bar.close(), bar.volume()));
      lines.add("  known at " + bar.knownAt() + ", from the answer " + bar.vintage());
      for (String name : bar.rules()) {
        Stream<Rule> rules = contract.rules().stream().filter(r -> r.name().equals(name));
        lines.add(
            rules
                .findFirst()
                .map(
                    r ->
                        "  broke "
                            + name
                            + ": "
                            + r.description()
                            + " ("
                            + r.accept()
                            + "; "
                            + contract.file()
                            + ":"
                            + r.line()
                            + ")")
                .orElse("  broke " + name + ", a rule the contract no longer has"));
      }
      return String.join("\n", lines) + "\n";
    }
  }
}
