package io.dataflow.sentinel.market;

import io.dataflow.sentinel.yaml.Problems;
import io.dataflow.sentinel.yaml.YamlMapping;
import io.dataflow.sentinel.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a calendar file takes over from the calendar it extends, and what it does without. */
final class Inheritance {
  private static final int WEEK = 7;

  private final Problems problems;
  private final YamlMapping map;

  Inheritance(YamlMapping map, Problems problems) {
    this.map = map;
    this.problems = problems;
  }

  /** The calendar it extends as this one builds on it; empty when it stands alone. */
  Optional<CalendarRules> from(Function<String, Optional<CalendarRules>> known) {
    Optional<String> wanted = map.text("extends");
    Optional<CalendarRules> base = wanted.flatMap(known);
    if (wanted.isPresent() && base.isEmpty()) {
      problems.add(
          map.get("extends").get(),
          "extends: there is no calendar \"" + wanted.get() + "\" to build on");
    }
    return base.map(this::without).map(this::datedLater);
  }

  private CalendarRules without(CalendarRules base) {
    List<CalendarRule> rules = new ArrayList<>(base.rules());
    List<SpecialDay> specials = new ArrayList<>(base.specials());
    for (YamlNode node : map.get("without").map(n -> n.list(problems)).orElse(List.of())) {
      String name = node.text().orElse("");
      boolean ruled = rules.removeIf(rule -> rule.name().equals(name));
      boolean dated = specials.removeIf(special -> special.name().equals(name));
      if (!ruled && !dated) {
        problems.add(
            node, "without: the calendar it extends has no rule and no special \"" + name + "\"");
      }
    }
    return base.with(rules, specials);
  }

  private CalendarRules datedLater(CalendarRules base) {
    int days = map.integer("days-later").orElse(0);
    if (days < 0 || days > WEEK) {
      problems.add(
          map.get("days-later").get(),
          "days-later: 0 to " + WEEK + " days are possible, not " + days);
      return base;
    }
    return days == 0 ? base : base.datedLater(days);
  }
}
