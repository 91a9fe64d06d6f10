package io.dataflow.sentinel.ci;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.text.HostileValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class StepSummaryTest {
  private static StepSummary summary() {
    return new StepSummary(UnaryOperator.identity());
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void hasHeadingsListsAndTables() {
    String text =
        summary()
            .heading("LATE")
            .paragraph("Exit code 1")
            .list(List.of("a", "b"))
            .commands(List.of("sentinel run"))
            .table(List.of("A", "B"), List.of(List.of("1", "2")))
            .table(List.of("Empty"), List.of())
            .text(StepSummary.MOST_BYTES);
    assertThat(text)
        .isEqualTo(
            """

            ## LATE

            Exit code 1

            - a
            - b

            - <code>sentinel run</code>

            | A | B |
            | --- | --- |
            | 1 | 2 |

            """);
  }

  @Test
  void textsFromOutsideMeanNothing() {
    List<String> hostile = new ArrayList<>(HostileValues.all().toList());
    hostile.add("a|b\n\n# head <img src=x onerror=1> [l](http://x.invalid) @team `c` ![i](u)");
    for (String value : hostile) {
      String text =
          summary().table(List.of("A"), List.of(List.of(value))).text(StepSummary.MOST_BYTES);
      List<String> lines = text.lines().toList();
      assertThat(lines).as(value).hasSize(4);
      String cell = lines.get(2).substring(2, lines.get(2).length() - 2);
      assertThat(cell.replace("<!-- -->", "")).as(value).doesNotContain("<", ">");
      assertThat(cell.replace("<!-- -->", "").replaceAll("\\\\.", ""))
          .as(value)
          .doesNotContainPattern("[|\\[\\]`*_#!]");
      assertThat(cell).doesNotContainPattern("@\\w").doesNotContain("://");
    }
  }

  @Test
  void isCutAfterALineAndSaysHowMuchIsLeftOut() {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      rows.add(List.of("S\u00e4ule " + i, "the bar of Friday is absent and nobody knows why"));
    }
    StepSummary summary = summary().heading("first").table(List.of("A", "B"), rows);

    String text = summary.text(StepSummary.MOST_BYTES);

    assertThat(bytes(text)).isBetween(StepSummary.MOST_BYTES - 400, StepSummary.MOST_BYTES);
    List<String> lines = text.lines().toList();
    assertThat(lines.get(1)).isEqualTo("## first");
    int shown = lines.size() - 2;
    assertThat(lines.get(shown - 1)).endsWith("knows why |");
    assertThat(lines.get(shown + 1))
        .isEqualTo(
            "Cut here: GitHub shows no more. " + (40_000 + 6 - shown) + " lines are left out.");
    assertThat(summary.text(100)).isEmpty();
    assertThat(bytes(summary.text(200))).isBetween(1, 200);
  }

  @Test
  void secretsAreTakenOutBeforeAnythingIsEscaped() {
    String text =
        new StepSummary(t -> t.replace("pass_w0rd", "*****"))
            .heading("a pass_w0rd")
            .list(List.of("pass_w0rd"))
            .commands(List.of("pass_w0rd"))
            .table(List.of("pass_w0rd"), List.of(List.of("pass_w0rd")))
            .text(StepSummary.MOST_BYTES);
    assertThat(text.replace("\\", "")).doesNotContain("pass_w0rd");
  }
}
