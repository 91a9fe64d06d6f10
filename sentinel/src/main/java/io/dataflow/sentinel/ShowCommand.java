package io.dataflow.sentinel;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.ledger.Run;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sentinel show}: what a run did. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "Shows what a run did: how long each stage took, what was answered, what became of the bars,"
            + " which checks broke, which verdicts changed, and its problems.",
    footer = {
      "",
      "Examples:",
      "  sentinel show last",
      "  sentinel show 20260307T0445 --json",
      "  sentinel history"
    })
final class ShowCommand implements Callable<Integer> {
  private static final int MOST_NAMED = 5;

  @Mixin private DataOptions options;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "A run's id, the beginning of one, or last.")
  private String wanted;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Sentinel sentinel = options.open()) {
      if (!sentinel.everRan()) {
        spec.commandLine().getErr().println(sentinel.nothingRan() + ". Next: sentinel run");
        return ExitCode.NOT_EVALUATED;
      }
      PastRun run = new PastRun(found(sentinel), ThisProcess.host());
      RunDetails details = RunDetails.of(run, sentinel.ledger(), sentinel.bronze());
      out.print(options.json() ? Json.pretty(details.json()) : RunText.of(details));
      out.flush();
      return ExitCode.OK;
    }
  }

  private Run found(Sentinel sentinel) {
    List<Run> runs =
        wanted.equals("last")
            ? sentinel.ledger().runs(1)
            : sentinel.ledger().run(wanted).map(List::of).orElseGet(() -> named(sentinel));
    if (runs.size() == 1) {
      return runs.get(0);
    }
    String problem =
        runs.isEmpty()
            ? "no run's id begins with '" + wanted + "'. The runs there are: sentinel history"
            : "several runs' ids begin with '"
                + wanted
                + "', such as "
                + String.join(", ", runs.stream().map(r -> r.start().runId()).toList())
                + ". Write more of it";
    throw new ParameterException(spec.commandLine(), problem);
  }

  private List<Run> named(Sentinel sentinel) {
    return wanted.isBlank() ? List.of() : sentinel.ledger().past().runsNamed(wanted, MOST_NAMED);
  }
}
