package io.dataflow.sentinel;

import io.dataflow.sentinel.backtest.Backtest;
import io.dataflow.sentinel.backtest.BacktestResult;
import io.dataflow.sentinel.backtest.Differences;
import io.dataflow.sentinel.backtest.Hours;
import io.dataflow.sentinel.backtest.RuleResult;
import io.dataflow.sentinel.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Writes the result of a back-test as text, CSV and JSON. */
final class BacktestReport {
  private static final int DATES_NAMED = 5;

  private final Backtest backtest;
  private final String checkEvery;
  private final BacktestResult result;
  private final boolean simulated;

  BacktestReport(Backtest backtest, String checkEvery, BacktestResult result, boolean simulated) {
    this.backtest = backtest;
    this.checkEvery = checkEvery;
    this.result = result;
    this.simulated = simulated;
  }

  String text() {
    TextTable head = new TextTable("calendar", calendarLine());
    head.add(List.of("bars", backtest.bars().origin() + ", " + backtest.delays()));
    head.add(
        List.of(
            "checks",
            String.format(Locale.ROOT, "%,d", result.checks()) + " (" + checkEvery + ")"));
    TextTable table =
        new TextTable(
            "RULE",
            "FALSE ALARMS",
            "A YEAR",
            "EPISODES",
            "A YEAR",
            "MISSED",
            "NOTICED: MEDIAN",
            "P95",
            "MAX");
    result.rules().forEach(rule -> table.add(row(rule)));
    return head
        + "\n"
        + table
        + "\n"
        + "FALSE ALARMS: checks that call a feed stale which lost nothing; EPISODES: those in a row.\n"
        + "MISSED: of the sessions dropped one at a time, those never noticed.\n"
        + "NOTICED: hours from the close of the first lost session until a stopped feed is noticed.\n"
        + notes().stream().map(note -> note + "\n").collect(Collectors.joining());
  }

  private String calendarLine() {
    return backtest.calendar().name()
        + ", "
        + backtest.range().from()
        + " to "
        + backtest.range().to();
  }

  private List<String> row(RuleResult rule) {
    Hours noticed = rule.stop().noticedAfter();
    return List.of(
        rule.rule(),
        String.format(Locale.ROOT, "%,d", rule.falseAlarms()),
        aYear(rule.falseAlarms()),
        String.format(Locale.ROOT, "%,d", rule.falseAlarmEpisodes()),
        aYear(rule.falseAlarmEpisodes()),
        String.format(
            Locale.ROOT,
            "%,d of %,d",
            rule.oneSession().missed().size(),
            rule.oneSession().dropped()),
        hours(noticed.median(), "never"),
        hours(noticed.p95(), ""),
        hours(noticed.max(), ""));
  }

  private String aYear(long count) {
    return String.format(Locale.ROOT, "%,.1f", count / backtest.range().years());
  }

  private static String hours(OptionalDouble hours, String none) {
    return hours.isEmpty() ? none : decimal(hours.getAsDouble(), 2).toPlainString();
  }

  /** What must be known to read the figures, a line each. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (simulated) {
      notes.add("SIMULATED DATA");
    }
    Differences differences = result.differences();
    note(
        notes,
        differences.withoutBar(),
        "sessions of the calendar without a bar, whose alarms count as false");
    note(notes, differences.withoutSession(), "bars on dates without a session in the calendar");
    note(notes, differences.otherClose(), "sessions that close at another time in the calendar");
    note(notes, result.notOwed(), "bars not dropped, because the calendar owes none");
    for (RuleResult rule : result.rules()) {
      int blind = rule.stop().missed().size();
      if (blind > 0) {
        notes.add(
            rule.rule()
                + ": stopped feeds it did not tell from a running one, as it rang for both or for"
                + " neither ("
                + blind
                + ")");
      }
    }
    return notes;
  }

  private static void note(List<String> notes, List<LocalDate> dates, String what) {
    if (!dates.isEmpty()) {
      String named =
          dates.stream()
              .limit(DATES_NAMED)
              .map(LocalDate::toString)
              .collect(Collectors.joining(", "));
      int more = dates.size() - DATES_NAMED;
      notes.add(
          what + " (" + dates.size() + "): " + named + (more > 0 ? " and " + more + " more" : ""));
    }
  }

  String csv() {
    StringBuilder text =
        new StringBuilder(
            "rule,false_alarms,false_alarms_a_year,episodes,episodes_a_year,dropped,missed,"
                + "stops_missed,noticed_median_hours,noticed_p95_hours,noticed_max_hours\n");
    for (RuleResult rule : result.rules()) {
      Hours noticed = rule.stop().noticedAfter();
      text.append(rule.rule().contains(",") ? '"' + rule.rule() + '"' : rule.rule());
      for (Object cell :
          List.of(
              rule.falseAlarms(),
              perYear(rule.falseAlarms()),
              rule.falseAlarmEpisodes(),
              perYear(rule.falseAlarmEpisodes()),
              rule.oneSession().dropped(),
              rule.oneSession().missed().size(),
              rule.stop().missed().size(),
              hours(noticed.median(), ""),
              hours(noticed.p95(), ""),
              hours(noticed.max(), ""))) {
        text.append(',').append(cell);
      }
      text.append('\n');
    }
    return text.toString();
  }

  String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("calendar", backtest.calendar().name());
    json.put("from", backtest.range().from());
    json.put("to", backtest.range().to());
    json.put("checks", result.checks());
    json.put("rules", result.rules().stream().map(this::json).toList());
    return Json.pretty(json);
  }

  private Map<String, Object> json(RuleResult rule) {
    Hours noticed = rule.stop().noticedAfter();
    Map<String, Object> hours = new LinkedHashMap<>();
    hours.put("median", number(noticed.median()));
    hours.put("p95", number(noticed.p95()));
    hours.put("max", number(noticed.max()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rule", rule.rule());
    json.put("falseAlarms", rule.falseAlarms());
    json.put("falseAlarmEpisodes", rule.falseAlarmEpisodes());
    json.put("falseAlarmsPerYear", perYear(rule.falseAlarms()));
    json.put("missed", rule.oneSession().missed().size());
    json.put("timeToDetectHours", hours);
    return json;
  }

  private double perYear(long count) {
    return decimal(count / backtest.range().years(), 2).doubleValue();
  }

  /** JSON's null where there is nothing to sum up. */
  private static Object number(OptionalDouble hours) {
    return hours.isEmpty() ? null : (Object) decimal(hours.getAsDouble(), 4).doubleValue();
  }

  private static BigDecimal decimal(double value, int places) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
  }
}
