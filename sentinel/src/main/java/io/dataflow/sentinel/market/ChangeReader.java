package io.dataflow.sentinel.market;

import io.dataflow.sentinel.yaml.Problems;
import io.dataflow.sentinel.yaml.YamlMapping;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the rules of a calendar file, by what they make of a day, and its dated specials. */
final class ChangeReader {
  private final Problems problems;
  private final DayRuleReader days;
  private final List<CalendarRules.Hours> hours;

  /**
   * A reader for one file.
   *
   * @param hours the regular hours, to hold special hours against
   */
  ChangeReader(Problems problems, List<CalendarRules.Hours> hours) {
    this.problems = problems;
    this.days = new DayRuleReader(problems);
    this.hours = List.copyOf(hours);
  }

  /** All rules of a file, of the four lists that hold them. */
  List<CalendarRule> rules(YamlMapping file) {
    List<CalendarRule> rules = new ArrayList<>();
    rules.addAll(rules(file, "holidays", DayEffect.Type.CLOSED));
    rules.addAll(rules(file, "partial-holidays", DayEffect.Type.OPTIONAL));
    rules.addAll(rules(file, "special-hours", DayEffect.Type.HOURS));
    rules.addAll(rules(file, "sessions", DayEffect.Type.SESSION));
    return rules;
  }

  private List<CalendarRule> rules(YamlMapping file, String key, DayEffect.Type type) {
    List<CalendarRule> rules = new ArrayList<>();
    for (YamlMapping map : mappings(file, key)) {
      Optional<String> name = name(map);
      Optional<DayRule> day = days.day(map);
      Observance observance = days.observance(map);
      Span span = span(map);
      DayEffect effect = effect(map, type);
      Notice notice = new Notice(true, map.date("declared"));
      map.finish();
      check(map, effect, span);
      if (name.isPresent() && day.isPresent()) {
        rules.add(new CalendarRule(name.get(), day.get(), observance, span, effect, notice));
      }
    }
    return rules;
  }

  /** The dated specials of a file. */
  List<SpecialDay> specials(YamlMapping file) {
    List<SpecialDay> specials = new ArrayList<>();
    for (YamlMapping map : mappings(file, "specials")) {
      Optional<String> name = name(map);
      List<LocalDate> dates = specialDates(map);
      map.require("type");
      Optional<DayEffect.Type> type = map.choice("type", DayEffect.Type.class);
      DayEffect effect = effect(map, type.orElse(DayEffect.Type.CLOSED));
      Notice notice = notice(map);
      map.require("source");
      String source = map.text("source").orElse("");
      map.require("confidence");
      SpecialDay.Confidence confidence =
          map.choice("confidence", SpecialDay.Confidence.class).orElse(SpecialDay.Confidence.LOW);
      map.finish();
      dates.forEach(date -> check(map, effect, new Span(date, date)));
      specials.add(new SpecialDay(dates, name.orElse(""), effect, notice, source, confidence));
    }
    return specials;
  }

  private List<LocalDate> specialDates(YamlMapping map) {
    List<LocalDate> dates = new ArrayList<>(map.get("dates").map(days::dates).orElse(List.of()));
    map.date("date").ifPresent(dates::add);
    if (map.get("date").isPresent() == map.get("dates").isPresent()) {
      problems.add(map.at(), "one of the keys date, dates is wanted");
    }
    return dates;
  }

  private Notice notice(YamlMapping map) {
    map.require("scheduled");
    map.require("declared");
    boolean unknown = map.text("declared").filter("unknown"::equals).isPresent();
    Optional<LocalDate> declared =
        unknown
            ? Optional.empty()
            : map.parsed("declared", "a date such as 2024-12-30 or unknown", LocalDate::parse);
    return new Notice(map.flag("scheduled").orElse(true), declared);
  }

  private Optional<String> name(YamlMapping map) {
    map.require("name");
    return map.text("name");
  }

  private DayEffect effect(YamlMapping map, DayEffect.Type type) {
    Optional<WallTime> open = time(map, "open");
    Optional<WallTime> close = time(map, "close");
    if (type == DayEffect.Type.CLOSED && (open.isPresent() || close.isPresent())) {
      problems.add(map.at(), "a closed day has neither open nor close");
    }
    if (type == DayEffect.Type.HOURS && map.get("open").or(() -> map.get("close")).isEmpty()) {
      problems.add(map.at(), "special hours need open, close or both");
    }
    return new DayEffect(type, open, close);
  }

  private void check(YamlMapping map, DayEffect effect, Span span) {
    boolean backwards =
        hours.stream()
            .filter(
                h -> !h.span().from().isAfter(span.to()) && !h.span().to().isBefore(span.from()))
            .anyMatch(
                h -> !effect.open().orElse(h.open()).canPrecede(effect.close().orElse(h.close())));
    if (backwards) {
      problems.add(map.at(), "a session closes after it opens; see the hours of these dates");
    }
  }

  /** The keys {@code from} and {@code to}, both inclusive. */
  Span span(YamlMapping map) {
    LocalDate from = map.date("from").orElse(LocalDate.MIN);
    LocalDate to = map.date("to").orElse(LocalDate.MAX);
    if (from.isAfter(to)) {
      problems.add(map.at(), "the range ends before it begins: " + from + " to " + to);
      return Span.ALWAYS;
    }
    return new Span(from, to);
  }

  /** A wall time, with words for the day beside the session's own. */
  static Optional<WallTime> time(YamlMapping map, String key) {
    return map.parsed(key, WallTime.FORM, WallTime::parse);
  }

  private List<YamlMapping> mappings(YamlMapping file, String key) {
    return file.get(key).stream()
        .flatMap(node -> node.list(problems).stream())
        .map(node -> node.mapping(problems))
        .toList();
  }
}
