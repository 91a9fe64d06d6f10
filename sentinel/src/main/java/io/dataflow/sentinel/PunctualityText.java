package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.LagProposal;
import io.dataflow.sentinel.freshness.Punctuality;
import io.dataflow.sentinel.freshness.Punctuality.Delay;
import io.dataflow.sentinel.silver.SilverTables;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says punctuality in words, tables and JSON. */
final class PunctualityText {
  private static final List<Double> SHARES = List.of(0.5, 0.9, 0.95, 0.99, 1.0);

  private PunctualityText() {}

  /** One feed in full. */
  static String of(PunctualityReport report) {
    StringBuilder text = new StringBuilder();
    text.append(report.feed().instrument())
        .append(' ')
        .append(report.feed().interval())
        .append(" on ")
        .append(report.calendar())
        .append(": ")
        .append(basis(report))
        .append("\n\n");
    if (report.punctuality().delays().isEmpty()) {
      return text.append("Nothing to measure yet: look more often between close and deadline.\n")
          .toString();
    }
    text.append("Time from the close until the bar was seen:\n\n").append(quantiles(report));
    text.append('\n').append(replays(report)).append(advice(report));
    return text.toString();
  }

  private static String basis(PunctualityReport report) {
    Punctuality punctuality = report.punctuality();
    String left =
        punctuality.unobserved() == 0
            ? ""
            : ", " + punctuality.unobserved() + " left out, as no look tells if they came in time";
    int observed = punctuality.delays().size();
    return observed + (observed == 1 ? " session" : " sessions") + " observed" + left;
  }

  private static String quantiles(PunctualityReport report) {
    TextTable table =
        new TextTable("SESSIONS", "COUNT", "HALF BY", "90 %", "95 %", "99 %", "ALL BY");
    report
        .groups()
        .forEach(
            (name, delays) -> {
              List<String> cells = new ArrayList<>(List.of(name, Integer.toString(delays.size())));
              SHARES.forEach(share -> cells.add(quantile(delays, share)));
              table.add(cells);
            });
    return table.toString();
  }

  /** A quantile that so few sessions cannot tell is left open. */
  private static String quantile(List<Delay> delays, double share) {
    boolean told = share == 1.0 || share == 0.5 || delays.size() * (1 - share) >= 1;
    return delays.isEmpty() || !told
        ? "-"
        : Durations.words(Punctuality.quantile(delays, share).orElseThrow());
  }

  private static String replays(PunctualityReport report) {
    TextTable table =
        new TextTable("REPLAYED", "LAG", "GRACE", "DEADLINE", "CALLED LATE", "A YEAR", "PROVEN");
    table.add(cells("as set", report.present(), report));
    report.proposed().ifPresent(line -> table.add(cells("proposed", line, report)));
    return table.toString();
  }

  private static List<String> cells(
      String name, PunctualityReport.Line line, PunctualityReport report) {
    LagProposal.Replay replay = line.replay();
    return List.of(
        name,
        Durations.words(line.lag()),
        Durations.words(line.grace()),
        "close + " + Durations.words(line.deadline()),
        replay.late() + " of " + replay.sessions(),
        String.format(Locale.ROOT, "%.1f", replay.rate() * report.perYear()),
        Integer.toString(replay.proven()));
  }

  private static String advice(PunctualityReport report) {
    PunctualityReport.Line line = report.proposed().orElseThrow();
    String few =
        report.enough()
            ? ""
            : "\nSo few sessions cannot show a rate of "
                + percent(report.wanted())
                + ": the proposal is the longest delay seen.\n";
    return "\nWanted: false alarms in at most "
        + percent(report.wanted())
        + " of the sessions. A missing session would be told "
        + Durations.words(line.deadline())
        + " after its close.\nTo set it:  "
        + setting(report.feed(), line)
        + "\n"
        + few;
  }

  private static String percent(double share) {
    BigDecimal percent = BigDecimal.valueOf(share * 100).round(new MathContext(3));
    return percent.stripTrailingZeros().toPlainString() + " %";
  }

  /** In the settings for the pipeline's own bars, on the command line for a table of a user's. */
  private static String setting(Feed feed, PunctualityReport.Line line) {
    return feed.dataset().equals(SilverTables.BARS.fullName())
        ? "{symbol: %s, lag: %s, grace: %s}".formatted(feed.instrument(), line.lag(), line.grace())
        : "--lag %s --grace %s".formatted(line.lag(), line.grace());
  }

  /** A line a feed. */
  static String table(List<PunctualityReport> reports) {
    TextTable table =
        new TextTable(
            "INSTRUMENT", "OBSERVED", "LEFT OUT", "HALF BY", "95 %", "ALL BY", "SET", "PROPOSED");
    for (PunctualityReport report : reports) {
      List<Delay> delays = report.punctuality().delays();
      table.add(
          List.of(
              report.feed().instrument(),
              Integer.toString(delays.size()),
              Integer.toString(report.punctuality().unobserved()),
              quantile(delays, 0.5),
              quantile(delays, 0.95),
              quantile(delays, 1.0),
              Durations.words(report.present().deadline()),
              report.proposed().map(p -> Durations.words(p.deadline())).orElse("-")));
    }
    return table.toString();
  }

  static Map<String, Object> json(PunctualityReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("symbol", report.feed().instrument());
    json.put("interval", report.feed().interval().code());
    json.put("calendar", report.calendar());
    json.put("observed", report.punctuality().delays().size());
    json.put("left_out", report.punctuality().unobserved());
    json.put("wanted_false_alarms_per_session", report.wanted());
    json.put("enough_sessions", report.enough());
    List<Map<String, Object>> groups = new ArrayList<>();
    report.groups().forEach((name, delays) -> groups.add(group(name, delays)));
    json.put("delays", groups);
    json.put("set", line(report.present()));
    json.put("proposed", report.proposed().map(PunctualityText::line).orElse(null));
    return json;
  }

  private static Map<String, Object> group(String name, List<Delay> delays) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sessions", name);
    json.put("count", delays.size());
    for (double share : SHARES) {
      String key = share == 1.0 ? "max" : "p" + Math.round(share * 100);
      json.put(key, Punctuality.quantile(delays, share).map(Duration::toString).orElse(null));
    }
    return json;
  }

  private static Map<String, Object> line(PunctualityReport.Line line) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("lag", line.lag().toString());
    json.put("grace", line.grace().toString());
    json.put("replayed", line.replay().sessions());
    json.put("called_late", line.replay().late());
    json.put("proven_late", line.replay().proven());
    json.put("rate", line.replay().rate());
    return json;
  }
}
