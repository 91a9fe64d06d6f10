package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The source stops on Friday afternoon and is back on Tuesday, for 500 instruments of New York.
 * Beside it one of New York sends a bar on Friday that is refused, and one that trades every day
 * sends nothing.
 *
 * <pre>
 * Fri 18:00Z out   Sat 04:30Z Friday's bars due   Tue 03:30Z Monday's bars due   Tue 14:00Z back
 * </pre>
 */
@Tag("slow")
class OutageRehearsalTest {
  private static final String FRIDAY = "XNYS: 500 of 501 instruments have no bar for 2026-03-06";
  private static final String MONDAY = "XNYS: 500 of 501 instruments have no bar for 2026-03-09";
  private static final String REFUSED = "ODD: the bar of Fri 2026-03-06 was refused";
  private static final String HOLE = "ODD: the bar of Fri 2026-03-06 is missing behind a newer one";

  @TempDir private static Path folder;

  private static Rehearsal rehearsal;
  private static List<String> openOnSaturday;

  @BeforeAll
  static void play() throws IOException {
    List<String> shares = Rehearsal.shares(500);
    List<String> all = new ArrayList<>(shares);
    all.addAll(List.of("ODD", "BTC-USD"));
    rehearsal =
        new Rehearsal(
            folder,
            all,
            Rehearsal.each(
                    shares,
                    "fault: status, status: 503, from: 2026-03-06T18:00:00Z,"
                        + " until: 2026-03-10T14:00:00Z")
                + "- {symbol: ODD, fault: high-below-low, date: 2026-03-06,"
                + " until: 2026-03-10T18:00:00Z}\n"
                + "- {symbol: BTC-USD, fault: stopped-feed, after: 2026-03-05,"
                + " until: 2026-03-10T18:00:00Z}\n");
    rehearsal.at("2026-03-06T04:45:00Z", "run"); // Thursday night, all is there
    rehearsal.at("2026-03-06T19:00:00Z", "run"); // Friday, 14:00 in New York
    rehearsal.at("2026-03-07T03:00:00Z", "run"); // Friday, 22:00
    rehearsal.at("2026-03-07T04:29:59Z", "run");
    rehearsal.at("2026-03-07T04:30:00Z", "run");
    openOnSaturday = rehearsal.open();
    rehearsal.at("2026-03-07T05:30:00Z", "notify");
    rehearsal.at("2026-03-07T16:00:00Z", "run");
    rehearsal.at("2026-03-08T04:30:00Z", "run");
    rehearsal.at("2026-03-08T12:00:00Z", "notify");
    rehearsal.at("2026-03-09T19:00:00Z", "run");
    rehearsal.at("2026-03-10T03:29:59Z", "run");
    rehearsal.at("2026-03-10T03:30:00Z", "run");
    rehearsal.at("2026-03-10T04:30:00Z", "run");
    rehearsal.at("2026-03-10T05:30:00Z", "notify");
    rehearsal.at("2026-03-10T14:00:00Z", "run");
    rehearsal.at("2026-03-10T15:00:00Z", "run");
    rehearsal.at("2026-03-10T18:00:00Z", "run");
    rehearsal.at("2026-03-10T19:00:00Z", "notify");
  }

  @AfterAll
  static void end() throws IOException {
    rehearsal.close();
  }

  @Test
  void theExchangeIsToldOnceWhenLateOnceWhenStaleAndOnceWhenItIsBack() {
    assertThat(rehearsal.told("slack", "XNYS"))
        .containsExactly(
            "2026-03-07T04:30:00Z ERROR: " + FRIDAY,
            "2026-03-10T03:30:00Z CRITICAL: " + MONDAY,
            "2026-03-10T14:00:00Z RESOLVED: " + MONDAY);
    assertThat(rehearsal.told("hook", "XNYS"))
        .containsExactly(
            "2026-03-07T04:30:00Z [ERROR] [development] " + FRIDAY,
            "2026-03-10T03:30:00Z [CRITICAL, CHANGED] [development] " + MONDAY,
            "2026-03-10T14:00:00Z [RESOLVED] [development] " + MONDAY);
  }

