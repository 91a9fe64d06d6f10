package io.dataflow.sentinel.freshness;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The golden cases of one feed, as a table: what is given, the instant, what must be said. Here
 * those about calendars; {@link GoldenArrivals} has those about looks and bars.
 *
 * <p>Lag 1 h, grace 30 min, daily bars, judged by final bars. {@code had X}: the final bar of
 * session X is held and was looked at in time. Instants are UTC.
 */
final class GoldenCases {
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

  private static Golden had(
      String number, String calendar, String had, String asOf, String expected, Verdict dataset) {
    return new Golden(
        number, calendar, "had " + had, s -> s.had(had), asOf, expected, Optional.of(dataset));
  }
}
