package io.dataflow.sentinel;

import io.dataflow.sentinel.backtest.Backtest;
import io.dataflow.sentinel.backtest.BacktestResult;
import io.dataflow.sentinel.market.Symbol;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sentinel backtest}: how freshness rules would have done through years of sessions. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = {
      "Replays history check by check for any rules side by side: how often each would have raised a"
          + " false alarm for a feed that lost nothing, and when it would have noticed each session"
          + " dropped in turn. Fetches nothing, writes nothing but the file of --csv. Rules:",
      "  age:2d            the UTC date less the last session date is over 2",
      "  since-close:78h   more than 78 hours since the close of the last session",
      "  sessions          the program's own: every session has a deadline; other terms as in",
      "                    sessions:lag=PT1H,grace=PT30M",
      "What is counted, exactly: docs/BACKTEST.md."
    },
    footer = {
      "",
      "Examples:",
      "  sentinel backtest --calendar XNYS --from 2000-01-01 --to 2022-12-31 \\",
      "    --check-every 1d@11:30Z --rule age:2d --rule sessions",
      "  sentinel backtest --calendar XNYS --sessions xnys.csv --rule since-close:78h --json",
      "  sentinel backtest --symbol AAPL --delay p50=PT1H,p95=PT3H,max=PT8H --seed 7"
    })
final class BacktestCommand implements Callable<Integer> {
  /** How results are printed. */
  enum Format {
    TABLE,
    CSV
  }

  /** Between two lines of progress; a replay that is done sooner prints none. */
  private static final long PROGRESS_NANOS = 2_000_000_000L;

  @Mixin private DataOptions options;
  @Mixin private BacktestOptions asked;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Also write the results to this file, as CSV.")
  private Path csv;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "What is printed: table or csv (default: table).")
  private Format format;

  @Spec private CommandSpec spec;
  private long told;

  @Override
  public Integer call() {
    misuse().ifPresent(this::refuse);
    try (Sentinel sentinel = options.open()) {
      BacktestSetup setup = new BacktestSetup(sentinel, asked);
      if (asked.symbol().isPresent() && !sentinel.everRan()) {
        spec.commandLine().getErr().println(setup.nothingRan());
        return ExitCode.NOT_EVALUATED;
      }
      Backtest backtest = made(setup);
      told = System.nanoTime();
      BacktestResult result = backtest.run((now, done, all) -> progress(now.toString(), done, all));
      print(new BacktestReport(backtest, asked.checkEvery(), result, setup.simulated()));
      return ExitCode.OK;
    }
  }

  private Backtest made(BacktestSetup setup) {
    try {
      return setup.backtest();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void refuse(String problem) {
    throw new ParameterException(spec.commandLine(), problem);
  }

  /** What cannot be asked together, or is no symbol. */
  private Optional<String> misuse() {
    if (options.asOf().isPresent() || options.choosesSymbols()) {
      return Optional.of(
          "a back-test has its instants from --from, --to and --check-every and its instrument from"
              + " --symbol; leave out --as-of and --only");
    }
    if (options.json() && format != null) {
      return Optional.of("give --json or --format, not both");
    }
    if (asked.symbol().isPresent() && asked.sessions().isPresent()) {
      return Optional.of("give --symbol or --sessions, not both");
    }
    return asked.symbol().flatMap(Symbol::problem);
  }

  private void progress(String now, long done, long all) {
    long time = System.nanoTime();
    if (!options.quiet() && time - told > PROGRESS_NANOS) {
      told = time;
      PrintWriter err = spec.commandLine().getErr();
      err.printf("at %s: %d %% of %,d checks%n", now.substring(0, 10), 100 * done / all, all);
      err.flush();
    }
  }

  private void print(BacktestReport report) {
    PrintWriter out = spec.commandLine().getOut();
    if (csv != null) {
      AtomicFile.write(csv.toAbsolutePath(), report.csv());
    }
    boolean table = !options.json() && format != Format.CSV;
    if (table && !options.quiet()) {
      out.print(report.text());
    } else if (!table) {
      out.print(options.json() ? report.json() : report.csv());
    }
    out.flush();
    if (!table && !options.quiet()) {
      report.notes().forEach(spec.commandLine().getErr()::println);
    }
  }
}
