package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.SessionVerdict;
import io.dataflow.sentinel.freshness.Verdict;
import io.dataflow.sentinel.silver.Promoted;
import io.dataflow.sentinel.source.Outcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sums up what went wrong in a run: sentences for people, kinds for the exit code. */
record Findings(List<String> problems, Set<Trouble> troubles) {
  /** Ends the sentences that say how many bars this became of. */
  static final String REFUSED = " refused: sentinel quarantine ls";

  static final String WARNED = " passed with a warning";

  static Findings of(
      List<Landed> landed,
      Promoter.Result result,
      List<FeedVerdict> verdicts,
      double coverageFloor) {
    Findings findings = new Findings(new ArrayList<>(), EnumSet.noneOf(Trouble.class));
    findings.sources(landed, coverageFloor);
    findings.data(result);
    verdicts.forEach(findings::verdict);
    return findings;
  }

  private void add(Trouble trouble, String problem) {
    problems.add(problem);
    troubles.add(trouble);
  }

  /** A failed fetch keeps from a verdict; an answer that says no is data refused. */
  private void sources(List<Landed> landed, double coverageFloor) {
    Map<String, List<String>> failures = new LinkedHashMap<>();
    int answered = 0;
    for (Landed one : landed) {
      String symbol = one.request().symbol().value();
      if (one.outcome() instanceof Outcome.Unavailable unavailable) {
        failures.computeIfAbsent(unavailable.reason(), r -> new ArrayList<>()).add(symbol);
        continue;
      }
      answered++;
      detour(one);
      one.failure().ifPresent(reason -> add(Trouble.DATA, symbol + ": " + reason));
      if (one.outcome() instanceof Outcome.Empty empty && empty.facts().isEmpty()) {
        add(Trouble.DATA, symbol + ": " + empty.reason());
      }
    }
    failures.forEach(
        (reason, symbols) ->
            add(Trouble.NOT_EVALUATED, "not fetched: " + some(symbols) + ": " + reason));
    if (!landed.isEmpty() && answered == 0) {
      add(Trouble.NOT_EVALUATED, "nothing arrived: the run failed");
    } else if (answered < coverageFloor * landed.size()) {
      add(
          Trouble.NOT_EVALUATED,
          "only " + answered + " of " + landed.size() + " requests were answered");
    }
  }

  /** What came another way than it should is worth a look. */
  private void detour(Landed one) {
    String symbol = one.request().symbol().value();
    one.detour().ifPresent(detour -> add(Trouble.WARNING, symbol + ": " + detour));
    if (one.outcome() instanceof Outcome.Bars bars && one.readFromFiles()) {
      bars.notes().forEach(note -> add(Trouble.WARNING, symbol + ": " + note));
    }
  }

  private void data(Promoter.Result result) {
    Promoted promoted = result.promoted();
    result
        .held()
        .forEach(
            (symbol, change) ->
                add(
                    Trouble.DATA,
                    symbol
                        + ": held, the source now says "
                        + change
                        + ". If it is still the same instrument: sentinel accept "
                        + symbol
                        + " --why \"...\""));
    if (promoted.count("refused") > 0) {
      add(Trouble.DATA, bars(promoted.count("refused")) + REFUSED);
    }
    if (!promoted.restated().isEmpty()) {
      Promoted.Restatement first = promoted.restated().get(0);
      add(
          Trouble.DATA,
          bars(promoted.restated().size())
              + " changed without an explanation, the first: "
              + first.symbol()
              + " "
              + first.session()
              + ": "
              + first.change());
    }
    if (promoted.count("warned") > 0) {
      add(Trouble.WARNING, bars(promoted.count("warned")) + WARNED);
    }
  }

  /** A hole behind newer bars, and why. */
  static String words(SessionVerdict hole) {
    return "a hole at "
        + hole.session()
        + ", "
        + hole.cause().map(c -> c.words() + " ").orElse("")
        + hole.reason().orElse("");
  }

  private void verdict(FeedVerdict verdict) {
    String symbol = verdict.feed().instrument();
    boolean late = verdict.verdict() == Verdict.LATE || verdict.verdict() == Verdict.STALE;
    if (late) {
      add(Trouble.DATA, symbol + ": " + verdict.verdict() + ", " + verdict.reason());
    } else if (verdict.verdict() == Verdict.UNKNOWN && verdict.calendar().isEmpty()) {
      add(Trouble.NOT_EVALUATED, symbol + ": " + verdict.reason());
    } else if (verdict.verdict() == Verdict.UNKNOWN && !told(symbol)) {
      add(Trouble.DATA, symbol + ": UNKNOWN, " + verdict.reason());
    }
    verdict.holes().forEach(hole -> add(Trouble.DATA, symbol + ": " + words(hole)));
    verdict.warnings().stream()
        .filter(w -> !w.contains(BarSources.FALL_BACK) || !toldOfFallBack(symbol))
        .forEach(w -> add(Trouble.WARNING, symbol + ": " + w));
  }

  private boolean toldOfFallBack(String symbol) {
    return problems.stream()
        .anyMatch(p -> p.startsWith(symbol + ": ") && p.contains(BarSources.FALL_BACK));
  }

  /** Whether the source's own answer was told already. */
  private boolean told(String symbol) {
    return problems.stream().anyMatch(p -> p.startsWith(symbol + ": "));
  }

  private static String bars(long count) {
    return count == 1 ? "1 bar" : count + " bars";
  }

  private static String some(List<String> symbols) {
    return symbols.size() <= 6
        ? String.join(", ", symbols)
        : String.join(", ", symbols.subList(0, 6)) + " and " + (symbols.size() - 6) + " more";
  }
}
