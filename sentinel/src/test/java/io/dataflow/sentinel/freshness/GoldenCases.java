package io.dataflow.sentinel.freshness;

import static io.dataflow.sentinel.freshness.Look.Seen.FINAL;
import static io.dataflow.sentinel.freshness.Look.Seen.NOTHING;
import static io.dataflow.sentinel.freshness.Look.Seen.NULL;
import static io.dataflow.sentinel.freshness.Look.Seen.PROVISIONAL;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The golden cases of one feed, as a table: what is given, the instant, what must be said.
 *
 * <p>Lag 1 h, grace 30 min, daily bars, judged by final bars. {@code had X}: the final bar of
 * session X is held and was looked at in time. Instants are UTC.
 */
final class GoldenCases {
  private static final Holding.State ABSENT = Holding.State.ABSENT;

  private GoldenCases() {}

  /**
   * One row.
   *
   * @param expected sessions and what is said of them, {@code 2024-11-29 OVERDUE absent; ...}
   * @param dataset the feed's verdict; empty where the case asks only for the session
   */
  record Golden(
      String number,
      String calendar,
      String given,
      UnaryOperator<Scene> scene,
      String asOf,
      String expected,
      Optional<Verdict> dataset) {
    @Override
    public String toString() {
      return number + " " + calendar + ", " + given + ", as of " + asOf;
    }
  }

  static List<Golden> newYork() {
    return List.of(
        had(
            "1",
            "XNYS",
            "2024-02-02",
            "2024-02-05T13:00:00Z",
            "2024-02-02 ON_TIME; 2024-02-05 NOT_DUE",
            Verdict.FRESH),
        had("2", "XNYS", "2024-02-16", "2024-02-20T13:00:00Z", "2024-02-19 CLOSED", Verdict.FRESH),
        had(
            "3a",
            "XNYS",
            "2024-11-27",
            "2024-11-29T19:29:59Z",
            "2024-11-28 CLOSED; 2024-11-29 NOT_DUE",
            Verdict.FRESH),
        had(
            "3b",
            "XNYS",
            "2024-11-27",
            "2024-11-29T19:30:00Z",
            "2024-11-28 CLOSED; 2024-11-29 OVERDUE",
            Verdict.LATE),
        had(
            "4",
            "XNYS",
            "2024-07-02",
            "2024-07-03T18:30:00Z",
            "2024-07-03 OVERDUE; 2024-07-04 CLOSED",
            Verdict.LATE),
        had("5", "XNYS", "2024-12-23", "2024-12-24T19:30:00Z", "2024-12-24 OVERDUE", Verdict.LATE),
        had("6", "XNYS", "2024-03-07", "2024-03-08T22:30:00Z", "2024-03-08 OVERDUE", Verdict.LATE),
        had(
            "7a",
            "XNYS",
            "2024-03-08",
            "2024-03-11T21:29:59Z",
            "2024-03-11 NOT_DUE",
            Verdict.FRESH),
        had("7b", "XNYS", "2024-03-08", "2024-03-11T21:30:00Z", "2024-03-11 OVERDUE", Verdict.LATE),
        had("10", "XNYS", "2024-03-28", "2024-04-01T13:00:00Z", "2024-03-29 CLOSED", Verdict.FRESH),
        had("11", "XNYS", "2024-10-11", "2024-10-14T21:30:00Z", "2024-10-14 OVERDUE", Verdict.LATE),
        had("12", "XNYS", "2024-11-08", "2024-11-11T22:30:00Z", "2024-11-11 OVERDUE", Verdict.LATE),
        had(
            "13",
            "XNYS",
            "2025-01-08",
            "2025-01-10T13:00:00Z",
            "2025-01-09 CLOSED",
            Verdict.FRESH));
  }

  static List<Golden> otherCalendars() {
    return List.of(
        had("8", "XLON", "2024-03-15", "2024-03-18T18:00:00Z", "2024-03-18 OVERDUE", Verdict.LATE),
        had(
            "9",
            "XLON",
            "2024-03-28",
            "2024-04-02T17:00:00Z",
            "2024-03-29 CLOSED; 2024-04-01 CLOSED; 2024-04-02 OVERDUE",
            Verdict.LATE),
        had(
            "15a",
            "XTKS",
            "2024-11-01",
            "2024-11-05T07:59:59Z",
            "2024-11-04 CLOSED; 2024-11-05 NOT_DUE",
            Verdict.FRESH),
        had(
            "15b",
            "XTKS",
            "2024-11-01",
            "2024-11-05T08:00:00Z",
            "2024-11-04 CLOSED; 2024-11-05 OVERDUE",
            Verdict.LATE),
        had(
            "33a",
            "24/7",
            "2024-05-10",
            "2024-05-12T12:00:00Z",
            "2024-05-11 OVERDUE",
            Verdict.LATE),
        had(
            "33b",
            "24/7",
            "2024-05-10",
            "2024-05-13T02:00:00Z",
            "2024-05-11 OVERDUE; 2024-05-12 OVERDUE",
            Verdict.STALE));
  }

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

  private static Golden had(
      String number, String calendar, String had, String asOf, String expected, Verdict dataset) {
    return new Golden(
        number, calendar, "had " + had, s -> s.had(had), asOf, expected, Optional.of(dataset));
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
