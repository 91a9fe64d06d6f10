package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.text.ForeignText;
import io.dataflow.sentinel.yaml.Suggestion;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sentinel explain}: how a session came to its state, and what will change it. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Calendar, close, lag, grace, deadline, looks, bars, verdict, and what will change it and",
      "when. Neither asks a source nor writes. Exit codes: 0 there or not due, 1 overdue,",
      "3 could not evaluate, 4 no such instrument."
    },
    footer = {
      "",
      "Examples:",
      "  sentinel explain AAPL",
      "  sentinel explain AAPL --session 2024-07-03",
      "  sentinel explain AAPL --session 2024-07-03 --as-of 2024-07-03T23:30:00Z --json"
    })
final class ExplainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SYMBOL", description = "An instrument of the settings.")
  private String symbol;

  @Option(
      names = "--session",
      paramLabel = "DATE",
      description = "The session to explain; by default the newest that is due.")
  private LocalDate date;

  @Mixin private DataOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Sentinel sentinel = options.open()) {
      sentinel.instruments().check();
      Instrument asked = instrument(sentinel);
      if (asked.calendar().isEmpty()) {
        say(asked.feed().instrument() + " has no calendar: " + asked.calendarRule());
        return ExitCode.NOT_EVALUATED;
      }
      if (!sentinel.everRan()) {
        say("nothing has run yet, so nothing was promised or looked at. Next: sentinel run");
        return ExitCode.NOT_EVALUATED;
      }
      Explanation why = explanation(sentinel, asked);
      if (options.json()) {
        out.print(Json.pretty(ExplanationJson.of(why)));
      } else if (!options.quiet()) {
        out.print(ExplanationText.of(why));
      }
      out.flush();
      return exitCode(why);
    }
  }

  private void say(String text) {
    spec.commandLine().getErr().println(text);
  }

  private Instrument instrument(Sentinel sentinel) {
    List<Instrument> all = sentinel.knownInstruments();
    return all.stream()
        .filter(i -> i.feed().instrument().equalsIgnoreCase(symbol))
        .findFirst()
        .orElseThrow(() -> new ParameterException(spec.commandLine(), unknown(all)));
  }

  private String unknown(List<Instrument> all) {
    TreeSet<String> known =
        all.stream().map(i -> i.feed().instrument()).collect(Collectors.toCollection(TreeSet::new));
    String shown = symbol.length() > 60 ? symbol.substring(0, 60) + "..." : symbol;
    return "\""
        + ForeignText.line(shown)
        + "\" is not in "
        + options.configFile()
        + Suggestion.of(symbol, known);
  }

  private Explanation explanation(Sentinel sentinel, Instrument asked) {
    // asked once: what is promised a moment later would not count at the moment before
    Instant asOf = sentinel.clock().instant();
    Watcher.Window usual = Watcher.Window.at(asOf);
    Watched judged = evidence(sentinel, asked, asOf, usual);
    LocalDate session =
        date != null ? date : Explanation.usualSession(judged, asOf).orElse(today(asOf));
    List<Expectation> recorded = sentinel.ledger().expectations(asked.feed());
    return Explanation.of(
        evidence(sentinel, asked, asOf, usual.with(session, asOf)),
        judged.verdict(asOf),
        session,
        asOf,
        recorded,
        sentinel.barHistory().of(asked.feed().instrument(), session, asOf));
  }

  private Watched evidence(
      Sentinel sentinel, Instrument asked, Instant asOf, Watcher.Window window) {
    return sentinel.watcher().evidence(List.of(asked), asOf, options.terms(), window).get(0);
  }

  private static LocalDate today(Instant asOf) {
    return asOf.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static int exitCode(Explanation why) {
    if (why.said().isEmpty()) {
      return ExitCode.OK;
    }
    return switch (why.said().get().state()) {
      case OVERDUE -> ExitCode.DATA;
      case UNKNOWN -> ExitCode.NOT_EVALUATED;
      case CLOSED, NOT_DUE, PARTIAL, ON_TIME, LATE_ARRIVED -> ExitCode.OK;
    };
  }
}