  @Test
  void eachMessageSaysWhatIsNewWhyHowBadWhatWasExpectedAndSinceWhen() {
    List<String> texts = rehearsal.texts("XNYS");
    String most = "S001, S002, S003, S004, S005, S006, S007, S008 and 492 more";
    assertThat(texts.get(0))
        .isEqualTo(
            """
            *ERROR: XNYS: 500 of 501 instruments have no bar for 2026-03-06*
            • Likely cause: source failed: HTTP 503, an outage at 04:30 UTC
            • How bad: 500 of 501 instruments: %s
            • Expected: the bar of Fri 2026-03-06 by Sat 2026-03-07 04:30 UTC
            • Since: Sat 2026-03-07 04:30 UTC"""
                .formatted(most));
    assertThat(texts.get(1))
        .isEqualTo(
            """
            *CRITICAL: XNYS: 500 of 501 instruments have no bar for 2026-03-09*
            • New: 2 deadlines in a row are missed
            • Likely cause: source failed: HTTP 503, an outage at 03:30 UTC
            • How bad: 500 of 501 instruments, 2 deadlines in a row: %s
            • Expected: the bar of Fri 2026-03-06 by Sat 2026-03-07 04:30 UTC
            • Since: Sat 2026-03-07 04:30 UTC (2 days 23 h ago)"""
                .formatted(most));
    assertThat(texts.get(2))
        .isEqualTo(
            """
            *RESOLVED: XNYS: 500 of 501 instruments have no bar for 2026-03-09*
            • Ended: all 500 seen to be well
            • Lasted: 3 days 9 h, from Sat 2026-03-07 04:30 UTC
            • Likely cause: source failed: HTTP 503, an outage at 04:30 UTC
            • How bad: 500 of 501 instruments, 2 deadlines in a row: %s
            • Expected: the bar of Fri 2026-03-06 by Sat 2026-03-07 04:30 UTC"""
                .formatted(most));
  }

  @Test
  void thePagerHasOneAlertFromTriggerToResolve() {
    List<String> keys = rehearsal.pagerKeys("XNYS");
    assertThat(keys).hasSize(1);
    List<Inbox.Letter> events = rehearsal.paged(keys.get(0));
    assertThat(events)
        .extracting(e -> e.at() + " " + e.body().at("/event_action").asText())
        .containsExactly(
            "2026-03-07T04:30:00Z trigger",
            "2026-03-10T03:30:00Z trigger",
            "2026-03-10T14:00:00Z resolve");
    assertThat(events.subList(0, 2))
        .extracting(
            e ->
                e.body().at("/payload/severity").asText()
                    + " "
                    + e.body().at("/payload/summary").asText()
                    + " "
                    + e.body().at("/payload/timestamp").asText())
        .containsExactly(
            "error [ERROR] [development] " + FRIDAY + " 2026-03-07T04:30:00Z",
            "critical [CRITICAL, CHANGED] [development] " + MONDAY + " 2026-03-07T04:30:00Z");
    assertThat(rehearsal.pagerKeys("BTC-USD")).hasSize(1).doesNotContainAnyElementsOf(keys);
    assertThat(rehearsal.pagerKeys("ODD")).hasSize(2).doesNotContainAnyElementsOf(keys);
  }

  @Test
  void theWebhookHasOneAlertUnderOneKeyWhoseSeverityIsNoLabel() {
    List<JsonNode> bodies = rehearsal.hooked("XNYS");
    assertThat(bodies).extracting(b -> b.at("/groupKey").asText()).containsOnly(key(bodies));
    assertThat(bodies)
        .extracting(b -> b.at("/alerts/0/labels").toString())
        .containsOnly(
            "{\"alertname\":\"sentinel-missing\",\"class\":\"missing\",\"dataset\":\"silver.bars\","
                + "\"environment\":\"development\",\"exchange\":\"XNYS\",\"scope\":\"exchange\","
                + "\"source\":\"yahoo\"}");
    assertThat(bodies)
        .extracting(b -> b.at("/alerts/0/annotations/severity").asText() + status(b))
        .containsExactly(
            "error firing 2026-03-07T04:30:00Z 0001-01-01T00:00:00Z",
            "critical firing 2026-03-07T04:30:00Z 0001-01-01T00:00:00Z",
            "critical resolved 2026-03-07T04:30:00Z 2026-03-10T14:00:00Z");
  }

  private static String key(List<JsonNode> bodies) {
    return bodies.get(0).at("/groupKey").asText();
  }

  private static String status(JsonNode body) {
    JsonNode alert = body.at("/alerts/0");
    return " "
        + alert.at("/status").asText()
        + " "
        + alert.at("/startsAt").asText()
        + " "
        + alert.at("/endsAt").asText();
  }

  @Test
  void anInstrumentOfAnotherExchangeIsItsOwnFromItsOwnDeadlineOn() {
    assertThat(rehearsal.told("slack", "BTC-USD"))
        .containsExactly(
            "2026-03-07T03:00:00Z WARNING: BTC-USD: no bar for Fri 2026-03-06",
            "2026-03-08T04:30:00Z ERROR: BTC-USD: no bar for Sat 2026-03-07 and the session"
                + " before it",
            "2026-03-10T18:00:00Z RESOLVED: BTC-USD: no bar for Mon 2026-03-09 and 3 sessions"
                + " before it");
    assertThat(rehearsal.texts("BTC-USD").get(0))
        .isEqualTo(
            """
            *WARNING: BTC-USD: no bar for Fri 2026-03-06*
            • Likely cause: absent: last looked at 03:00 UTC, the source has bars up to Thu 2026-03-05
            • How bad: 1 instrument: BTC-USD
            • Expected: the bar of Fri 2026-03-06 by Sat 2026-03-07 01:30 UTC
            • Since: Sat 2026-03-07 01:30 UTC (1 h 30 min ago)""");
  }

