package io.dataflow.sentinel;

import io.dataflow.sentinel.ci.Annotation;
import io.dataflow.sentinel.ci.Spot;
import io.dataflow.sentinel.contract.Rule;
import io.dataflow.sentinel.silver.Promoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Bars that broke rules, an annotation a rule, at its line of the contract. */
final class CiRules {
  private static final int NAMED = 10;

  private final Promoted promoted;
  private final Sentinel sentinel;
  private final CiPlaces places;

  CiRules(Promoted promoted, Sentinel sentinel, CiPlaces places) {
    this.promoted = promoted;
    this.sentinel = sentinel;
    this.places = places;
  }

  /** A rule of one of the contracts. */
  private record Broken(Optional<Spot> spot, String rule) {}

  /** A bar that broke several is told at the first of them. */
  List<Annotation> refused() {
    Map<Broken, List<Promoted.Refusal>> byRule =
        promoted.refused().stream()
            .collect(
                Collectors.groupingBy(
                    r -> broken(r.symbol(), r.rules().get(0)),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Annotation> all = new ArrayList<>();
    byRule.forEach((broken, bars) -> all.add(refused(broken, bars)));
    return all;
  }

  private Annotation refused(Broken broken, List<Promoted.Refusal> bars) {
    String named =
        bars.stream()
            .limit(NAMED)
            .map(r -> r.symbol() + " " + (r.session().isEmpty() ? "(no date)" : r.session()))
            .collect(Collectors.joining(", "));
    TreeSet<String> others = new TreeSet<>();
    bars.forEach(bar -> others.addAll(bar.rules()));
    others.remove(broken.rule());
    return new Annotation(
        Annotation.Level.ERROR,
        broken.spot(),
        count(bars.size()) + " refused by " + broken.rule(),
        description(bars.get(0).symbol(), broken.rule())
            + named
            + (bars.size() > NAMED ? " and " + (bars.size() - NAMED) + " more" : "")
            + (others.isEmpty() ? "" : "\nAlso broken: " + String.join(", ", others))
            + "\nsentinel quarantine show "
            + bars.get(0).symbol());
  }

  /** Bars that passed all the same. */
  List<Annotation> warned() {
    Map<Broken, Long> bars = new LinkedHashMap<>();
    Map<Broken, TreeSet<String>> symbols = new LinkedHashMap<>();
    for (Promoted.Warned warned : promoted.warned()) {
      for (String rule : warned.rules()) {
        Broken broken = broken(warned.symbol(), rule);
        bars.merge(broken, warned.bars(), Long::sum);
        symbols.computeIfAbsent(broken, b -> new TreeSet<>()).add(warned.symbol());
      }
    }
    List<Annotation> all = new ArrayList<>();
    bars.forEach((broken, count) -> all.add(warned(broken, count, symbols.get(broken))));
    return all;
  }

  private Annotation warned(Broken broken, long count, TreeSet<String> symbols) {
    return new Annotation(
        Annotation.Level.WARNING,
        broken.spot(),
        count(count) + " passed with a warning of " + broken.rule(),
        description(symbols.first(), broken.rule())
            + symbols.stream().limit(NAMED).collect(Collectors.joining(", "))
            + (symbols.size() > NAMED ? " and " + (symbols.size() - NAMED) + " more" : ""));
  }

  private Broken broken(String symbol, String rule) {
    return new Broken(places.rule(sentinel.contracts(), symbol, rule), rule);
  }

  /** In words; empty text for a rule the contract has no more. */
  private String description(String symbol, String name) {
    return sentinel.contracts().of(symbol).rules().stream()
        .filter(rule -> rule.name().equals(name))
        .map(Rule::description)
        .map(text -> text + "\n")
        .findFirst()
        .orElse("");
  }

  private static String count(long bars) {
    return bars == 1 ? "1 bar" : bars + " bars";
  }
}
