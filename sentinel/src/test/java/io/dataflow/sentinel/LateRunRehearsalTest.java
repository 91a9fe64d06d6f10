package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.Rehearsal.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The source stops on Friday afternoon and is back on Tuesday, while the runs of every day are late
 * or do not come; {@code sentinel notify} is called every hour.
 */
@Tag("slow")
class LateRunRehearsalTest {
  private static final String OUT =
      "fault: status, status: 503, from: 2026-03-06T18:00:00Z, until: 2026-03-10T14:00:00Z";
  private static final String FRIDAY = "XNYS: 100 of 100 instruments have no bar for 2026-03-06";
  private static final String MONDAY = "XNYS: 100 of 100 instruments have no bar for 2026-03-09";
  private static final String NO_RUN = "no run came where one was due";

  @TempDir private Path folder;

  /** Every hour from an instant until before another. */
  private static void notifyHourly(Rehearsal rehearsal, String from, String until) {
    Instant end = Instant.parse(until);
    for (Instant at = Instant.parse(from); at.isBefore(end); at = at.plus(Duration.ofHours(1))) {
      Ended ended = rehearsal.at(at.toString(), "notify");
      assertThat(ended.code()).as(at + ended.out() + ended.err()).isZero();
    }
  }

  @Test
  void aDeadlineBetweenRunsIsToldByTheFirstCallAfterItAndOnce() throws IOException {
    List<String> shares = Rehearsal.shares(100);
    try (Rehearsal rehearsal = new Rehearsal(folder, shares, Rehearsal.each(shares, OUT))) {
      rehearsal.at("2026-03-06T04:45:00Z", "run");
      rehearsal.at("2026-03-07T03:00:00Z", "run"); // looks, and the source is out
      notifyHourly(rehearsal, "2026-03-07T03:05:00Z", "2026-03-07T16:00:00Z");
      rehearsal.at("2026-03-07T16:00:00Z", "run"); // that of 04:45, late
      notifyHourly(rehearsal, "2026-03-07T16:05:00Z", "2026-03-07T22:00:00Z");
      rehearsal.at("2026-03-10T03:00:00Z", "run");
      notifyHourly(rehearsal, "2026-03-10T03:05:00Z", "2026-03-10T08:00:00Z");
      rehearsal.at("2026-03-10T14:00:00Z", "run");
      notifyHourly(rehearsal, "2026-03-10T14:05:00Z", "2026-03-10T18:00:00Z");

      assertThat(rehearsal.told("slack"))
          .containsExactly(
              "2026-03-07T05:05:00Z ERROR: " + FRIDAY,
              "2026-03-10T04:05:00Z CRITICAL: " + MONDAY,
              "2026-03-10T14:00:00Z RESOLVED: " + MONDAY);
      assertThat(rehearsal.texts("XNYS").get(0))
          .contains("• Likely cause: source failed: HTTP 503, an outage at 03:00 UTC")
          .endsWith("• Since: Sat 2026-03-07 04:30 UTC (35 min ago)");
      assertThat(rehearsal.told("hook")).hasSize(3);
      assertThat(rehearsal.pagerKeys("XNYS")).hasSize(1);
      assertThat(rehearsal.inbox().to("pagerduty")).hasSize(3);
      assertThat(rehearsal.incident("XNYS").at("/time_to_detect_s").asInt()).isEqualTo(35 * 60);
    }
  }

  @Test
  void aRunThatDoesNotComeIsOneTroubleAndNoInstrumentsAre() throws IOException {
    List<String> shares = Rehearsal.shares(500);
    try (Rehearsal rehearsal = new Rehearsal(folder, shares, Rehearsal.each(shares, OUT))) {
      rehearsal.at("2026-03-06T04:45:00Z", "run");
      notifyHourly(rehearsal, "2026-03-07T03:05:00Z", "2026-03-07T12:00:00Z");
      assertThat(rehearsal.open())
          .hasSize(2)
          .last()
          .asString()
          .matches("i-\\w{8}  error     open   Sat 2026-03-07 04:30  " + NO_RUN);
      notifyHourly(rehearsal, "2026-03-10T02:05:00Z", "2026-03-10T08:00:00Z");
      rehearsal.at("2026-03-10T14:00:00Z", "run");
      notifyHourly(rehearsal, "2026-03-10T14:05:00Z", "2026-03-10T18:00:00Z");

      assertThat(rehearsal.told("slack"))
          .containsExactly(
              "2026-03-07T07:05:00Z ERROR: " + NO_RUN,
              "2026-03-10T04:05:00Z CRITICAL: " + NO_RUN,
              "2026-03-10T14:00:00Z RESOLVED: " + NO_RUN);
      assertThat(rehearsal.inbox().to("slack").get(0).body().at("/text").asText())
          .contains(
              "• Likely cause: the last run that came to its end was as of Fri 2026-03-06 04:45 UTC;"
                  + " 500 bars were due since",
              "• Expected: a run that looks by Sat 2026-03-07 04:30 UTC",
              "• Since: Sat 2026-03-07 04:30 UTC (2 h 35 min ago)");
      assertThat(rehearsal.inbox().to("slack").get(2).body().at("/text").asText())
          .contains("• Lasted: 3 days 9 h, from Sat 2026-03-07 04:30 UTC");
      assertThat(rehearsal.inbox().to("pagerduty"))
          .hasSize(3)
          .extracting(letter -> letter.body().at("/dedup_key").asText())
          .containsOnly(rehearsal.inbox().to("pagerduty").get(0).body().at("/dedup_key").asText());
      assertThat(rehearsal.open()).isEmpty();
    }
  }

