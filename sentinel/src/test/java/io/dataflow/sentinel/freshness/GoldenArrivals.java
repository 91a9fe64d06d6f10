package io.dataflow.sentinel.freshness;

import static io.dataflow.sentinel.freshness.Look.Seen.FINAL;
import static io.dataflow.sentinel.freshness.Look.Seen.NOTHING;
import static io.dataflow.sentinel.freshness.Look.Seen.NULL;
import static io.dataflow.sentinel.freshness.Look.Seen.PROVISIONAL;

import io.dataflow.sentinel.freshness.GoldenCases.Golden;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The golden cases about looks and bars, as rows of {@link GoldenCases}. */
final class GoldenArrivals {
  private static final Holding.State ABSENT = Holding.State.ABSENT;

  private GoldenArrivals() {}

  /** New York in the week of Monday 2024-03-04: closes 21:00Z, deadline 22:30Z. */
  static List<Golden> arrivals() {
    return List.of(
        given(
            "17",
            "a final bar seen 10 min after the close",
            s ->
                s.had("2024-03-05")
                    .look("2024-03-06", Instant.parse("2024-03-06T21:10:00Z"), FINAL)
                    .holds("2024-03-06", Holding.State.FINAL),
            "2024-03-06T22:31:00Z",
            "2024-03-06 ON_TIME",
            Verdict.FRESH),
        given(
            "17, at once",
            "a final bar seen 10 min after the close",
            s ->
                s.had("2024-03-05")
                    .look("2024-03-06", Instant.parse("2024-03-06T21:10:00Z"), FINAL)
                    .holds("2024-03-06", Holding.State.FINAL),
            "2024-03-06T21:11:00Z",
            "2024-03-06 ON_TIME",
            Verdict.FRESH),
        given(
            "18",
            "looks: deadline + 30 min nothing, + 70 min final",
            s ->
                s.had("2024-03-05")
                    .lookAfterDeadline("2024-03-06", 30, NOTHING)
                    .lookAfterDeadline("2024-03-06", 70, FINAL)
                    .holds("2024-03-06", Holding.State.FINAL),
            "2024-03-07T12:00:00Z",
            "2024-03-06 LATE_ARRIVED 2024-03-06T23:00:00Z..2024-03-06T23:40:00Z",
            Verdict.FRESH),
        given(
            "19",
            "first look ever two days after the deadline, final",
            s ->
                s.had("2024-03-05")
                    .lookAfterDeadline("2024-03-06", 2 * 24 * 60, FINAL)
                    .holds("2024-03-06", Holding.State.FINAL)
                    .there("2024-03-07"),
            "2024-03-08T22:29:00Z",
            "2024-03-06 ON_TIME unobserved",
            Verdict.FRESH),
        given(
            "20",
            "today absent, a bar of five sessions ago back-filled",
            s ->
                s.watchedSince("2024-03-06")
                    .there("2024-03-12")
                    .there("2024-03-07")
                    .there("2024-03-08")
                    .there("2024-03-11")
                    .lookAfterDeadline("2024-03-13", 30, NOTHING)
                    .lookAfterDeadline("2024-03-06", 10_000, FINAL)
                    .holds("2024-03-06", Holding.State.FINAL),
            "2024-03-13T22:30:00Z",
            "2024-03-13 OVERDUE",
            Verdict.LATE),
        given(
            "21",
            "today absent, the last payload fetched again unchanged",
            s ->
                s.had("2024-03-05")
                    .lookAfterDeadline("2024-03-05", 24 * 60 + 5, FINAL)
                    .lookAfterDeadline("2024-03-06", 5, NOTHING),
            "2024-03-06T23:00:00Z",
            "2024-03-06 OVERDUE absent",
            Verdict.LATE),
        given(
            "23",
            "declared silent from last week",
            s ->
                s.had("2024-03-01")
                    .terms(
                        Scene.TERMS.silent(
                            Optional.of(LocalDate.parse("2024-03-04")), Optional.empty())),
            "2024-03-12T23:00:00Z",
            "2024-03-11 CLOSED because declared silent",
            Verdict.FRESH),
        given(
            "32",
            "Mon missing, Tue arrived",
            s ->
                s.had("2024-03-01")
                    .lookAfterDeadline("2024-03-04", 60, NOTHING)
                    .there("2024-03-05"),
            "2024-03-05T23:00:00Z",
            "2024-03-04 OVERDUE absent; 2024-03-05 ON_TIME",
            Verdict.FRESH));
  }

