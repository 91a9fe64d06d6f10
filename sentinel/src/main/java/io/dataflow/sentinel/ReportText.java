package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Due;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.FreshnessFile;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.silver.Promoted;
import io.dataflow.sentinel.text.ForeignText;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says a run's report in words and a table, for a terminal. */
final class ReportText {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd", Locale.ENGLISH);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final int MOST_LINES = 50;

  private ReportText() {}

  /** The whole report. */
  static String of(RunReport report, Path gold) {
    StringBuilder text = new StringBuilder();
    text.append(headline(report)).append('\n');
    restored(report).ifPresent(rows -> text.append("  ").append(rows).append('\n'));
    text.append('\n').append(table(report.lines()));
    section(text, "Quarantined", quarantined(report.promoted()));
    section(text, "Problems", report.problems());
    text.append('\n').append(counts(report)).append('\n');
    text.append("Files: ").append(gold);
    text.append(" (freshness.json, aggregates.csv, summary.json, sources.json, sentinel.prom)\n");
    return text.toString();
  }

  /** What came back from the database before anything else; empty when nothing had to. */
  private static Optional<String> restored(RunReport report) {
    return report.stages().stream()
        .filter(stage -> stage.name().equals("restore") && !stage.detail().equals("{}"))
        .map(stage -> (Map<?, ?>) Json.read(stage.detail()))
        .map(
            rows ->
                rows.entrySet().stream()
                    .map(e -> e.getKey() + " " + e.getValue() + " rows")
                    .collect(Collectors.joining(", ", "The lake was empty, restored: ", "")))
        .findFirst();
  }

  /** The headline and the problems, for a report that is one of several. */
  static String brief(RunReport report) {
    StringBuilder text = new StringBuilder(headline(report)).append('\n');
    report.problems().forEach(p -> text.append("  ").append(ForeignText.line(p)).append('\n'));
    return text.toString();
  }

  private static String headline(RunReport report) {
    String simulated = report.data() == FreshnessFile.Data.SIMULATED ? "SIMULATED DATA. " : "";
    return simulated
        + "As of "
        + MOMENT.format(report.asOf())
        + " UTC: "
        + report.dataset().verdict()
        + ", "
        + report.dataset().reason();
  }

  /** A line an instrument: verdict, last session, what was due by when, and why. */
  static String table(List<RunReport.Line> lines) {
    TextTable table =
        new TextTable("INSTRUMENT", "VERDICT", "LAST BAR", "EXPECTED", "DUE BY (UTC)", "WHY");
    lines.stream().limit(MOST_LINES).forEach(l -> table.add(row(l.verdict())));
    int hidden = lines.size() - MOST_LINES;
    return table + (hidden > 0 ? "and " + hidden + " more in freshness.json\n" : "");
  }

  /** Its cells as text; the last one says why. */
  static List<String> row(FeedVerdict verdict) {
    return List.of(
        verdict.feed().instrument(),
        verdict.verdict().name(),
        verdict.lastHeld().map(ReportText::day).orElse("none"),
        verdict.expected().map(Due::session).map(ReportText::day).orElse("-"),
        verdict.expected().map(d -> MOMENT.format(d.deadline())).orElse("-"),
        verdict.reason());
  }

  static String day(LocalDate date) {
    return DAY.format(date);
  }

  static String moment(Instant instant) {
    return MOMENT.format(instant) + " UTC";
  }

  private static List<String> quarantined(Promoted promoted) {
    return promoted.refused().stream()
        .map(
            r ->
                r.symbol()
                    + " "
                    + (r.session().isEmpty() ? "(no date)" : r.session())
                    + ": "
                    + String.join(", ", r.rules())
                    + (r.isNew() ? "" : " (known)"))
        .toList();
  }

  private static void section(StringBuilder text, String title, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    text.append('\n').append(title).append(":\n");
    lines.stream()
        .limit(MOST_LINES)
        .forEach(l -> text.append("  ").append(ForeignText.line(l)).append('\n'));
    if (lines.size() > MOST_LINES) {
      text.append("  and ").append(lines.size() - MOST_LINES).append(" more\n");
    }
  }

  private static String counts(RunReport report) {
    Promoted p = report.promoted();
    return "Bars: "
        + p.count("new")
        + " new, "
        + p.count("settled")
        + " settled, "
        + (p.count("volume") + p.count("split") + p.count("updated") + p.count("adjusted"))
        + " corrected, "
        + (p.count("source") > 0 ? p.count("source") + " of another source replaced, " : "")
        + p.count("unexplained")
        + " changed without explanation, "
        + p.count("same")
        + " unchanged, "
        + p.count("refused")
        + " refused";
  }
}
