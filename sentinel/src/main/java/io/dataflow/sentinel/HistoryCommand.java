package io.dataflow.sentinel;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.ledger.Run;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sentinel history}: past runs. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {
      "Lists past runs, newest first: when, how long, what they asked, how they ended, what came of"
          + " it.",
      "NEW counts new and settled bars, RESTATED corrected ones, REFUSED those in quarantine."
    },
    footer = {
      "",
      "Examples:",
      "  sentinel history",
      "  sentinel history --since 2026-03-01 --json",
      "  sentinel show last"
    })
final class HistoryCommand implements Callable<Integer> {
  private static final int USUAL = 20;

  @Mixin private DataOptions options;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many (default: 20; with --since: all).")
  private Integer limit;

  @Option(
      names = "--since",
      paramLabel = "DATE",
      description = "Only runs that began on this day (UTC) or later, as in 2026-03-01.")
  private LocalDate since;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (limit != null && limit < 1) {
      throw new ParameterException(
          spec.commandLine(), "--limit: at least 1 run is wanted, not " + limit);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (Sentinel sentinel = options.open()) {
      List<PastRun> runs = sentinel.everRan() ? runs(sentinel) : List.of();
      if (options.json()) {
        out.print(Json.pretty(runs.stream().map(PastRun::json).toList()));
      } else if (runs.isEmpty() && !options.quiet()) {
        out.println(nothing(sentinel));
      } else if (!runs.isEmpty()) {
        out.print(table(runs));
      }
      out.flush();
      return ExitCode.OK;
    }
  }

  private List<PastRun> runs(Sentinel sentinel) {
    int most = limit != null ? limit : since != null ? Integer.MAX_VALUE : USUAL;
    Instant first = since == null ? Instant.MIN : since.atStartOfDay(ZoneOffset.UTC).toInstant();
    String host = ThisProcess.host();
    List<Run> runs = sentinel.ledger().runs(most);
    return runs.stream()
        .filter(run -> !run.start().startedAt().isBefore(first))
        .map(run -> new PastRun(run, host))
        .toList();
  }

  private String nothing(Sentinel sentinel) {
    return since == null
        ? sentinel.nothingRan() + ". Next: sentinel run"
        : "no run began on " + since + " or later";
  }

  private static TextTable table(List<PastRun> runs) {
    TextTable table =
        new TextTable(
            "RUN",
            "STARTED (UTC)",
            "TOOK",
            "COMMAND",
            "NEW",
            "RESTATED",
            "REFUSED",
            "VERDICTS",
            "SOURCE",
            "ENDED WITH");
    runs.forEach(
        run ->
            table.add(
                List.of(
                    run.id(),
                    ReportText.moment(run.run().start().startedAt()).replace(" UTC", ""),
                    run.tookWords(),
                    run.run().start().command(),
                    Long.toString(run.bars("promoted")),
                    Long.toString(run.restated()),
                    Long.toString(run.bars("quarantined")),
                    run.verdicts(),
                    run.run().start().sourceUrl(),
                    run.ended())));
    return table;
  }
}