  /** What is wrong with the bar of Wednesday 2024-03-06, had the day before. */
  static List<Golden> causes() {
    return List.of(
        wednesday(
            "24",
            "null placeholder bar for today",
            s ->
                s.lookAfterDeadline("2024-03-06", 5, NULL)
                    .holds("2024-03-06", ABSENT, "has_prices"),
            "2024-03-06 OVERDUE null bar",
            Verdict.LATE),
        wednesday(
            "24, looks alone",
            "null placeholder bar for today",
            s -> s.lookAfterDeadline("2024-03-06", 5, NULL),
            "2024-03-06 OVERDUE null bar",
            Verdict.LATE),
        wednesday(
            "25",
            "today's bar equals yesterday's, volume 1,000,000",
            s ->
                s.lookAfterDeadline("2024-03-06", 5, NULL)
                    .holds("2024-03-06", ABSENT, "not_repeated"),
            "2024-03-06 OVERDUE repeated bar",
            Verdict.LATE),
        wednesday(
            "26",
            "only a provisional bar",
            s ->
                s.lookAfterDeadline("2024-03-06", 5, PROVISIONAL)
                    .holds("2024-03-06", Holding.State.PROVISIONAL),
            "2024-03-06 OVERDUE provisional only",
            Verdict.LATE),
        given(
            "27a",
            "a bar stamped next week, today there",
            s -> s.had("2024-03-05").there("2024-03-06").holds("2024-03-13", ABSENT, "not_future"),
            "2024-03-06T23:00:00Z",
            "2024-03-06 ON_TIME",
            Verdict.FRESH),
        given(
            "27b",
            "a bar stamped next week, today absent",
            s ->
                s.had("2024-03-05")
                    .lookAfterDeadline("2024-03-06", 5, NOTHING)
                    .holds("2024-03-13", ABSENT, "not_future"),
            "2024-03-06T23:00:00Z",
            "2024-03-06 OVERDUE absent",
            Verdict.LATE),
        given(
            "28",
            "the instrument never had data",
            s -> s.watchedSince("2024-03-05").lookAfterDeadline("2024-03-06", 5, NOTHING),
            "2024-03-06T23:00:00Z",
            "2024-03-06 UNKNOWN",
            Verdict.UNKNOWN),
        given(
            "31a",
            "every fetch failed since Friday",
            s -> s.had("2024-03-01").failed("2024-03-04T22:00:00Z", "HTTP 429"),
            "2024-03-04T22:30:00Z",
            "2024-03-04 OVERDUE source failed",
            Verdict.LATE),
        given(
            "31b",
            "every fetch failed since Friday",
            s -> s.had("2024-03-01").failed("2024-03-05T22:29:00Z", "HTTP 429"),
            "2024-03-05T22:30:00Z",
            "2024-03-04 OVERDUE source failed; 2024-03-05 OVERDUE source failed",
            Verdict.STALE),
        wednesday(
            "34",
            "today's bar refused by a check",
            s ->
                s.lookAfterDeadline("2024-03-06", 5, FINAL)
                    .holds("2024-03-06", ABSENT, "high_not_below_low"),
            "2024-03-06 OVERDUE refused because by the check high_not_below_low",
            Verdict.LATE));
  }

  private static Golden given(
      String number,
      String given,
      UnaryOperator<Scene> scene,
      String asOf,
      String expected,
      Verdict dataset) {
    return new Golden(number, "XNYS", given, scene, asOf, expected, Optional.of(dataset));
  }

  private static Golden wednesday(
      String number, String given, UnaryOperator<Scene> scene, String expected, Verdict dataset) {
    return given(
        number,
        given,
        s -> scene.apply(s.had("2024-03-05")),
        "2024-03-06T23:00:00Z",
        expected,
        dataset);
  }
}
