package io.dataflow.sentinel;

import io.dataflow.sentinel.export.DbtSource;
import io.dataflow.sentinel.export.DbtSources;
import io.dataflow.sentinel.export.Monitored;
import io.dataflow.sentinel.export.PrometheusText;
import io.dataflow.sentinel.freshness.Coverage;
import io.dataflow.sentinel.freshness.DatasetVerdict;
import io.dataflow.sentinel.freshness.Due;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.FreshnessFile;
import io.dataflow.sentinel.freshness.SessionVerdict;
import io.dataflow.sentinel.freshness.Verdict;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.silver.SilverTables;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verdicts of one instant, as other tools read them: {@code sources.json, sentinel.prom}. */
final class Exports {
  private final List<FeedVerdict> verdicts;
  private final Map<Feed, Instrument> instruments = new HashMap<>();
  private final Instant asOf;
  private final FreshnessFile.Data data;

  /**
   * @param instruments those of the verdicts; of one that is missing less can be said
   */
  Exports(
      List<FeedVerdict> verdicts,
      Collection<Instrument> instruments,
      Instant asOf,
      FreshnessFile.Data data) {
    this.verdicts = List.copyOf(verdicts);
    instruments.forEach(i -> this.instruments.put(i.feed(), i));
    this.asOf = asOf;
    this.data = data;
  }

  /** What the sources are called when nobody says otherwise. */
  static DbtSources.Names usualNames() {
    return new DbtSources.Names("sentinel", Optional.empty(), ProgramVersion.number());
  }

  /** The text of {@code sources.json}. */
  String dbt(DbtSources.Names names) {
    return DbtSources.text(verdicts.stream().map(this::source).toList(), names, asOf, data);
  }

  private DbtSource source(FeedVerdict verdict) {
    return new DbtSource(verdict, lastClose(verdict), awaited(verdict));
  }

  /** Close of the newest session that arrived; of one that is only provisional as a last resort. */
  private Optional<Instant> lastClose(FeedVerdict verdict) {
    Optional<LocalDate> arrived =
        verdict.sessions().stream()
            .filter(s -> s.state().arrived())
            .map(SessionVerdict::session)
            .reduce((a, b) -> b);
    return Optional.ofNullable(instruments.get(verdict.feed()))
        .flatMap(Instrument::calendar)
        .flatMap(
            calendar -> arrived.or(verdict::lastHeld).flatMap(date -> calendar.session(date, asOf)))
        .map(Session::close)
        .filter(close -> !close.isAfter(asOf));
  }

  /** The first session missing at the end, else the next one. */
  private Optional<DbtSource.Window> awaited(FeedVerdict verdict) {
    Optional<Due> due =
        verdict.missing().stream()
            .findFirst()
            .flatMap(s -> s.deadline().map(at -> new Due(s.session(), at)))
            .or(verdict::next);
    return Optional.ofNullable(instruments.get(verdict.feed()))
        .map(one -> one.terms().grace())
        .flatMap(grace -> due.map(d -> window(d, grace)));
  }

  private static DbtSource.Window window(Due due, Duration grace) {
    return new DbtSource.Window(due.session(), due.deadline().minus(grace), due.deadline());
  }

  /** The text of {@code sentinel.prom}. */
  String prometheus(Optional<Monitored.Job> job, Instant heartbeat) {
    return PrometheusText.of(
        new Monitored(ProgramVersion.number(), heartbeat, job, List.of(dataset())));
  }

  private Monitored.Dataset dataset() {
    Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    verdicts.forEach(v -> counts.merge(v.verdict(), 1L, Long::sum));
    return new Monitored.Dataset(
        DatasetVerdict.of(SilverTables.BARS.fullName(), verdicts),
        counts,
        verdicts.stream().map(FeedVerdict::coverage).reduce(Coverage.NONE, Coverage::plus),
        verdicts.stream().flatMap(v -> lastClose(v).stream()).max(Instant::compareTo),
        verdicts.stream()
            .flatMap(v -> v.next().map(Due::deadline).stream())
            .min(Instant::compareTo),
        data == FreshnessFile.Data.SIMULATED);
  }
}
