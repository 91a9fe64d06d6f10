package io.dataflow.sentinel;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.text.ForeignText;
import io.dataflow.sentinel.watchdog.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a look at runs from a second place came to.
 *
 * @param looked the places that could be read, without secrets
 * @param findings what is wrong, place by place, the worst first
 * @param unreached the places that could not
 */
record WatchdogReport(
    Instant asOf, List<String> looked, List<Finding> findings, List<Unreached> unreached) {

  /** A place of which nothing is known. */
  record Unreached(String where, String why) {}

  WatchdogReport {
    looked = List.copyOf(looked);
    findings = List.copyOf(findings);
    unreached = List.copyOf(unreached);
  }

  /** Whether everything was seen and nothing is wrong. */
  boolean fine() {
    return findings.isEmpty() && unreached.isEmpty();
  }

  int exitCode() {
    if (!unreached.isEmpty()) {
      return ExitCode.NOT_EVALUATED;
    }
    return findings.isEmpty() ? ExitCode.OK : ExitCode.DATA;
  }

  /** A line a finding: what is wrong, since when, what was expected, why, what to do. */
  List<String> lines() {
    return findings.stream().map(this::line).map(ForeignText::line).toList();
  }

  private String line(Finding finding) {
    return finding.kind().severity().word()
        + ": "
        + (looked.size() > 1 ? finding.where() + ": " : "")
        + finding.title()
        + finding.since().map(at -> ", since " + ReportText.moment(at)).orElse("")
        + ". Expected: "
        + finding.expected()
        + ". Likely: "
        + finding.cause()
        + ". Do: "
        + finding.command();
  }

  /** A line a place that could not be read. */
  List<String> complaints() {
    return unreached.stream()
        .map(one -> ForeignText.line("could not look at " + one.where() + ": " + one.why()))
        .toList();
  }

  /** The whole, for a terminal. */
  String text() {
    List<String> lines = new ArrayList<>(lines());
    if (fine()) {
      lines.add(
          ForeignText.line(
              "As of "
                  + ReportText.moment(asOf)
                  + ": runs come as they should, by "
                  + String.join(", ", looked)));
    }
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("as_of", asOf);
    json.put("fine", fine());
    json.put("exit_code", exitCode());
    json.put("looked_at", looked);
    json.put("findings", findings.stream().map(WatchdogReport::json).toList());
    json.put(
        "unreached",
        unreached.stream()
            .map(
                one -> {
                  Map<String, Object> map = new LinkedHashMap<>();
                  map.put("where", one.where());
                  map.put("why", one.why());
                  return map;
                })
            .toList());
    return Json.pretty(json);
  }

  private static Map<String, Object> json(Finding finding) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", finding.kind().word());
    json.put("severity", finding.kind().severity().word());
    json.put("where", finding.where());
    json.put("title", finding.title());
    json.put("since", finding.since().orElse(null));
    json.put("expected", finding.expected());
    json.put("cause", finding.cause());
    json.put("command", finding.command());
    return json;
  }
}
