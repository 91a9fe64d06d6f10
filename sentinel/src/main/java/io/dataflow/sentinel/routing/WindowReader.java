package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.yaml.InvalidFileException;
import io.dataflow.sentinel.yaml.Suggestion;
import io.dataflow.sentinel.yaml.YamlMapping;
import io.dataflow.sentinel.yaml.YamlNode;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code time_intervals}. */
final class WindowReader {
  private static final String TIME = "a time of day from 00:00 to 24:00 such as 09:30";

  private final Reading reading;
  private final Calendars calendars;

  WindowReader(Reading reading, Calendars calendars) {
    this.reading = reading;
    this.calendars = calendars;
  }

  /** By name, in the order of the file. */
  Map<String, TimeWindow> read(YamlMapping top) {
    Map<String, TimeWindow> all = new LinkedHashMap<>();
    for (Fields fields : reading.sections(top, "time_intervals")) {
      Optional<String> name = fields.required("name").filter(text -> !text.isBlank());
      fields.mapping().require("time_intervals");
      List<TimeRule> rules = new ArrayList<>();
      for (Fields rule : reading.sections(fields.mapping(), "time_intervals")) {
        rule(rule).ifPresent(rules::add);
      }
      fields.finish(Map.of());
      Optional<TimeWindow> before =
          name.map(each -> all.putIfAbsent(each, new TimeWindow(each, fields.at(), rules)));
      before.ifPresent(
          window ->
              reading.problem(
                  fields.at(),
                  "the time interval "
                      + Reading.shown(window.name())
                      + " stands here a second time, after line "
                      + window.at().line()));
    }
    return all;
  }

  private Optional<TimeRule> rule(Fields fields) {
    Optional<ExchangeTime> exchange = exchange(fields);
    ZoneId fallback = exchange.map(each -> each.calendar().zone()).orElse(ZoneOffset.UTC);
    TimeRule rule =
        new TimeRule(
            times(fields),
            fields.some("weekdays", RangeForm.WEEKDAY, RangeForm::weekdays),
            fields.some("days_of_month", RangeForm.DAY, RangeForm::days),
            fields.some("months", RangeForm.MONTH, RangeForm::months),
            fields.some("years", RangeForm.YEAR, RangeForm::years),
            location(fields).orElse(fallback),
            exchange);
    fields.finish(Map.of("time_zone", "write location"));
    boolean nothing = fields.mapping().keys().stream().allMatch("location"::equals);
    if (nothing) {
      reading.warning(fields.at(), "without times, days or an exchange this is always");
    }
    return Optional.of(rule);
  }

  private List<Span> times(Fields fields) {
    List<Span> spans = new ArrayList<>();
    fields.notEmpty("times");
    for (Fields time : reading.sections(fields.mapping(), "times")) {
      time.mapping().require("start_time");
      time.mapping().require("end_time");
      Optional<Integer> start = time.parsed("start_time", TIME, RangeForm::minute);
      Optional<Integer> end = time.parsed("end_time", TIME, RangeForm::minute);
      time.finish(Map.of());
      if (start.isPresent() && end.isPresent() && start.get() >= end.get()) {
        reading.problem(
            time.at(),
            "times: start_time is before end_time. Over midnight, write two: to 24:00, and from"
                + " 00:00");
      } else if (start.isPresent() && end.isPresent()) {
        spans.add(new Span(start.get(), end.get() - 1));
      }
    }
    return spans;
  }

  private Optional<ZoneId> location(Fields fields) {
    Optional<String> name = fields.text("location").map(String::strip);
    Optional<String> known =
        name.filter(each -> ZoneRulesProvider.getAvailableZoneIds().contains(each))
            .filter(each -> !each.startsWith("SystemV/"));
    if (name.isPresent() && known.isEmpty()) {
      String nearest = Suggestion.of(name.get(), ZoneRulesProvider.getAvailableZoneIds());
      reading.problem(
          fields.mapping().get("location").orElseThrow(),
          "location: an IANA zone such as America/New_York, or UTC, is wanted, not "
              + Reading.shown(name.get())
              + (nearest.startsWith(". Did") ? nearest : "")
              + (name.get().equals("Local") ? ": another machine has another local time" : ""));
    }
    return known.map(ZoneId::of);
  }

  private Optional<ExchangeTime> exchange(Fields fields) {
    Optional<TradingCalendar> calendar =
        fields.text("exchange").map(String::strip).flatMap(name -> calendar(fields, name));
    Optional<ExchangeTime.When> when =
        fields.parsed(
            "when",
            "one of open, closed, session-day, holiday",
            text -> ExchangeTime.When.valueOf(text.replace('-', '_').toUpperCase(Locale.ROOT)));
    if (fields.has("exchange") != fields.has("when")) {
      reading.problem(
          fields.at(),
          "exchange and when need each other, as in \"exchange: XNYS\" and \"when: closed\"");
    }
    return calendar.flatMap(each -> when.map(word -> new ExchangeTime(each, word)));
  }

  private Optional<TradingCalendar> calendar(Fields fields, String name) {
    YamlNode node = fields.mapping().get("exchange").orElseThrow();
    try {
      calendars.problem(name).ifPresent(text -> reading.problem(node, "exchange: " + text));
      return calendars.find(name);
    } catch (InvalidFileException e) {
      e.problems().forEach(text -> reading.problem(node, "exchange: " + text));
      return Optional.empty();
    }
  }
}
