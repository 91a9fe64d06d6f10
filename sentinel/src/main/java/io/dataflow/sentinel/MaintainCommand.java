package io.dataflow.sentinel;

import io.dataflow.sentinel.json.Json;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sentinel maintain}: keeps the data folder small. */
@Command(
    name = "maintain",
    mixinStandardHelpOptions = true,
    description = {
      "Merges small files, forgets what tables held long ago, removes what nothing names, and prunes"
          + " logs, ledger and answers as the settings under maintenance: say.",
      "No command's answer changes by it. It waits for no run: one at work refuses it."
    },
    footer = {
      "",
      "Exit codes: 0 done, 2 done but for what a run that was cut off still needs, 3 another run is"
          + " at work, 5 something could not be removed.",
      "",
      "Examples:",
      "  sentinel maintain --dry-run",
      "  sentinel maintain --json"
    })
final class MaintainCommand implements Callable<Integer> {
  @Mixin private DataOptions options;

  @Option(
      names = "--dry-run",
      description = "Say what would go, how large it is and why; change nothing.")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (options.choosesSymbols()) {
      throw new ParameterException(
          spec.commandLine(), "the whole data folder is maintained: leave --only out");
    }
    try (Sentinel sentinel = options.open()) {
      refuseAnotherTime(sentinel);
      String id = "maintain-" + Runner.newRunId(options.wall().instant());
      Removals.Mode mode = dryRun ? Removals.Mode.REHEARSAL : Removals.Mode.REAL;
      MaintenanceReport report =
          new Maintenance(sentinel, id, mode, sentinel.clock().instant(), options.wall())
              .run(this::progress);
      print(report);
      return report.exitCode();
    }
  }

  private void progress(String step) {
    if (!options.quiet() && !options.json()) {
      spec.commandLine().getErr().println(step);
      spec.commandLine().getErr().flush();
    }
  }

  /** A later moment than now would take snapshots away from readers at work. */
  private void refuseAnotherTime(Sentinel sentinel) {
    if (options.asOf().isPresent() && !dryRun && !sentinel.source().loopback()) {
      throw new ParameterException(
          spec.commandLine(),
          "--as-of goes with --dry-run, or with a source on this machine: it would remove what"
              + " readers still need");
    }
  }

  private void print(MaintenanceReport report) {
    PrintWriter out = spec.commandLine().getOut();
    report.warnings().forEach(spec.commandLine().getErr()::println);
    if (options.json()) {
      out.print(Json.pretty(report.json()));
    } else if (!options.quiet()) {
      out.print(report.text());
    }
    out.flush();
    spec.commandLine().getErr().flush();
  }
}
