package io.dataflow.sentinel;

import io.dataflow.sentinel.source.Outcome;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sentinel run}: the pipeline, once. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Fetches what is missing, promotes it to silver and gold, and judges what should be there.",
    footer = {
      "",
      "Exit codes: 0 fresh, 1 data refused or overdue, 2 warnings only, 3 could not evaluate,",
      "4 bad settings or usage, 5 could not record a result or deliver a message. The first of",
      "4 3 5 1 2 0 counts.",
      "",
      "Examples:",
      "  sentinel run",
      "  sentinel run --only AAPL,SPY --json",
      "  sentinel run --full AAPL",
      "  sentinel run --wait 10m",
      "  SENTINEL_YAHOO_URL=http://127.0.0.1:8800 sentinel run --as-of 2024-07-03T23:30:00Z"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private DataOptions options;
  @Mixin private WishOption full;
  @Mixin private WaitOption wait;
  @Mixin private CiOption ci;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Pulse pulse = Pulse.of(options, spec.commandLine().getErr());
    return pulse.during(() -> run(pulse));
  }

  private int run(Pulse pulse) {
    PrintWriter out = spec.commandLine().getOut();
    try (Sentinel sentinel = options.open()) {
      allowInstant(sentinel, options, spec);
      RunReport report =
          new Runner(
                  sentinel,
                  "run",
                  Plan.whole(full.wish(sentinel, spec.commandLine())),
                  options.wall(),
                  wait.waiting(spec.commandLine().getErr()),
                  pulse)
              .run(this::progress);
      if (options.json()) {
        out.print(Reporter.summaryText(report));
      } else if (!options.quiet()) {
        String text = ReportText.of(report, sentinel.settings().paths().gold());
        String open = report.evaluated() ? IncidentText.open(sentinel) : "";
        out.print(options.remedy().exact(text + open));
      } else {
        report.problems().stream()
            .map(options.remedy()::exact)
            .forEach(spec.commandLine().getErr()::println);
      }
      out.flush();
      return ci.tell(
          options.configFile(),
          report.exitCode(),
          (places, redactor) -> new CiRun(report, sentinel, places).told(redactor));
    }
  }

  /**
   * Receipts carry the judged instant, so another one than now goes with a stand-in only.
   *
   * @throws ParameterException when the source is not on this machine
   */
  static void allowInstant(Sentinel sentinel, DataOptions options, CommandSpec spec) {
    if (options.asOf().isPresent() && !sentinel.source().loopback()) {
      throw new ParameterException(
          spec.commandLine(),
          "--as-of goes with a source on this machine only, and this run would ask "
              + sentinel.source().location()
              + ". Start one with: sentinel yahoo-server --simulate 7");
    }
  }

  private final AtomicInteger ended = new AtomicInteger();

  private void progress(Landed landed) {
    if (options.quiet() || options.json()) {
      return;
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        ended.incrementAndGet() + "  " + landed.request().symbol() + ": " + outcome(landed));
    err.flush();
  }

  /** What came of a request, in words. */
  static String outcome(Landed landed) {
    return landed.outcome() instanceof Outcome.Bars bars
        ? bars.bars().size() + " bars"
        : landed.failure().orElse("no bars");
  }
}
