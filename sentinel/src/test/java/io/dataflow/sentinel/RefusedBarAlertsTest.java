package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class RefusedBarAlertsTest {
  @TempDir private Path folder;

  @Test
  void aBarThatNeverWasGoodIsOneTroubleFromItsDeadlineUntilItIsThere() throws IOException {
    String refused =
        "- {symbol: ODD, fault: high-below-low, date: 2026-03-06, until: 2026-03-10T18:00:00Z}\n";
    try (Rehearsal rehearsal = new Rehearsal(folder, List.of("ODD"), refused)) {
      rehearsal.at("2026-03-06T04:45:00Z", "run");
      rehearsal.at("2026-03-06T19:00:00Z", "run");
      rehearsal.at("2026-03-06T22:00:00Z", "run");
      rehearsal.at("2026-03-07T04:29:59Z", "run");
      assertThat(rehearsal.told("slack")).isEmpty();

      rehearsal.at("2026-03-07T04:30:00Z", "run");
      rehearsal.at("2026-03-07T13:00:00Z", "run");
      rehearsal.at("2026-03-10T03:30:00Z", "run");
      rehearsal.at("2026-03-10T13:00:00Z", "run");
      rehearsal.at("2026-03-10T18:00:00Z", "run");

      assertThat(rehearsal.told("slack"))
          .containsExactly(
              "2026-03-07T04:30:00Z WARNING: ODD: the bar of Fri 2026-03-06 was refused",
              "2026-03-10T03:30:00Z WARNING: ODD: the bar of Fri 2026-03-06 is missing behind a"
                  + " newer one",
              "2026-03-10T18:00:00Z RESOLVED: ODD: the bar of Fri 2026-03-06 is missing behind a"
                  + " newer one");
      assertThat(rehearsal.told("pagerduty"))
          .extracting(line -> line.replaceAll(" c-\\w+", ""))
          .containsExactlyInAnyOrder(
              "2026-03-07T04:30:00Z trigger",
              "2026-03-10T03:30:00Z resolve",
              "2026-03-10T03:30:00Z trigger",
              "2026-03-10T18:00:00Z resolve");
      assertThat(rehearsal.open()).isEmpty();
    }
  }

  @Test
  void aBarThatIsThereAndComesAgainRefusedIsToldUntilItIsGoodAgain() throws IOException {
    String refused =
        "- {symbol: ODD, fault: high-below-low, date: 2026-03-06, from: 2026-03-07T12:00:00Z,"
            + " until: 2026-03-08T12:00:00Z}\n";
    try (Rehearsal rehearsal = new Rehearsal(folder, List.of("ODD"), refused)) {
      rehearsal.at("2026-03-07T04:45:00Z", "run");
      rehearsal.at("2026-03-07T13:00:00Z", "run");
      rehearsal.at("2026-03-07T16:00:00Z", "run");
      rehearsal.at("2026-03-08T13:00:00Z", "run");

      assertThat(rehearsal.told("slack"))
          .containsExactly(
              "2026-03-07T13:00:00Z WARNING: ODD: the bar of Fri 2026-03-06 came again and failed"
                  + " a check",
              "2026-03-08T13:00:00Z RESOLVED: ODD: the bar of Fri 2026-03-06 came again and failed"
                  + " a check");
    }
  }
}