  @Test
  void aRunThatComesAtLastTellsWhatItFinds() throws IOException {
    List<String> shares = Rehearsal.shares(100);
    try (Rehearsal rehearsal = new Rehearsal(folder, shares, Rehearsal.each(shares, OUT))) {
      rehearsal.at("2026-03-06T04:45:00Z", "run");
      notifyHourly(rehearsal, "2026-03-07T04:05:00Z", "2026-03-07T08:00:00Z");
      rehearsal.at("2026-03-07T12:00:00Z", "run"); // the source is out
      notifyHourly(rehearsal, "2026-03-07T12:05:00Z", "2026-03-07T16:00:00Z");

      assertThat(rehearsal.told("slack"))
          .containsExactlyInAnyOrder(
              "2026-03-07T07:05:00Z ERROR: " + NO_RUN,
              "2026-03-07T12:00:00Z RESOLVED: " + NO_RUN,
              "2026-03-07T12:00:00Z ERROR: " + FRIDAY);
    }
  }

  @Test
  void anInstrumentThatWasLateBeforeIsPartOfTheOutageAndItsOwnAgainAfterIt() throws IOException {
    List<String> shares = Rehearsal.shares(100);
    String faults =
        Rehearsal.each(shares, OUT)
            + "- {symbol: S007, fault: stopped-feed, after: 2026-03-04,"
            + " until: 2026-03-10T18:00:00Z}\n";
    try (Rehearsal rehearsal = new Rehearsal(folder, shares, faults)) {
      rehearsal.at("2026-03-05T04:45:00Z", "run");
      rehearsal.at("2026-03-06T04:45:00Z", "run");
      rehearsal.at("2026-03-06T12:00:00Z", "run");
      rehearsal.at("2026-03-07T04:45:00Z", "run");
      assertThat(rehearsal.shown("S007"))
          .contains("part of " + rehearsal.incident("XNYS").at("/id").asText() + " from now on");
      rehearsal.at("2026-03-07T12:00:00Z", "run");
      rehearsal.at("2026-03-10T04:45:00Z", "run");
      rehearsal.at("2026-03-10T14:00:00Z", "run");
      String again = rehearsal.incident("S007").at("/id").asText();
      rehearsal.at("2026-03-10T15:00:00Z", "run");
      rehearsal.at("2026-03-10T18:00:00Z", "run");

      String thursday = "S007: no bar for Thu 2026-03-05";
      String later = "S007: no bar for Mon 2026-03-09 and 2 sessions before it";
      assertThat(rehearsal.told("slack"))
          .containsExactlyInAnyOrder(
              "2026-03-06T04:45:00Z WARNING: " + thursday,
              "2026-03-07T04:45:00Z ERROR: " + FRIDAY,
              "2026-03-10T04:45:00Z CRITICAL: " + MONDAY,
              "2026-03-10T14:00:00Z RESOLVED: " + MONDAY,
              "2026-03-10T14:00:00Z ERROR: " + later,
              "2026-03-10T18:00:00Z RESOLVED: " + later);
      assertThat(rehearsal.texts("XNYS").get(2))
          .contains("• Ended: 99 seen to be well; 1 goes on as " + again);
      assertThat(rehearsal.texts("S007").get(1))
          .contains(
              "• How bad: 1 of 100 instruments, 3 deadlines in a row: S007",
              "• Since: Fri 2026-03-06 04:30 UTC (4 days 9 h ago)");
      List<String> keys = rehearsal.pagerKeys("S007");
      assertThat(keys).hasSize(2);
      assertThat(keys)
          .allSatisfy(
              key ->
                  assertThat(rehearsal.paged(key))
                      .extracting(e -> e.body().at("/event_action").asText())
                      .containsExactly("trigger", "resolve"));
    }
  }
}
