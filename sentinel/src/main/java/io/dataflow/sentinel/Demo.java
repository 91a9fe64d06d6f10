package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.bronze.Receipt;
import io.dataflow.sentinel.config.Loaded;
import io.dataflow.sentinel.config.SettingsReader;
import io.dataflow.sentinel.freshness.Cause;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.SessionVerdict;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.silver.Promoted;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

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
  record Moment(String name, Instant at) {
    boolean last() {
      return equals(MOMENTS.get(MOMENTS.size() - 1));
    }
  }

  /**
   * What a run found about a symbol.
   *
   * @param session empty when it is about no bar
   */
  record Finding(Kind kind, String symbol, Optional<LocalDate> session, String words) {
    /** The ways a fault can show. */
    enum Kind {
      ABSENT_BAR,
      REFUSED_BAR,
      UNKNOWN_SYMBOL,
      ERROR_ANSWER,
      HELD,
      OTHER
    }
  }

  private final Path settingsFile;
  private final Path data;
  private final URI source;
  private final Clock wall;
  private final Set<Finding> findings = new LinkedHashSet<>();

  /**
   * @param wall the running time, for the log; what is judged are the {@link #MOMENTS}
   */
  Demo(Path settingsFile, Path data, URI source, Clock wall) {
    this.settingsFile = settingsFile;
    this.data = data;
    this.source = source;
    this.wall = wall;
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
        last = new Runner(sentinel, "demo", wall).run(landed -> {});
        collect(last, sentinel);
      }
      show.accept(moment, last);
    }
    return last;
  }

  private void collect(RunReport report, Sentinel sentinel) {
    Promoted promoted = report.promoted();
    for (Promoted.Refusal r : promoted.refused()) {
      Optional<LocalDate> session =
          Optional.of(r.session()).filter(d -> !d.isEmpty()).map(LocalDate::parse);
      add(
          Finding.Kind.REFUSED_BAR,
          r.symbol(),
          session,
          "refused: " + String.join(", ", r.rules()));
    }
    report.lines().forEach(l -> overdue(l.verdict()));
    report.landed().forEach(this::answer);
    report
        .held()
        .forEach(
            (symbol, change) ->
                add(Finding.Kind.HELD, symbol, Optional.empty(), "held: " + change));
    promoted.restated().forEach(r -> other(r.symbol(), "changed: " + r.session()));
    for (Receipt receipt : receipts(report, sentinel.bronze())) {
      if (receipt.status() != 200 && receipt.status() != 404) {
        String words = "a request was answered with HTTP " + receipt.status();
        add(Finding.Kind.ERROR_ANSWER, receipt.request().symbol().value(), Optional.empty(), words);
      }
    }
    if (report.troubles().contains(Trouble.NOT_EVALUATED) && report.landed().isEmpty()) {
      report.problems().forEach(p -> other("", p));
    }
  }

  /** A run that broke before it asked left none. */
  private static List<Receipt> receipts(RunReport report, Bronze bronze) {
    return bronze.runs().contains(report.runId()) ? bronze.receipts(report.runId()) : List.of();
  }

  private void overdue(FeedVerdict verdict) {
    for (SessionVerdict session : verdict.sessions()) {
      session
          .cause()
          .ifPresent(
              cause ->
                  add(
                      cause == Cause.REFUSED || cause == Cause.NULL_BAR
                          ? Finding.Kind.REFUSED_BAR
                          : Finding.Kind.ABSENT_BAR,
                      verdict.feed().instrument(),
                      Optional.of(session.session()),
                      "the bar of "
                          + ReportText.day(session.session())
                          + " "
                          + cause.clause()
                          + session.reason().map(r -> ": " + r).orElse("")));
    }
  }

  private void answer(Landed landed) {
    String symbol = landed.request().symbol().value();
    if (landed.outcome() instanceof Outcome.Unknown unknown) {
      add(Finding.Kind.UNKNOWN_SYMBOL, symbol, Optional.empty(), unknown.reason());
    } else {
      landed.failure().ifPresent(reason -> other(symbol, reason));
    }
  }

  private void other(String symbol, String words) {
    add(Finding.Kind.OTHER, symbol, Optional.empty(), words);
  }

  private void add(Finding.Kind kind, String symbol, Optional<LocalDate> session, String words) {
    findings.add(new Finding(kind, symbol, session, words));
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
                  .filter(f -> concerns(rule, f) && shows(rule.fault(), f))
                  .findFirst()));
    }
    return planted;
  }

  /** What was found and nobody planted. */
  List<Finding> unplanted(Faults faults) {
    return findings.stream()
        .filter(
            f -> faults.rules().stream().noneMatch(r -> concerns(r, f) && explains(r.fault(), f)))
        .toList();
  }

  private static boolean concerns(FaultRule rule, Finding finding) {
    return rule.symbol().map(Symbol::value).map(finding.symbol()::equals).orElse(true);
  }

  /** Whether a finding is how a fault must show itself; of most kinds anything is. */
  private static boolean shows(Fault fault, Finding found) {
    Finding.Kind kind = found.kind();
    if (fault instanceof ChartFault.StoppedFeed stopped) {
      return kind == Finding.Kind.ABSENT_BAR && on(found, s -> s.isAfter(stopped.after()));
    }
    if (fault instanceof ChartFault.MissingSession missing) {
      return kind == Finding.Kind.ABSENT_BAR && on(found, missing.date()::equals);
    }
    if (fault instanceof ChartFault.HighBelowLow spoilt) {
      return kind == Finding.Kind.REFUSED_BAR && on(found, spoilt.date()::equals);
    }
    if (fault instanceof ChartFault.NullBar empty) {
      return kind == Finding.Kind.REFUSED_BAR && on(found, empty.date()::equals);
    }
    if (fault instanceof ReplyFault.UnknownSymbol) {
      return kind == Finding.Kind.UNKNOWN_SYMBOL;
    }
    if (fault instanceof ChartFault.WrongMeta) {
      return kind == Finding.Kind.HELD;
    }
    return !(fault instanceof ReplyFault.Status) || kind == Finding.Kind.ERROR_ANSWER;
  }

  /** Whether a fault accounts for a finding: what fails as a whole may fail in other ways too. */
  private static boolean explains(Fault fault, Finding found) {
    boolean whole = fault instanceof ReplyFault || fault instanceof ChartFault.WrongMeta;
    return whole || shows(fault, found);
  }

  private static boolean on(Finding found, Predicate<LocalDate> date) {
    return found.session().filter(date).isPresent();
  }
}
