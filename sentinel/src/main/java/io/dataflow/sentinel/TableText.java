package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.DatasetVerdict;
import io.dataflow.sentinel.freshness.FreshnessFile;
import io.dataflow.sentinel.freshness.SilentExchange;
import io.dataflow.sentinel.freshness.Verdict;
import io.dataflow.sentinel.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says in words or JSON what was found of tables of a user's own. */
final class TableText {
  private static final int MOST_LINES = 50;

  private TableText() {}

  /** The headline, what to look at, and a line a feed: of many, those that are not well. */
  static String of(TableReport report) {
    DatasetVerdict dataset = report.dataset();
    StringBuilder text = new StringBuilder("As of ");
    text.append(ReportText.moment(report.asOf())).append(", ").append(report.name()).append(": ");
    text.append(
        report
            .failure()
            .map(failure -> "UNKNOWN, " + failure.getMessage())
            .orElse(dataset.verdict() + ", " + dataset.reason()));
    text.append('\n');
    report.note().ifPresent(note -> text.append("  (").append(note).append(")\n"));
    looksAt(report).forEach(line -> text.append("  ").append(line).append('\n'));
    if (!report.lines().isEmpty()) {
      text.append('\n').append(table(report.lines()));
    }
    return text.toString();
  }

  private static List<String> looksAt(TableReport report) {
    List<String> lines = new ArrayList<>();
    report.dataset().silentExchanges().stream().map(SilentExchange::sentence).forEach(lines::add);
    lines.addAll(report.remarks());
    report.unrecorded().ifPresent(why -> lines.add("not recorded: " + why));
    report.verdicts().stream().flatMap(v -> v.warnings().stream()).distinct().forEach(lines::add);
    return lines;
  }

  private static String table(List<RunReport.Line> lines) {
    List<RunReport.Line> shown =
        lines.size() <= MOST_LINES ? lines : lines.stream().filter(TableText::isWrong).toList();
    int more = Math.max(0, shown.size() - MOST_LINES);
    int fresh = lines.size() - shown.size();
    return (shown.isEmpty() ? "" : ReportText.table(shown.subList(0, shown.size() - more)))
        + (more > 0 ? "and " + more + " more that are not well\n" : "")
        + (fresh > 0 ? "and " + fresh + " that are FRESH; --json shows all\n" : "");
  }

  private static boolean isWrong(RunReport.Line line) {
    return line.verdict().verdict() != Verdict.FRESH || !line.verdict().holes().isEmpty();
  }

  /** What is not well, a line each, for {@code --quiet}. */
  static List<String> problems(TableReport report) {
    List<String> problems = new ArrayList<>();
    if (report.failure().isPresent()) {
      problems.add(report.name() + ": UNKNOWN, " + report.failure().get().getMessage());
    } else {
      report.lines().stream()
          .filter(TableText::isWrong)
          .map(RunReport.Line::verdict)
          .forEach(
              v ->
                  problems.add(
                      report.name()
                          + ": "
                          + v.feed().instrument()
                          + ": "
                          + v.verdict()
                          + ", "
                          + v.reason()));
    }
    looksAt(report).forEach(line -> problems.add(report.name() + ": " + line));
    return problems;
  }

  /** What the JSON of one table has no place for. */
  static List<String> beside(TableReport report) {
    List<String> lines = new ArrayList<>();
    report.failure().ifPresent(f -> lines.add(report.name() + ": UNKNOWN, " + f.getMessage()));
    looksAt(report).forEach(line -> lines.add(report.name() + ": " + line));
    return lines;
  }

  /** One table, in the form of {@code freshness.json}. */
  static String json(TableReport report) {
    return FreshnessFile.text(
        report.lines().stream()
            .map(line -> new FreshnessFile.Entry(line.verdict(), line.calendarRule()))
            .toList(),
        report.asOf(),
        FreshnessFile.Data.REAL);
  }

  /** Several tables, by name; {@code instruments} of each has the form of {@link #json}. */
  static String json(List<TableReport> reports) {
    Map<String, Object> tables = new LinkedHashMap<>();
    for (TableReport report : reports) {
      DatasetVerdict dataset = report.dataset();
      Map<String, Object> table = new LinkedHashMap<>();
      table.put("as_of", report.asOf().toString());
      table.put(
          "status", (report.failure().isPresent() ? Verdict.UNKNOWN : dataset.verdict()).name());
      table.put("reason", report.failure().map(Exception::getMessage).orElse(dataset.reason()));
      table.put(
          "coverage",
          Map.of("due", dataset.coverage().due(), "arrived", dataset.coverage().arrived()));
      table.put("look_at", looksAt(report));
      table.put("instruments", Json.read(json(report)));
      tables.put(report.name(), table);
    }
    return Json.pretty(tables);
  }
}
