package io.dataflow.sentinel.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.freshness.GoldenCase.Ahead;
import io.dataflow.sentinel.freshness.GoldenCase.Ask;
import io.dataflow.sentinel.freshness.GoldenCase.Between;
import io.dataflow.sentinel.freshness.GoldenCase.Expected;
import io.dataflow.sentinel.freshness.GoldenCase.Told;
import io.dataflow.sentinel.market.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Judges a golden case from evidence of any origin and holds the answer against the file. */
public final class GoldenAnswers {
  private final GoldenCase golden;
  private final GoldenReplay replay;
  private final Instant asOf;
  private final Expected expected;

  public GoldenAnswers(GoldenCase golden, Ask ask) {
    this.golden = golden;
    this.replay = new GoldenReplay(golden);
    this.asOf = ask.asOf();
    this.expected = ask.expected();
  }

  GoldenReplay replay() {
    return replay;
  }

  /** Evidence of each instrument out of the scenes alone. */
  List<Evidence> evidence() {
    List<Evidence> all = new ArrayList<>();
    for (int i = 0; i < golden.instruments(); i++) {
      all.add(replay.scene(i, asOf).evidence(asOf));
    }
    return all;
  }

  /** Judges the evidence of each instrument and compares. */
  void check(List<Evidence> evidence) {
    Judge judge = replay.scene(0, asOf).judge();
    check(
        evidence.stream()
            .map(e -> golden.readable() ? judge.verdict(e, asOf) : unreadable(e.feed()))
            .toList(),
        date -> evidence.stream().flatMap(e -> judge.session(e, date, asOf).stream()).toList());
    for (LocalDate refused : expected.refused()) {
      assertThat(evidence)
          .allMatch(e -> !judge.session(e, refused, asOf).orElseThrow().state().arrived());
    }
  }

  /**
   * Compares what is said of each instrument, and of each instrument's session of a date, with what
   * the file says.
   */
  public void check(List<FeedVerdict> verdicts, Function<LocalDate, List<SessionVerdict>> onDate) {
    for (Told told : expected.sessions()) {
      List<SessionVerdict> said =
          onDate.apply(told.session()).stream().filter(s -> s.state() == told.state()).toList();
      assertThat(said).as("%s", told).hasSize(told.instruments());
      said.forEach(session -> session(told, session));
    }
    verdict(verdicts);
    expected.running().ifPresent(session -> assertThat(running()).contains(session));
    expected.ahead().forEach(this::ahead);
  }

  private static FeedVerdict unreadable(Feed feed) {
    return FeedVerdict.unknown(feed, "the lake cannot be read: permission denied");
  }

  private static void session(Told told, SessionVerdict said) {
    assertThat(said.cause().map(Cause::words)).as("%s", told).isEqualTo(told.cause());
    told.names()
        .ifPresent(words -> assertThat(said.reason().orElse("")).as("%s", told).contains(words));
    told.arrived()
        .ifPresent(
            between ->
                assertThat(said.arrival().map(a -> new Between(a.lastWithout(), a.firstWith())))
                    .as("%s", told)
                    .contains(between));
    told.observed().ifPresent(is -> assertThat(said.observed()).as("%s", told).isEqualTo(is));
  }

  private void verdict(List<FeedVerdict> verdicts) {
    if (expected.verdict().isEmpty()) {
      return;
    }
    DatasetVerdict dataset = DatasetVerdict.of("silver.bars", verdicts);
    assertThat(dataset.verdict()).as(dataset.reason()).isEqualTo(expected.verdict().get());
    expected
        .freshInstruments()
        .ifPresent(share -> assertThat(dataset.coverage()).hasToString(share));
    if (verdicts.size() == 1) {
      alone(verdicts.get(0));
    }
  }

  private void alone(FeedVerdict said) {
    assertThat(said.verdict()).as(said.reason()).isEqualTo(expected.verdict().orElseThrow());
    assertThat(said.holes())
        .extracting(SessionVerdict::session)
        .containsExactlyElementsOf(expected.holes());
    expected.coverage().ifPresent(share -> assertThat(said.coverage()).hasToString(share));
    expected
        .warns()
        .ifPresentOrElse(
            words -> assertThat(said.warnings()).singleElement().asString().contains(words),
            () -> assertThat(said.warnings()).isEmpty());
  }

  private Optional<LocalDate> running() {
    return replay.calendar().at(asOf, asOf).map(Session::date);
  }

  /** What is promised a month ahead, by what was known at the moment. */
  private void ahead(Ahead ahead) {
    Optional<Expectation> promise =
        Expectations.toWrite(replay.scene(0, asOf).watch(), List.of(), asOf, Duration.ofDays(30))
            .stream()
            .filter(e -> e.session().equals(ahead.session()))
            .findFirst();
    assertThat(promise.filter(Expectation::owed).isPresent()).isEqualTo(ahead.owed());
    ahead.deadline().ifPresent(at -> assertThat(promise.orElseThrow().deadline()).isEqualTo(at));
  }
}
