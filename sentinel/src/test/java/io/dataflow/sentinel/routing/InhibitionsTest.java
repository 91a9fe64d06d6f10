package io.dataflow.sentinel.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InhibitionsTest {
  private static final Map<String, String> VENDOR =
      Map.of("class", "vendor-down", "severity", "critical", "source", "yahoo");
  private static final Map<String, String> LATE =
      Map.of("class", "overdue", "severity", "warning", "source", "yahoo");

  @TempDir private Path folder;

  private Inhibitions rules(String rules) {
    return new AlertsFile(folder)
        .read("route: {receiver: a}\nreceivers: [{name: a}]\ninhibit_rules:\n" + rules)
        .inhibitions();
  }

  private Inhibitions critical() {
    return rules(
        "- source_matchers: [severity = critical]\n"
            + "  target_matchers: [severity =~ \"warning|critical\"]\n"
            + "  equal: [source, exchange]\n");
  }

  @Test
  void silencesATargetWhileASourceWithTheSameLabelsIsOpen() {
    Inhibitions.Inhibited by = critical().inhibitedBy(LATE, List.of(LATE, VENDOR)).orElseThrow();
    assertThat(by.source()).isEqualTo(VENDOR);
    assertThat(by.rule().place().line()).isEqualTo(4);
  }

  @Test
  void silencesNothingWithoutASource() {
    assertThat(critical().inhibitedBy(LATE, List.of(LATE))).isEmpty();
    assertThat(critical().inhibitedBy(Map.of("severity", "info"), List.of(VENDOR))).isEmpty();
  }

  @Test
  void silencesNothingWhoseLabelsDiffer() {
    Map<String, String> other = Map.of("severity", "warning", "source", "csv");
    assertThat(critical().inhibitedBy(other, List.of(VENDOR))).isEmpty();
    Map<String, String> exchange =
        Map.of("severity", "warning", "source", "yahoo", "exchange", "XNYS");
    assertThat(critical().inhibitedBy(exchange, List.of(VENDOR))).isEmpty();
    Map<String, String> empty = Map.of("severity", "warning", "source", "yahoo", "exchange", "");
    assertThat(critical().inhibitedBy(empty, List.of(VENDOR))).isPresent();
  }

  @Test
  void silencesNoneThatMatchesBothSidesByAnotherThatDoesSo() {
    Map<String, String> second = Map.of("class", "x", "severity", "critical", "source", "yahoo");
    assertThat(critical().inhibitedBy(VENDOR, List.of(VENDOR, second))).isEmpty();
  }

  @Test
  void needsNoEqualLabels() {
    Inhibitions any =
        rules("- {source_matchers: [class = vendor-down], target_matchers: [class = overdue]}\n");
    assertThat(any.inhibitedBy(Map.of("class", "overdue"), List.of(VENDOR))).isPresent();
    assertThat(Inhibitions.NONE.inhibitedBy(LATE, List.of(VENDOR))).isEmpty();
  }
}
