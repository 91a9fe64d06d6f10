package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Cause;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.JudgedBy;
import io.dataflow.sentinel.freshness.Look;
import io.dataflow.sentinel.freshness.Prospects;
import io.dataflow.sentinel.freshness.SessionVerdict;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.text.ForeignText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** An explanation for a terminal: a line a step, from the calendar to what will change. */
final class ExplanationText {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

  private final Explanation why;
  private final StringBuilder text = new StringBuilder();

  private ExplanationText(Explanation why) {
    this.why = why;
  }

  /** The whole text, ended by a line feed. */
  static String of(Explanation why) {
    return new ExplanationText(why).text();
  }

  private String text() {
    text.append(why.instrument().feed().instrument())
        .append(' ')
        .append(why.instrument().feed().interval())
        .append(", session ")
        .append(ReportText.day(why.date()))
        .append(", as of ")
        .append(ReportText.moment(why.asOf()))
        .append("\n\n");
    calendar();
    why.promise().ifPresent(this::deadline);
    promises();
    looks();
    bars();
    verdict();
    changes();
    return text.toString();
  }

  private void calendar() {
    TradingCalendar calendar = why.instrument().calendar().orElseThrow();
    line("calendar", calendar.name() + " (" + calendar.version() + "): " + rule());
    why.session()
        .ifPresentOrElse(
            session -> line("session", hours(session, calendar.zone())),
            () -> line("session", "none: " + why.closure().orElse("closed")));
    why.session().ifPresent(session -> line("close", ReportText.moment(session.close())));
  }

  private String rule() {
    return why.instrument().calendarRule();
  }

  private static String hours(Session session, ZoneId zone) {
    String kind =
        switch (session.kind()) {
          case REGULAR -> "";
          case SPECIAL_HOURS -> ", special hours";
          case OPTIONAL -> ", partial holiday: a bar may come, none is owed";
          case EXTRA -> ", trading on a day listed as closed: a bar may come, none is owed";
        };
    String pause =
        session
            .pause()
            .map(p -> ", break " + local(p.start(), zone) + " to " + local(p.end(), zone))
            .orElse("");
    return local(session.open(), zone)
        + " to "
        + local(session.close(), zone)
        + " "
        + zone
        + pause
        + kind;
  }

  private static String local(Instant instant, ZoneId zone) {
    return LOCAL.format(instant.atZone(zone));
  }

  private void deadline(Expectation promise) {
    line("lag", "+ " + words(promise.lag()) + "   from the close until the source has the bar");
    line("grace", "+ " + words(promise.grace()) + "   before anybody is told");
    line("deadline", ReportText.moment(promise.deadline()));
    Instant settled = promise.close().plus(promise.arrival().settle());
    line(
        "counts",
        promise.arrival().judge() == JudgedBy.FINAL
            ? "a bar retrieved from " + ReportText.moment(settled) + " on, when it has settled"
            : "any bar retrieved after the close");
  }

  private void promises() {
    for (int i = 0; i < why.promises().size(); i++) {
      Expectation promise = why.promises().get(i);
      boolean recorded = i < why.written();
      line(
          i == 0 ? "promised" : "",
          (recorded
                  ? "written " + ReportText.moment(promise.recordedAt())
                  : "not written yet: the next run writes it")
              + ": "
              + promise.reason()
              + (promise.owed() ? "" : " (no bar is owed)"));
    }
    if (why.promises().isEmpty() && why.session().isPresent()) {
      line("promised", "nothing: " + unwatched());
    }
  }

  private String unwatched() {
    return why.watchedSince()
        .map(at -> "the watch began " + ReportText.moment(at) + "; it counts as coverage only")
        .orElse("the instrument is not watched yet");
  }

  private void looks() {
    for (int i = 0; i < why.looks().size(); i++) {
      Look look = why.looks().get(i);
      line(
          i == 0 ? "looks" : "",
          ReportText.moment(look.at()) + "  " + look.seen().name().toLowerCase(Locale.ROOT));
    }
    if (why.looks().isEmpty()) {
      line("looks", "none");
    }
    why.lastAttempt()
        .ifPresent(
            attempt ->
                attempt
                    .failure()
                    .ifPresent(f -> line("failed", ReportText.moment(attempt.at()) + "  " + f)));
  }

  private void bars() {
    for (int i = 0; i < why.bars().size(); i++) {
      BarHistory.Version bar = why.bars().get(i);
      line(
          i == 0 ? "bars" : "",
          ReportText.moment(bar.knownAt())
              + "  "
              + bar.state()
              + (bar.close().isEmpty() ? ", no prices" : ", close " + bar.close())
              + (bar.note().isEmpty() ? "" : "  (" + note(bar) + ")"));
    }
    if (why.bars().isEmpty()) {
      line("bars", "none in silver, none in quarantine");
    }
  }

  private static String note(BarHistory.Version bar) {
    return bar.state().equals("refused") ? "broke " + bar.note() : "replaced: " + bar.note();
  }

  private void verdict() {
    text.append('\n');
    line("state", why.said().map(ExplanationText::said).orElse("none: " + unwatched()));
    line("verdict", why.verdict().verdict() + ": " + why.verdict().reason());
    if (why.verdict().coverage().due() > 0) {
      line("coverage", why.verdict().coverage() + " sessions that were due are there");
    }
    why.verdict().warnings().forEach(w -> line("warning", w));
  }

  private static String said(SessionVerdict session) {
    String cause = session.cause().map(Cause::words).map(c -> ", " + c).orElse("");
    String reason = session.reason().map(r -> ": " + r).orElse("");
    String arrival =
        session
            .arrival()
            .map(
                a ->
                    ", seen "
                        + a.lastWithout()
                            .map(at -> "between " + ReportText.moment(at) + " and ")
                            .orElse("at ")
                        + ReportText.moment(a.firstWith()))
            .orElse("");
    boolean arrived = session.state().arrived();
    String unobserved =
        arrived && !session.observed() ? ", unobserved: no look tells if it came in time" : "";
    return session.words() + cause + arrival + unobserved + reason;
  }

  private void changes() {
    List<Prospects.Change> changes = why.changes();
    for (int i = 0; i < changes.size(); i++) {
      String at = changes.get(i).at().map(ReportText::moment).orElse("on evidence");
      line(i == 0 ? "changes" : "", at + "  " + changes.get(i).what());
    }
  }

  private static String words(Duration duration) {
    return Durations.words(duration);
  }

  private void line(String label, String value) {
    String safe = ForeignText.line(value);
    text.append(String.format(Locale.ROOT, "%-11s %s%n", label, safe).replace("\r", ""));
  }
}
