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

  private final Problems problems;

  DayRuleReader(Problems problems) {
    this.problems = problems;
  }

  /** The one day rule of a mapping; a problem when there is none or more than one. */
  Optional<DayRule> day(YamlMapping map) {
    List<DayRule> found =
        Stream.<Optional<? extends DayRule>>of(
                map.parsed("day", "a day of the year such as 12-25", DayRuleReader::fixed),
                map.parsed(
                    "weekday", "words such as \"3rd monday of january\"", DayRuleReader::nth),
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
    String[] words = text.toLowerCase(Locale.ROOT).split(" ");
    if (words.length != 4 || !NUMBERS.contains(words[0]) || !words[2].equals("of")) {
      throw new IllegalArgumentException(text);
    }
    return new DayRule.Nth(
        Month.valueOf(words[3].toUpperCase(Locale.ROOT)),
        NUMBERS.indexOf(words[0]),
        weekday(words[1]));
  }

  private static DayOfWeek weekday(String text) {
    return DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** A list of ISO dates; a problem for each element that is none. */
  List<LocalDate> dates(YamlNode list) {
    List<LocalDate> dates = new ArrayList<>();
    for (YamlNode node : list.list(problems)) {
      try {
        dates.add(LocalDate.parse(node.text().orElse("")));
      } catch (DateTimeParseException e) {
        problems.add(node, wanted("dates: a date such as 2024-07-03", node));
      }
    }
    return dates;
  }

  /** The keys {@code plus}, {@code moved} and {@code only}. */
  Observance observance(YamlMapping map) {
    return new Observance(
        map.integer("plus").orElse(0),
        map.get("moved").map(this::moved).orElse(Map.of()),
        weekdays(map, "only").orElse(EnumSet.allOf(DayOfWeek.class)));
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
