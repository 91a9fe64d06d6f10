package io.dataflow.sentinel;

import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.channel.Message.Fact;
import io.dataflow.sentinel.config.Success;
import io.dataflow.sentinel.freshness.Coverage;
import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.Severity;
import io.dataflow.sentinel.ledger.RunEnd;
import io.dataflow.sentinel.routing.Receiver;
import io.dataflow.sentinel.text.ForeignText;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says how a run went, for those who want to hear of each one, or of each change. */
final class RunMessage {
  private static final int MOST_PROBLEMS = 10;

  private RunMessage() {}

  /** Who hears of this run. */
  static List<String> receivers(RunReport report, Sentinel sentinel, AlertDesk desk) {
    Optional<Integer> before =
        sentinel.ledger().runs(MOST_PROBLEMS).stream()
            .filter(r -> !r.start().runId().equals(report.runId()))
            .flatMap(r -> r.end().stream())
            .map(RunEnd::exitCode)
            .findFirst();
    boolean other = before.filter(code -> code == report.exitCode()).isEmpty();
    return desk.settings().receivers().stream()
        .filter(r -> wants(r.success(), other))
        .map(Receiver::name)
        .toList();
  }

  private static boolean wants(Success success, boolean other) {
    return switch (success) {
      case ALWAYS -> true;
      case ON_CHANGE -> other;
      case NEVER -> false;
    };
  }

  static Message of(RunReport report, Sentinel sentinel, AlertDesk desk) {
    String thread = "run-" + report.runId();
    List<Incident> open = sentinel.ledger().incidents().open();
    return new Message(
        thread + ".1",
        thread,
        Message.Kind.REPORT,
        severity(report.exitCode()),
        title(report),
        sentinel.settings().environment().env(),
        List.of(),
        facts(report, open),
        sentinel.clock().instant().truncatedTo(ChronoUnit.MICROS));
  }

  private static Severity severity(int exitCode) {
    return switch (exitCode) {
      case ExitCode.OK -> Severity.INFO;
      case ExitCode.WARNINGS -> Severity.WARNING;
      default -> Severity.ERROR;
    };
  }

  private static String title(RunReport report) {
    Coverage there = report.dataset().coverage();
    return "run "
        + (report.exitCode() == ExitCode.OK
            ? "succeeded"
            : "ended: " + ExitCode.words(report.exitCode()))
        + ", "
        + there
        + " instruments are fresh";
  }

  private static List<Fact> facts(RunReport report, List<Incident> open) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("run", report.runId()));
    facts.add(new Fact("as of", ReportText.moment(report.asOf())));
    facts.add(new Fact("verdict", report.dataset().verdict() + ", " + report.dataset().reason()));
    facts.add(new Fact("requests", Integer.toString(report.landed().size())));
    facts.add(
        new Fact(
            "bars",
            report.promoted().count("new")
                + " new, "
                + report.promoted().count("settled")
                + " settled, "
                + report.promoted().count("refused")
                + " refused"));
    facts.add(
        new Fact("exit code", report.exitCode() + " (" + ExitCode.words(report.exitCode()) + ")"));
    facts.add(new Fact("data", report.data().name().toLowerCase(java.util.Locale.ROOT)));
    open.stream()
        .sorted(IncidentText.WORST_FIRST)
        .limit(MOST_PROBLEMS)
        .forEach(
            i ->
                facts.add(
                    new Fact(
                        "open " + i.id(), ForeignText.cut(i.detail().title(), Message.TITLE))));
    return facts;
  }
}
