package io.dataflow.sentinel.ci;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The page a step leaves, in Markdown. Each line stands for itself, so that it can be cut after any
 * of them; what matters most is to be added first.
 */
public final class StepSummary {
  /** GitHub takes so many bytes of a step, and none at all of more. */
  public static final int MOST_BYTES = 1 << 20;

  private static final String CUT = "\nCut here: GitHub shows no more. %d lines are left out.\n";

  /** Longer than that sentence ever is. */
  private static final int CUT_BYTES = 120;

  private final UnaryOperator<String> redactor;
  private final List<String> lines = new ArrayList<>();

  /**
   * @param redactor takes secrets out of each text, before anything is escaped in it
   */
  public StepSummary(UnaryOperator<String> redactor) {
    this.redactor = redactor;
  }

  public StepSummary heading(String text) {
    lines.add("");
    lines.add("## " + shown(text));
    lines.add("");
    return this;
  }

  public StepSummary paragraph(String text) {
    lines.add(shown(text));
    lines.add("");
    return this;
  }

  public StepSummary list(List<String> items) {
    items.forEach(item -> lines.add("- " + shown(item)));
    lines.add("");
    return this;
  }

  /** Things to type. */
  public StepSummary commands(List<String> commands) {
    commands.forEach(command -> lines.add("- " + Markdown.code(redactor.apply(command))));
    lines.add("");
    return this;
  }

  /** Nothing for no rows. */
  public StepSummary table(List<String> columns, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      lines.add(row(columns));
      lines.add(row(Collections.nCopies(columns.size(), "---")).replace("\\", ""));
      rows.forEach(cells -> lines.add(row(cells)));
      lines.add("");
    }
    return this;
  }

  private String row(List<String> cells) {
    return cells.stream().map(this::shown).collect(Collectors.joining(" | ", "| ", " |"));
  }

  private String shown(String text) {
    return Markdown.text(redactor.apply(text));
  }

  /**
   * The page, cut after a line when it is longer.
   *
   * @param bytes how many it may have; with less than {@value #CUT_BYTES} there is no page
   */
  public String text(int bytes) {
    if (size(lines) <= bytes) {
      return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
    if (bytes < CUT_BYTES) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    int used = 0;
    int taken = 0;
    while (used + size(lines.get(taken)) <= bytes - CUT_BYTES) {
      used += size(lines.get(taken));
      text.append(lines.get(taken++)).append('\n');
    }
    return text + CUT.formatted(lines.size() - taken);
  }

  private static long size(List<String> some) {
    return some.stream().mapToLong(StepSummary::size).sum();
  }

  private static int size(String line) {
    return line.getBytes(StandardCharsets.UTF_8).length + 1;
  }
}
