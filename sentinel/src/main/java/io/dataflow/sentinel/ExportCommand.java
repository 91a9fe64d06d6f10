package io.dataflow.sentinel;

import io.dataflow.sentinel.export.DbtSources;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sentinel export}: a table for other programs, or the verdicts for other tools. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[COMMAND]",
    subcommands = {ExportCommand.Dbt.class, ExportCommand.Prometheus.class},
    description = {
      "Writes a table, sorted, so that exports of equal content are equal byte for byte. Without a"
          + " file it is printed.",
      "Tables: bars (default; symbol,session,open,high,low,close,adj_close,volume,currency,"
          + "provisional), bar_versions, corporate_actions, quarantine, daily_metrics, latest_bars.",
      "--as-of gives what was known then. The commands dbt and prometheus write the verdicts; each"
          + " run writes those into the gold folder too.",
      "In CSV a text that begins with one of = + - @ ' TAB or CR gets a ' before it: no spreadsheet"
          + " takes it for a formula, and dropping one ' gives it back."
    },
    footer = {
      "",
      "Exit codes: 0 exported, 3 nothing has run yet, 4 bad usage, 5 not written.",
      "",
      "Examples:",
      "  sentinel export --format csv -o bars.csv",
      "  sentinel export bars --format parquet --symbol AAPL,SPY --from 2024-01-01 -o bars.parquet",
      "  sentinel export bars --as-of 2026-03-07T04:45:00Z",
      "  sentinel export dbt --out target/sources.json",
      "  sentinel export prometheus --out /var/lib/prometheus/node-exporter/sentinel.prom"
    })
final class ExportCommand implements Callable<Integer> {
  @Mixin private DataOptions options;
  @Mixin private ExportOptions chosen;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    chosen.check(spec, options);
    try (Sentinel sentinel = options.open()) {
      if (!sentinel.everRan()) {
        spec.commandLine().getErr().println(Target.nothing(sentinel));
        return ExitCode.NOT_EVALUATED;
      }
      return chosen.export(spec, options, sentinel);
    }
  }

  /** What both have in common: judge, then print or write. */
  static final class Target {
    @Mixin private DataOptions options;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "Write this file, replaced as a whole, instead of printing.")
    private Path out;

    int export(CommandSpec spec, BiFunction<Sentinel, Exports, String> format) {
      if (!spec.parent().commandLine().getParseResult().matchedArgs().isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "write the options behind " + spec.name() + ", not before it");
      }
      try (Sentinel sentinel = options.open()) {
        sentinel.instruments().check();
        if (!sentinel.everRan()) {
          spec.commandLine().getErr().println(nothing(sentinel));
          return ExitCode.NOT_EVALUATED;
        }
        String text = format.apply(sentinel, exports(sentinel));
        if (out == null) {
          PrintWriter printer = spec.commandLine().getOut();
          printer.print(text);
          printer.flush();
        } else {
          AtomicFile.write(out.toAbsolutePath(), text);
        }
        return ExitCode.OK;
      }
    }

    /** The running time, for what tells that somebody looked. */
    Instant moment() {
      return options.wall().instant();
    }

    private static String nothing(Sentinel sentinel) {
      return sentinel.nothingRan() + ", so there is nothing to export. Next: sentinel run";
    }

    private Exports exports(Sentinel sentinel) {
      sentinel.ledger().open();
      Instant now = sentinel.clock().instant();
      List<Instrument> known = sentinel.chosenInstruments();
      return new Exports(
          sentinel.watcher().judge(known, now, options.terms()),
          known,
          now,
          Simulation.of(sentinel));
    }
  }

  /** {@code sentinel export dbt}. */
  @Command(
      name = "dbt",
      mixinStandardHelpOptions = true,
      description = {
        "dbt's sources.json, version 3: one source an instrument, the deadline of the day as its limit"
            + " in minutes.",
        "Exit codes: 0 exported, whatever it says; 3 not evaluated, 4 bad usage, 5 not written."
      },
      footer = {
        "",
        "Examples:",
        "  sentinel export dbt",
        "  sentinel export dbt --project shop --source market --out target/sources.json"
      })
  static final class Dbt implements Callable<Integer> {
    @Mixin private Target target;

    @Option(
        names = "--project",
        paramLabel = "NAME",
        defaultValue = "sentinel",
        description = "dbt project in unique_id (default: ${DEFAULT-VALUE}).")
    private String project;

    @Option(
        names = "--source",
        paramLabel = "NAME",
        description = "dbt source in unique_id (default: the dataset, silver_bars).")
    private String source;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      DbtSources.Names names = names();
      return target.export(spec, (sentinel, exports) -> exports.dbt(names));
    }

    private DbtSources.Names names() {
      try {
        return new DbtSources.Names(project, Optional.ofNullable(source), ProgramVersion.number());
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), e.getMessage());
      }
    }
  }

  /** {@code sentinel export prometheus}. */
  @Command(
      name = "prometheus",
      mixinStandardHelpOptions = true,
      description = {
        "Gauges of the last run and of what is there, for node_exporter's textfile collector.",
        "Exit codes: 0 exported, whatever it says; 3 not evaluated, 4 bad usage, 5 not written."
      },
      footer = {
        "",
        "Examples:",
        "  sentinel export prometheus",
        "  sentinel export prometheus --out /var/lib/prometheus/node-exporter/sentinel.prom"
      })
  static final class Prometheus implements Callable<Integer> {
    @Mixin private Target target;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      return target.export(
          spec,
          (sentinel, exports) ->
              exports.prometheus(new JobHistory(sentinel.ledger()).lastJob(), target.moment()));
    }
  }
}