  @Test
  void aRefusedBarOfTheSameExchangeIsItsOwnUntilItIsGood() {
    assertThat(rehearsal.told("slack", "ODD"))
        .containsExactly(
            "2026-03-07T04:30:00Z WARNING: " + REFUSED,
            "2026-03-10T03:29:59Z WARNING: " + HOLE,
            "2026-03-10T18:00:00Z RESOLVED: " + HOLE);
    assertThat(rehearsal.texts("ODD").get(0))
        .isEqualTo(
            """
            *WARNING: ODD: the bar of Fri 2026-03-06 was refused*
            • Likely cause: refused: by the checks high_not_below_low, open_within_range, close_within_range
            • How bad: 1 of 501 instruments: ODD
            • Expected: the bar of Fri 2026-03-06 by Sat 2026-03-07 04:30 UTC
            • Since: Sat 2026-03-07 04:30 UTC""");
  }

  @Test
  void nothingElseIsTold() {
    assertThat(rehearsal.inbox().to("slack")).hasSize(9);
    // the refused bar that goes on as a hole is closed where alerts are kept open
    assertThat(rehearsal.inbox().to("pagerduty")).hasSize(10);
    assertThat(rehearsal.inbox().to("hook")).hasSize(10);
    assertThat(rehearsal.open()).isEmpty();
  }

  @Test
  void whatIsOpenIsListedTheWorstFirst() {
    assertThat(openOnSaturday)
        .extracting(line -> line.replaceAll("i-[0-9a-f]{8}", "i-........"))
        .containsExactly(
            "ID          SEVERITY  STATE  SINCE (UTC)           WHAT",
            "i-........  error     open   Sat 2026-03-07 04:30  " + FRIDAY,
            "i-........  warning   open   Sat 2026-03-07 01:30  BTC-USD: no bar for Fri 2026-03-06",
            "i-........  warning   open   Sat 2026-03-07 04:30  " + REFUSED);
  }

  @Test
  void itIsKeptHowLongDetectingTellingAndMendingTook() throws IOException {
    JsonNode outage = rehearsal.incident("XNYS");
    assertThat(outage.at("/members").asInt() + " of " + outage.at("/of").asInt())
        .isEqualTo("500 of 501");
    assertThat(outage.at("/began_at").asText()).isEqualTo("2026-03-07T04:30:00Z");
    assertThat(outage.at("/resolved_at").asText()).isEqualTo("2026-03-10T14:00:00Z");
    assertThat(outage.at("/time_to_detect_s").asInt()).isZero();
    assertThat(outage.at("/time_to_notify_s").asInt()).isZero();
    assertThat(outage.at("/time_to_repair_s").asInt()).isEqualTo(((3 * 24 + 9) * 60 + 30) * 60);
    assertThat(outage.at("/history"))
        .extracting(e -> e.at("/at").asText() + " " + e.at("/event").asText())
        .filteredOn(line -> !line.endsWith(" notified"))
        .containsExactly(
            "2026-03-07T04:30:00Z opened",
            "2026-03-10T03:30:00Z worsened",
            "2026-03-10T14:00:00Z resolved");

    JsonNode single = rehearsal.incident("BTC-USD");
    assertThat(single.at("/time_to_detect_s").asInt()).isEqualTo(90 * 60);
    assertThat(single.at("/time_to_repair_s").asInt()).isEqualTo(((3 * 24 + 16) * 60 + 30) * 60);
  }

  @Test
  void aPersonReadsTheSame() {
    assertThat(rehearsal.shown("XNYS").lines().limit(12))
        .extracting(line -> line.replaceAll("i-[0-9a-f]{8}", "i-........"))
        .containsExactly(
            MONDAY,
            "  id        i-........",
            "  class     missing",
            "  state     resolved Tue 2026-03-10 14:00 UTC, all 500 seen to be well",
            "  severity  critical",
            "  since     Sat 2026-03-07 04:30 UTC",
            "  expected  the bar of Fri 2026-03-06 by Sat 2026-03-07 04:30 UTC",
            "  cause     source failed: HTTP 503, an outage at 04:30 UTC",
            "  how bad   500 of 501 instruments, 2 deadlines in a row",
            "  lasted    3 d 9 h 30 min",
            "  detected  at once",
            "  told      at once");
  }
}
