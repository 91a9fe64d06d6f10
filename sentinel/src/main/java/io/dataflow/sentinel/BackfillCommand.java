package io.dataflow.sentinel;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sentinel backfill}: a stretch of the past. */
@Command(
    name = "backfill",
    mixinStandardHelpOptions = true,
    description = {
      "Asks for a stretch of the past, also from before start_date, in windows of up to five years,",
      "the newest first, as gently as a run. Stopped or killed, the same command goes on where it was:",
      "windows that were answered are not asked for again. Then it judges, as a run does; old sessions",
      "never make today fresh."
    },
    footer = {
      "",
      "Exit codes are those of a run.",
      "",
      "Examples:",
      "  sentinel backfill --symbol AAPL --from 2000-01-01",
      "  sentinel backfill --symbol AAPL,SPY --from 2010-01-01 --to 2014-12-31 --again"
    })
final class BackfillCommand implements Callable<Integer> {
  @Mixin private DataOptions options;
  @Mixin private WaitOption wait;
  @Mixin private CiOption ci;

  @Option(
      names = "--symbol",
      split = ",",
      paramLabel = "SYMBOL",
      required = true,
      description = "These instruments of the settings, separated by commas.")
  private List<String> symbols;

  @Option(names = "--from", required = true, paramLabel = "DATE", description = "The first day.")
  private LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", description = "The last day (default: yesterday).")
  private LocalDate to;

  @Option(names = "--again", description = "Ask again for windows that were answered.")
  private boolean again;

  @Spec private CommandSpec spec;

  private final AtomicInteger ended = new AtomicInteger();

  @Override
  public Integer call() {
    if (options.choosesSymbols()) {
      throw wrong("the instruments are named by --symbol: leave --only out");
    }
    Pulse pulse = Pulse.of(options, spec.commandLine().getErr());
    return pulse.during(() -> run(pulse));
  }

  private int run(Pulse pulse) {
    try (Sentinel sentinel = options.open(symbols)) {
      sentinel.instruments().check();
      RunCommand.allowInstant(sentinel, options, spec);
      BackfillPlan plan = plan(sentinel.clock().instant());
      PrintWriter out = spec.commandLine().getOut();
      int asked = announce(sentinel, plan);
      Instant started = options.wall().instant();
      RunReport report =
          new Runner(
                  sentinel,
                  BackfillPlan.COMMAND,
                  plan,
                  options.wall(),
                  wait.waiting(spec.commandLine().getErr()),
                  pulse)
              .run(landed -> progress(landed, asked, started));
      if (options.json()) {
        out.print(Reporter.summaryText(report));
      } else if (!options.quiet()) {
        out.print(ReportText.of(report, sentinel.settings().paths().gold()));
      } else {
        report.problems().forEach(spec.commandLine().getErr()::println);
      }
      out.flush();
      return ci.tell(
          options.configFile(),
          report.exitCode(),
          (places, redactor) -> new CiRun(report, sentinel, places).told(redactor));
    }
  }

  private BackfillPlan plan(Instant now) {
    LocalDate yesterday = now.atZone(ZoneOffset.UTC).toLocalDate().minusDays(1);
    try {
      return new BackfillPlan(from, to == null ? yesterday : to, again);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Says what will be asked for; the run itself plans again. */
  private int announce(Sentinel sentinel, BackfillPlan plan) {
    List<Instrument> chosen = sentinel.chosenInstruments();
    int asked = plan.of(sentinel, chosen, sentinel.clock().instant()).size();
    int all = plan.windows().size() * chosen.size();
    say(
        asked
            + " of "
            + all
            + " windows are to be asked for"
            + (asked < all ? "; the others were answered before" : ""));
    return asked;
  }

  private void progress(Landed landed, int asked, Instant started) {
    int done = ended.incrementAndGet();
    Duration spent = Duration.between(started, options.wall().instant());
    long left = Math.max(0, asked - done) * spent.toSeconds() / done;
    say(
        done
            + " of "
            + Math.max(asked, done)
            + "  "
            + landed.request().symbol()
            + " "
            + landed.request().from().atZone(ZoneOffset.UTC).toLocalDate()
            + " to "
            + landed.request().to().atZone(ZoneOffset.UTC).toLocalDate()
            + ": "
            + RunCommand.outcome(landed)
            + (left > 0 ? ", about " + left + " s left" : ""));
  }

  private void say(String line) {
    if (!options.quiet() && !options.json()) {
      spec.commandLine().getErr().println(line);
      spec.commandLine().getErr().flush();
    }
  }
}
