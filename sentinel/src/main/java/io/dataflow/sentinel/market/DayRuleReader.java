package io.dataflow.sentinel.market;

import io.dataflow.sentinel.yaml.Problems;
import io.dataflow.sentinel.yaml.YamlMapping;
import io.dataflow.sentinel.yaml.YamlNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads where in the year something falls, and how it moves. */
final class DayRuleReader {
  private static final List<String> NUMBERS = List.of("last", "1st", "2nd", "3rd", "4th", "5th");

  private static final String EVERY_MONTH = " of every month";
  private static final String DAY =
      "a day of the year such as 12-25, or words such as \"15 of every month\"";
  private static final String WEEKDAY =
      "words such as \"3rd monday of january\" or \"1st friday of every month\"";
  private static final String DATES =
      "dates: a date such as 2024-07-03, or two as in \"2024-12-24 to 2025-01-02\",";

  private final Problems problems;

  DayRuleReader(Problems problems) {
    this.problems = problems;
  }

  /** The one day rule of a mapping; a problem when there is none or more than one. */
  Optional<DayRule> day(YamlMapping map) {
    List<DayRule> found =
        Stream.<Optional<? extends DayRule>>of(
                map.parsed("day", DAY, DayRuleReader::day),
                map.parsed("weekday", WEEKDAY, DayRuleReader::nth),
                map.integer("easter").map(DayRule.Easter::new),
                map.get("dates").map(node -> new DayRule.Dated(dates(node))))
            .<DayRule>flatMap(Optional::stream)
            .toList();
    long keys =
        Stream.of("day", "weekday", "easter", "dates").filter(k -> map.get(k).isPresent()).count();
    if (keys != 1) {
      problems.add(map.at(), "one of the keys day, weekday, easter, dates is wanted, not " + keys);
    }
    return found.stream().findFirst();
  }

  private static DayRule day(String text) {
    return text.endsWith(EVERY_MONTH)
        ? monthly(text.substring(0, text.length() - EVERY_MONTH.length()))
        : fixed(text);
  }

  private static DayRule monthly(String day) {
    int number = day.equals("last") ? 0 : Integer.parseInt(day);
    if (number < 0 || number > 31 || day.equals("0")) {
      throw new IllegalArgumentException(day);
    }
    return new DayRule.Monthly(number);
  }

  private static DayRule fixed(String text) {
    if (text.length() != 5 || text.charAt(2) != '-') {
      throw new IllegalArgumentException(text);
    }
    int month = Integer.parseInt(text.substring(0, 2));
    int day = Integer.parseInt(text.substring(3));
    if (month < 1 || month > 12 || day < 1 || day > Month.of(month).maxLength()) {
      throw new IllegalArgumentException(text);
    }
    return new DayRule.Fixed(MonthDay.of(month, day));
  }

  private static DayRule nth(String text) {
    String[] words = text.toLowerCase(Locale.ROOT).split(" ", 4);
    if (words.length != 4 || !NUMBERS.contains(words[0]) || !words[2].equals("of")) {
      throw new IllegalArgumentException(text);
    }
    int nth = NUMBERS.indexOf(words[0]);
    DayOfWeek weekday = weekday(words[1]);
    return words[3].equals("every month")
        ? new DayRule.MonthlyNth(nth, weekday)
        : new DayRule.Nth(Month.valueOf(words[3].toUpperCase(Locale.ROOT)), nth, weekday);
  }

  private static DayOfWeek weekday(String text) {
    return DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** A list of ISO dates and ranges of them; a problem for each element that is none. */
  List<LocalDate> dates(YamlNode list) {
    List<LocalDate> dates = new ArrayList<>();
    for (YamlNode node : list.list(problems)) {
      try {
        dates.addAll(dates(node.text().orElse("")));
      } catch (IllegalArgumentException | DateTimeParseException e) {
        problems.add(node, wanted(DATES, node));
      }
    }
    return dates;
  }

  private static List<LocalDate> dates(String text) {
    String[] ends = text.split(" to ", 2);
    LocalDate first = LocalDate.parse(ends[0].strip());
    LocalDate last = ends.length == 1 ? first : LocalDate.parse(ends[1].strip());
    if (last.isBefore(first) || last.isAfter(first.plusYears(1))) {
      throw new IllegalArgumentException("backwards, or a year and more: " + text);
    }
    return first.datesUntil(last.plusDays(1)).toList();
  }

  /** The keys {@code plus}, {@code moved} and {@code only}. */
  Observance observance(YamlMapping map) {
    return new Observance(
        map.integer("plus").orElse(0),
        map.get("moved").map(this::moved).orElse(Map.of()),
        weekdays(map, "only").orElse(EnumSet.allOf(DayOfWeek.class)),
        0);
  }

  private Map<DayOfWeek, Integer> moved(YamlNode node) {
    Map<DayOfWeek, Integer> moved = new EnumMap<>(DayOfWeek.class);
    YamlMapping map = node.mapping(problems);
    for (DayOfWeek weekday : DayOfWeek.values()) {
      map.integer(weekday.name().toLowerCase(Locale.ROOT))
          .ifPresent(days -> moved.put(weekday, days));
    }
    map.finish();
    return moved;
  }

  /** A list of weekdays; empty when the key is absent. */
  Optional<Set<DayOfWeek>> weekdays(YamlMapping map, String key) {
    return map.get(key).map(node -> weekdays(key, node));
  }

  private Set<DayOfWeek> weekdays(String key, YamlNode list) {
    Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
    for (YamlNode node : list.list(problems)) {
      String word = node.text().orElse("").toUpperCase(Locale.ROOT);
      Arrays.stream(DayOfWeek.values())
          .filter(day -> day.name().equals(word))
          .findFirst()
          .ifPresentOrElse(
              weekdays::add,
              () -> problems.add(node, wanted(key + ": a weekday such as monday", node)));
    }
    return weekdays;
  }

  private static String wanted(String form, YamlNode node) {
    return form + " is wanted, not \"" + node.text().orElse("a list or a mapping") + "\"";
  }
}
