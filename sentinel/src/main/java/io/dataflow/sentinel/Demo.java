package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Receipt;
import io.dataflow.sentinel.config.Loaded;
import io.dataflow.sentinel.config.SettingsReader;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.Verdict;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.standin.ChartFault;
import io.dataflow.sentinel.source.standin.Fault;
import io.dataflow.sentinel.source.standin.FaultRule;
import io.dataflow.sentinel.source.standin.Faults;
import io.dataflow.sentinel.source.standin.ReplyFault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The pipeline over a weekend of a simulated market with planted faults: what was planted must be
 * found, and nothing else.
 */
final class Demo {
  /** Friday night, Saturday noon and Tuesday morning in New York; its clocks change on Sunday. */
  static final List<Moment> MOMENTS =
      List.of(
          new Moment("Friday night", Instant.parse("2026-03-07T04:45:00Z")),
          new Moment("Saturday noon", Instant.parse("2026-03-07T17:00:00Z")),
          new Moment("Tuesday morning", Instant.parse("2026-03-10T13:00:00Z")));

  /** A moment the demonstration looks at. */
  record Moment(String name, Instant at) {}

  /** What a run found about a symbol. */
  record Finding(Kind kind, String symbol, String words) {
    /** The ways a fault can show. */
    enum Kind {
      OVERDUE,
      REFUSED_BAR,
      UNKNOWN_SYMBOL,
      ERROR_ANSWER,
      OTHER
    }
  }

  private final Path settingsFile;
  private final Path data;
  private final URI source;
  private final Set<Finding> findings = new LinkedHashSet<>();

  Demo(Path settingsFile, Path data, URI source) {
    this.settingsFile = settingsFile;
    this.data = data;
    this.source = source;
  }

  /** Runs the pipeline at each moment; {@code moveClock} sets the market's time first. */
  RunReport run(BiConsumer<Moment, Integer> moveClock, BiConsumer<Moment, RunReport> show) {
    RunReport last = null;
    for (int i = 0; i < MOMENTS.size(); i++) {
      Moment moment = MOMENTS.get(i);
      moveClock.accept(moment, i);
      Loaded loaded =
          SettingsReader.read(
              settingsFile,
              Map.of("SENTINEL_YAHOO_URL", source.toString(), "SENTINEL_ENV_FILE", "/dev/null"),
              Optional.of(data),
              Optional.empty());
      Clock clock = Clock.fixed(moment.at(), ZoneOffset.UTC);
      try (Sentinel sentinel = new Sentinel(loaded.settings(), clock)) {
        last = new Runner(sentinel, "demo", Clock.systemUTC()).run(landed -> {});
        collect(last, sentinel);
      }
      show.accept(moment, last);
    }
    return last;
  }

  private void collect(RunReport report, Sentinel sentinel) {
    report
        .promoted()
        .refused()
        .forEach(
            r ->
                add(
                    Finding.Kind.REFUSED_BAR,
                    r.symbol(),
                    r.session() + " " + String.join(", ", r.rules())));
    report.lines().forEach(l -> overdue(l.verdict()));
    report.landed().forEach(this::answer);
    report.held().forEach((symbol, change) -> add(Finding.Kind.OTHER, symbol, "held: " + change));
    report
        .promoted()
        .restated()
        .forEach(
            r ->
                add(Finding.Kind.OTHER, r.symbol(), "changed without explanation: " + r.session()));
    for (Receipt receipt : sentinel.bronze().receipts(report.runId())) {
      if (receipt.status() != 200 && receipt.status() != 404) {
        add(
            Finding.Kind.ERROR_ANSWER,
            receipt.request().symbol().value(),
            "a request was answered with HTTP " + receipt.status());
      }
    }
    if (report.troubles().contains(Trouble.NOT_EVALUATED) && report.landed().isEmpty()) {
      report.problems().forEach(p -> add(Finding.Kind.OTHER, "", p));
    }
  }

  private void overdue(FeedVerdict verdict) {
    String symbol = verdict.feed().instrument().value();
    boolean late = verdict.verdict() == Verdict.LATE || verdict.verdict() == Verdict.STALE;
    if (late || !verdict.holes().isEmpty()) {
      add(Finding.Kind.OVERDUE, symbol, "overdue: " + verdict.reason());
    }
  }

  private void answer(Landed landed) {
    String symbol = landed.request().symbol().value();
    if (landed.outcome() instanceof Outcome.Unknown unknown) {
      add(Finding.Kind.UNKNOWN_SYMBOL, symbol, unknown.reason());
    } else {
      landed.failure().ifPresent(reason -> add(Finding.Kind.OTHER, symbol, reason));
    }
  }

  private void add(Finding.Kind kind, String symbol, String words) {
    findings.add(new Finding(kind, symbol, words));
  }

  /** One planted fault, and what showed it; empty when nothing did. */
  record Planted(FaultRule rule, Optional<Finding> shownBy) {}

  /** Holds what was found against what was planted. */
  List<Planted> planted(Faults faults) {
    List<Planted> planted = new ArrayList<>();
    for (FaultRule rule : faults.rules()) {
      planted.add(
          new Planted(
              rule,
              findings.stream()
                  .filter(f -> concerns(rule, f) && expected(rule.fault(), f.kind()))
                  .findFirst()));
    }
    return planted;
  }

  /** What was found and nobody planted. */
  List<Finding> unplanted(Faults faults) {
    return findings.stream()
        .filter(f -> faults.rules().stream().noneMatch(rule -> concerns(rule, f)))
        .toList();
  }

  private static boolean concerns(FaultRule rule, Finding finding) {
    return rule.symbol().map(Symbol::value).map(finding.symbol()::equals).orElse(true);
  }

  /** How a kind of fault must show itself to count as found. */
  private static boolean expected(Fault fault, Finding.Kind kind) {
    if (fault instanceof ChartFault.StoppedFeed || fault instanceof ChartFault.MissingSession) {
      return kind == Finding.Kind.OVERDUE;
    }
    if (fault instanceof ChartFault.HighBelowLow || fault instanceof ChartFault.NullBar) {
      return kind == Finding.Kind.REFUSED_BAR;
    }
    if (fault instanceof ReplyFault.UnknownSymbol) {
      return kind == Finding.Kind.UNKNOWN_SYMBOL;
    }
    return !(fault instanceof ReplyFault.Status) || kind == Finding.Kind.ERROR_ANSWER;
  }
}
