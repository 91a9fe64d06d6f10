package io.dataflow.sentinel;

import io.dataflow.sentinel.json.Json;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sentinel plan}: what the next run would ask for, and why. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what the next run would ask the source for, and why. Asks nothing and writes nothing.",
      "",
      "An answer can make the run ask for more: a new split, dividend or capital gain, a settled bar",
      "that is another one now or another source's, or an adjusted close that moved by more than a",
      "millionth makes it ask for the whole history of that instrument in the same run."
    },
    footer = {
      "",
      "Exit codes: 0 said, 3 silver or the ledger cannot be read, 4 bad settings or usage.",
      "",
      "Examples:",
      "  sentinel plan",
      "  sentinel plan --only AAPL --full",
      "  sentinel plan --json | jq '.requests'"
    })
final class PlanCommand implements Callable<Integer> {
  @Mixin private DataOptions options;
  @Mixin private WishOption full;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Sentinel sentinel = options.open()) {
      sentinel.instruments().check();
      Instant now = sentinel.clock().instant();
      Wish wish = full.wish(sentinel, spec.commandLine());
      List<Line> lines =
          Plan.whole(wish).of(sentinel, sentinel.chosenInstruments(), now).stream()
              .map(
                  planned ->
                      new Line(planned, sentinel.source().windows(planned.request(), now).size()))
              .toList();
      if (options.json()) {
        out.print(Json.pretty(json(lines, now)));
      } else if (!options.quiet()) {
        print(out, lines, now);
      }
      out.flush();
      return ExitCode.OK;
    }
  }

  /** One instrument with the number of requests its source needs for it. */
  private record Line(Planned planned, int requests) {
    private String why() {
      return planned.reasons().stream().map(PlanReason::words).collect(Collectors.joining("; "));
    }
  }

  private static long requests(List<Line> lines) {
    return lines.stream().mapToLong(Line::requests).sum();
  }

  private static void print(PrintWriter out, List<Line> lines, Instant now) {
    out.println(
        "As of "
            + ReportText.moment(now)
            + ", a run would send "
            + requests(lines)
            + " requests for "
            + lines.size()
            + " instruments");
    if (lines.isEmpty()) {
      return;
    }
    out.println();
    TextTable table = new TextTable("INSTRUMENT", "FROM", "REQUESTS", "WHY");
    for (Line line : lines) {
      table.add(
          List.of(
              line.planned().instrument().asset().symbol().value(),
              line.planned().from().toString(),
              Integer.toString(line.requests()),
              line.why()));
    }
    out.print(table);
  }

  private static Map<String, Object> json(List<Line> lines, Instant now) {
    List<Map<String, Object>> instruments = new ArrayList<>();
    for (Line line : lines) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("symbol", line.planned().instrument().asset().symbol().value());
      one.put("from", line.planned().from());
      one.put("to", line.planned().request().to());
      one.put("requests", line.requests());
      one.put("missing", line.planned().missing());
      one.put(
          "reasons",
          line.planned().reasons().stream()
              .map(r -> Map.of("kind", r.kind().word(), "words", r.words()))
              .toList());
      instruments.add(one);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("as_of", now);
    document.put("requests", requests(lines));
    document.put("instruments", instruments);
    return document;
  }
}
