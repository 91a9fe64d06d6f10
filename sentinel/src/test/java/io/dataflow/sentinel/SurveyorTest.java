package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.config.Asset;
import io.dataflow.sentinel.config.Judge;
import io.dataflow.sentinel.config.Place;
import io.dataflow.sentinel.config.Timing;
import io.dataflow.sentinel.freshness.Cause;
import io.dataflow.sentinel.freshness.Coverage;
import io.dataflow.sentinel.freshness.Due;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.SessionState;
import io.dataflow.sentinel.freshness.SessionVerdict;
import io.dataflow.sentinel.freshness.Verdict;
import io.dataflow.sentinel.incident.IncidentClass;
import io.dataflow.sentinel.incident.Observation;
import io.dataflow.sentinel.incident.Proof;
import io.dataflow.sentinel.incident.Survey;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.silver.Promoted;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SurveyorTest {
  private static final Instant NOW = Instant.parse("2026-03-10T05:00:00Z");
  private static final LocalDate THURSDAY = LocalDate.parse("2026-03-05");
  private static final LocalDate FRIDAY = LocalDate.parse("2026-03-06");
  private static final LocalDate MONDAY = LocalDate.parse("2026-03-09");

  private final List<Instrument> instruments = new ArrayList<>();
  private final List<FeedVerdict> verdicts = new ArrayList<>();

  private static Instant deadline(LocalDate session) {
    return session.plusDays(1).atTime(4, 30).toInstant(java.time.ZoneOffset.UTC);
  }

  private static SessionVerdict session(LocalDate day, SessionState state, Cause cause) {
    return new SessionVerdict(
        day,
        state,
        Optional.of(deadline(day)),
        Optional.ofNullable(cause),
        Optional.empty(),
        true,
        Optional.empty(),
        cause == null ? Optional.empty() : Optional.of("why"));
  }

  private static SessionVerdict there(LocalDate day) {
    return session(day, SessionState.ON_TIME, null);
  }

  private static SessionVerdict overdue(LocalDate day, Cause cause) {
    return session(day, SessionState.OVERDUE, cause);
  }

  private SurveyorTest watched(String symbol, Verdict verdict, SessionVerdict... sessions) {
    return watched(symbol, verdict, Optional.of("XNYS"), Optional.of(THURSDAY), sessions);
  }

  private SurveyorTest watched(
      String symbol,
      Verdict verdict,
      Optional<String> calendar,
      Optional<LocalDate> held,
      SessionVerdict... sessions) {
    Feed feed = new Feed("silver.bars", symbol, Interval.DAY_1);
    instruments.add(
        new Instrument(
            asset(symbol),
            feed,
            Optional.empty(),
            "by test",
            FeedTerms.intraday(),
            Optional.empty()));
    verdicts.add(
        new FeedVerdict(
            feed,
            calendar,
            verdict,
            "a reason",
            List.of(sessions),
            held,
            held.map(d -> new Due(FRIDAY, deadline(FRIDAY))),
            Optional.empty(),
            Coverage.NONE,
            List.of()));
    return this;
  }

  private static Asset asset(String symbol) {
    Timing none = new Timing(Optional.empty(), Optional.empty(), Optional.empty(), Judge.FINAL);
    return new Asset(
        new Symbol(symbol),
        Interval.DAY_1,
        Optional.empty(),
        none,
        Optional.empty(),
        Optional.empty(),
        List.of("yahoo"),
        new Place("assets.yaml", 1));
  }

  private static Survey.Place of(String symbol) {
    return new Survey.Place("silver.bars", symbol);
  }

  private Surveyor surveyor() {
    return new Surveyor(NOW).verdicts(instruments, verdicts, Map.of());
  }

  private static List<String> seen(Survey survey) {
    return survey.wrong().stream()
        .map(o -> o.what().word() + " " + o.subject().name() + " " + o.sessions())
        .toList();
  }

  @Test
  void nothingIsWrongWithWhatIsThere() {
    Survey survey =
        watched("AAPL", Verdict.FRESH, there(THURSDAY), there(FRIDAY)).surveyor().survey();
    assertThat(survey.wrong()).isEmpty();
    assertThat(survey.sizes()).containsOnly(Map.entry("XNYS", 1));
    assertThat(survey.well().get(IncidentClass.MISSING)).containsEntry(of("AAPL"), Proof.ofAll());
    assertThat(survey.well().get(IncidentClass.HOLE).get(of("AAPL")).sessions())
        .containsExactlyInAnyOrder(THURSDAY, FRIDAY);
  }

  @Test
  void whatIsOverdueHasTheFirstDeadlineAndTheNewestCause() {
    Observation one =
        watched(
                "AAPL",
                Verdict.STALE,
                there(THURSDAY),
                overdue(FRIDAY, Cause.ABSENT),
                overdue(MONDAY, Cause.SOURCE_FAILED))
            .surveyor()
            .survey()
            .wrong()
            .get(0);
    assertThat(one.what()).isEqualTo(IncidentClass.MISSING);
    assertThat(one.sessions()).containsExactly(FRIDAY, MONDAY);
    assertThat(one.since()).isEqualTo(deadline(FRIDAY));
    assertThat(one.expected()).isEqualTo("the bar of Fri 2026-03-06 by Sat 2026-03-07 04:30 UTC");
    assertThat(one.cause()).isEqualTo("source failed: why");
    assertThat(one.missed()).isEqualTo(2);
    assertThat(one.subject().exchange()).contains("XNYS");
    assertThat(one.subject().source()).isEqualTo("yahoo");
  }

  @Test
  void aRefusedBarIsOneCauseWithItsCheckAndNotAlsoAFailedCheck() {
    Promoted promoted =
        new Promoted(
            Map.of(),
            List.of(new Promoted.Refusal("AAPL", "2026-03-06", List.of("high_low"), true)),
            Map.of(),
            List.of());
    Survey survey =
        watched("AAPL", Verdict.LATE, there(THURSDAY), overdue(FRIDAY, Cause.REFUSED))
            .surveyor()
            .promoted(new Promoter.Result(promoted, Map.of()))
            .survey();
    assertThat(seen(survey)).containsExactly("refused AAPL [2026-03-06]");
  }

  @Test
  void aBarThatCameAgainAndWasRefusedEndsWhenItIsAcceptedAgain() {
    Promoted refused =
        new Promoted(
            Map.of(),
            List.of(new Promoted.Refusal("AAPL", "2026-03-05", List.of("high_low"), false)),
            Map.of("AAPL", new Promoted.Seen(Set.of(FRIDAY), Set.of())),
            List.of());
    Survey survey =
        watched("AAPL", Verdict.FRESH, there(THURSDAY), there(FRIDAY))
            .surveyor()
            .promoted(new Promoter.Result(refused, Map.of()))
            .survey();
    assertThat(seen(survey)).containsExactly("check-failed AAPL [2026-03-05]");
    assertThat(survey.well().get(IncidentClass.CHECK_FAILED).get(of("AAPL")).sessions())
        .containsExactly(FRIDAY);
  }

  @Test
  void holesAndChangesWithoutExplanationAreCausesOfTheirOwn() {
    Promoted restated =
        new Promoted(
            Map.of(),
            List.of(),
            Map.of(),
            List.of(new Promoted.Restatement("AAPL", THURSDAY, "close 1 -> 2")));
    Survey survey =
        watched("AAPL", Verdict.FRESH, overdue(THURSDAY, Cause.ABSENT), there(FRIDAY))
            .surveyor()
            .promoted(new Promoter.Result(restated, Map.of()))
            .survey();
    assertThat(seen(survey))
        .containsExactly("hole AAPL [2026-03-05]", "restated AAPL [2026-03-05]");
  }

  @Test
  void whatNeverHadDataIsToldWhenTheSourceSaysSoOrADeadlinePassed() {
    watched("NEW", Verdict.UNKNOWN, Optional.of("XNYS"), Optional.empty());
    assertThat(surveyor().survey().wrong()).as("nothing is due and nobody said no").isEmpty();
    Survey denied =
        new Surveyor(NOW).verdicts(instruments, verdicts, Map.of("NEW", "no such symbol")).survey();
    assertThat(denied.wrong())
        .singleElement()
        .satisfies(
            o -> {
              assertThat(o.what()).isEqualTo(IncidentClass.NEVER_ARRIVED);
              assertThat(o.cause()).isEqualTo("no such symbol");
            });
  }

  @Test
  void withoutACalendarOrBeyondItNothingElseIsSaid() {
    watched("X", Verdict.UNKNOWN, Optional.empty(), Optional.of(THURSDAY));
    watched("Y", Verdict.UNKNOWN, there(THURSDAY));
    Survey survey = surveyor().survey();
    assertThat(seen(survey)).containsExactly("calendar X []", "calendar Y []");
    assertThat(survey.well()).doesNotContainKey(IncidentClass.MISSING);
  }

  @Test
  void heldInstrumentsAreWrongAndAllOthersAreNot() {
    watched("A", Verdict.FRESH, there(FRIDAY)).watched("B", Verdict.FRESH, there(FRIDAY));
    Survey survey = surveyor().held(Map.of("A", "currency EUR")).survey();
    assertThat(survey.wrong())
        .singleElement()
        .satisfies(
            o ->
                assertThat(o.cause())
                    .isEqualTo("the source now says currency EUR, see sentinel accept A"));
    assertThat(survey.well().get(IncidentClass.HELD)).containsOnlyKeys(of("B"));
  }

  @Test
  void whatWaitsForARunIsTheTroubleOfNoInstrument() {
    watched("A", Verdict.LATE, there(THURSDAY), overdue(FRIDAY, Cause.NOT_LOOKED));
    watched("B", Verdict.LATE, there(THURSDAY), overdue(FRIDAY, Cause.SOURCE_FAILED));
    Instant lastRun = deadline(FRIDAY).minusSeconds(1);
    Survey survey =
        new Surveyor(NOW, Optional.of(lastRun))
            .verdicts(instruments, verdicts, Map.of())
            .awaitedRun(NOW)
            .survey();
    assertThat(seen(survey)).containsExactly("missing B [2026-03-06]", "run-missing run []");
    assertThat(survey.well().get(IncidentClass.MISSING)).containsOnlyKeys(of("B"));

    Survey looked =
        new Surveyor(NOW, Optional.of(deadline(FRIDAY)))
            .verdicts(instruments, verdicts, Map.of())
            .awaitedRun(NOW)
            .survey();
    assertThat(seen(looked)).containsExactly("missing A [2026-03-06]", "missing B [2026-03-06]");
  }
}
