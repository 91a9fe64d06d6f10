package io.dataflow.sentinel.market;

import io.dataflow.sentinel.yaml.Problems;
import io.dataflow.sentinel.yaml.YamlFile;
import io.dataflow.sentinel.yaml.YamlMapping;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One calendar file, read into rules, with every problem in it at once. */
final class CalendarFile {
  private static final CalendarRules NOTHING =
      new CalendarRules(
          new CalendarRules.Identity("", "", ZoneId.of("UTC"), ""),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Span.ALWAYS);

  private final Problems problems = new Problems();
  private final DayRuleReader days = new DayRuleReader(problems);
  private final String text;
  private final YamlMapping map;

  private CalendarFile(String file, String text) {
    this.text = text;
    this.map = YamlFile.parse(file, text).mapping(problems);
  }

  /**
   * Reads a calendar.
   *
   * @param file the file's name, for problems
   * @param text its content
   * @param known finds the calendar a file extends
   * @throws io.dataflow.sentinel.yaml.InvalidFileException with every problem found
   */
  static CalendarRules read(
      String file, String text, Function<String, Optional<CalendarRules>> known) {
    return new CalendarFile(file, text).rules(known);
  }

  private CalendarRules rules(Function<String, Optional<CalendarRules>> known) {
    CalendarRules base = new Inheritance(map, problems).from(known).orElse(NOTHING);
    boolean alone = map.get("extends").isEmpty();
    CalendarRules.Identity identity = identity(base, alone);
    List<CalendarRules.Hours> hours = hours(base, alone);
    List<CalendarRules.Break> breaks = breaks(base);
    ChangeReader changes = new ChangeReader(problems, hours);
    List<CalendarRule> rules = new ArrayList<>(base.rules());
    rules.addAll(changes.rules(map));
    List<SpecialDay> specials = new ArrayList<>(changes.specials(map));
    Set<LocalDate> own =
        specials.stream().flatMap(s -> s.dates().stream()).collect(Collectors.toSet());
    base.specials().forEach(special -> specials.add(special.without(own)));
    Span verified = verified(base.verified());
    map.finish();
    problems.throwIfAny();
    return new CalendarRules(identity, hours, breaks, rules, specials, verified);
  }

  private CalendarRules.Identity identity(CalendarRules base, boolean alone) {
    map.require("name");
    String name = map.text("name").orElse("");
    boolean same = base.identity().name().equals(name);
    String title = map.text("title").orElse(same ? base.identity().title() : name);
    if (alone) {
      map.require("zone");
    }
    ZoneId zone = map.parsed("zone", IanaZone.FORM, IanaZone::parse).orElse(base.identity().zone());
    return new CalendarRules.Identity(name, title, zone, hash(base.identity().version() + text));
  }

  /** FNV-1a of 64 bits; line ends do not count, so it is the same on every system. */
  private static String hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return HexFormat.of().toHexDigits(hash, 12);
  }

  private List<CalendarRules.Hours> hours(CalendarRules base, boolean alone) {
    if (alone) {
      map.require("hours");
      map.require("weekdays");
    }
    Set<DayOfWeek> weekdays = days.weekdays(map, "weekdays").orElse(Set.of());
    List<CalendarRules.Hours> own = new ArrayList<>();
    for (YamlMapping entry : entries("hours")) {
      Span span = span(entry);
      Optional<WallTime> open = required(entry, "open");
      Optional<WallTime> close = required(entry, "close");
      Set<DayOfWeek> on = days.weekdays(entry, "weekdays").orElse(weekdays);
      entry.finish();
      if (inOrder(entry, open, close)) {
        own.add(new CalendarRules.Hours(span, open.get(), close.get(), on));
      }
    }
    if (!own.isEmpty()) {
      return own;
    }
    return weekdays.isEmpty() ? base.hours() : withWeekdays(base.hours(), weekdays);
  }

  private static List<CalendarRules.Hours> withWeekdays(
      List<CalendarRules.Hours> hours, Set<DayOfWeek> weekdays) {
    return hours.stream()
        .map(h -> new CalendarRules.Hours(h.span(), h.open(), h.close(), weekdays))
        .toList();
  }

  private List<CalendarRules.Break> breaks(CalendarRules base) {
    List<CalendarRules.Break> own = new ArrayList<>();
    for (YamlMapping entry : entries("breaks")) {
      Span span = span(entry);
      Optional<WallTime> start = required(entry, "start");
      Optional<WallTime> end = required(entry, "end");
      entry.finish();
      if (inOrder(entry, start, end)) {
        own.add(new CalendarRules.Break(span, start.get(), end.get()));
      }
    }
    return own.isEmpty() ? base.breaks() : own;
  }

  private boolean inOrder(YamlMapping entry, Optional<WallTime> first, Optional<WallTime> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return false;
    }
    if (!first.get().canPrecede(second.get())) {
      problems.add(entry.at(), "the second time comes after the first one, on the wall clock");
      return false;
    }
    return true;
  }

  private static Optional<WallTime> required(YamlMapping entry, String key) {
    entry.require(key);
    return ChangeReader.time(entry, key);
  }

  private Span span(YamlMapping entry) {
    return new ChangeReader(problems, List.of()).span(entry);
  }

  private List<YamlMapping> entries(String key) {
    return map.get(key).stream()
        .flatMap(node -> node.list(problems).stream())
        .map(node -> node.mapping(problems))
        .toList();
  }

  private Span verified(Span base) {
    LocalDate from = map.date("verified-from").orElse(base.from());
    LocalDate to = map.date("verified-until").orElse(base.to());
    if (from.isAfter(to)) {
      problems.add(map.at(), "verified-until comes before verified-from");
      return base;
    }
    return new Span(from, to);
  }
}
