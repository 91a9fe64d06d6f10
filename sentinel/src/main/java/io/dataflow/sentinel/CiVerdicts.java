package io.dataflow.sentinel;

import io.dataflow.sentinel.ci.Annotation;
import io.dataflow.sentinel.ci.Spot;
import io.dataflow.sentinel.ci.StepSummary;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.Verdict;
import io.dataflow.sentinel.text.ForeignText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Verdicts as a job of a CI is told of them. */
final class CiVerdicts {
  private static final int EACH = 5;
  private static final int NAMED = 20;

  private static final Comparator<FeedVerdict> WORST_FIRST =
      Comparator.comparing((FeedVerdict v) -> rank(v.verdict()))
          .thenComparing(v -> v.feed().instrument());

  private CiVerdicts() {}

  /** What is wrong with one instrument, in sentences. */
  record Wrong(FeedVerdict verdict, Annotation.Level level, List<String> sentences) {
    private String symbol() {
      return verdict.feed().instrument();
    }

    private String title() {
      return verdict.verdict() == Verdict.FRESH ? symbol() : symbol() + ": " + verdict.verdict();
    }

    private Group group() {
      return new Group(level, verdict.verdict(), verdict.calendar().orElse("no calendar"));
    }
  }

  private record Group(Annotation.Level level, Verdict verdict, String calendar) {}

  private static int rank(Verdict verdict) {
    return switch (verdict) {
      case STALE -> 0;
      case LATE -> 1;
      case UNKNOWN -> 2;
      case FRESH -> 3;
    };
  }

  /** Those that are not fresh, or have holes or warnings. */
  static List<Wrong> wrong(List<FeedVerdict> verdicts) {
    List<Wrong> all = new ArrayList<>();
    for (FeedVerdict verdict : verdicts) {
      List<String> sentences = sentences(verdict);
      if (!sentences.isEmpty()) {
        all.add(new Wrong(verdict, level(verdict), sentences));
      }
    }
    return all;
  }

  static Annotation.Level level(FeedVerdict verdict) {
    return verdict.verdict() == Verdict.FRESH && verdict.holes().isEmpty()
        ? Annotation.Level.WARNING
        : Annotation.Level.ERROR;
  }

  private static List<String> sentences(FeedVerdict verdict) {
    List<String> all = new ArrayList<>();
    if (verdict.verdict() != Verdict.FRESH) {
      all.add(verdict.reason());
    }
    verdict.holes().stream().map(Findings::words).forEach(all::add);
    all.addAll(verdict.warnings());
    return all;
  }

  /** One an instrument while they are few, else one for those of an exchange with one verdict. */
  static List<Annotation> annotations(List<Wrong> all, Function<String, Optional<Spot>> places) {
    List<Wrong> sorted =
        all.stream()
            .sorted(Comparator.comparing(Wrong::level).thenComparing(Wrong::verdict, WORST_FIRST))
            .toList();
    if (sorted.size() <= EACH) {
      return sorted.stream().map(wrong -> one(wrong, places)).toList();
    }
    Map<Group, List<Wrong>> groups =
        sorted.stream()
            .collect(Collectors.groupingBy(Wrong::group, LinkedHashMap::new, Collectors.toList()));
    return groups.values().stream()
        .map(some -> some.size() == 1 ? one(some.get(0), places) : together(some, places))
        .toList();
  }

  private static Annotation one(Wrong wrong, Function<String, Optional<Spot>> places) {
    return new Annotation(
        wrong.level(),
        places.apply(wrong.symbol()),
        wrong.title(),
        String.join("\n", wrong.sentences()));
  }

  /** At the line of the first. */
  private static Annotation together(List<Wrong> some, Function<String, Optional<Spot>> places) {
    Wrong first = some.get(0);
    Group group = first.group();
    String what = group.verdict() == Verdict.FRESH ? "to look at" : group.verdict().name();
    String names =
        some.stream().limit(NAMED).map(Wrong::symbol).collect(Collectors.joining(", "))
            + (some.size() > NAMED ? " and " + (some.size() - NAMED) + " more" : "");
    return new Annotation(
        group.level(),
        places.apply(first.symbol()),
        group.calendar() + ": " + some.size() + " instruments " + what,
        names + "\n" + first.symbol() + ": " + String.join("; ", first.sentences()));
  }

  /** A row an instrument, the worst first. */
  static void table(StepSummary summary, List<FeedVerdict> verdicts) {
    summary.table(
        List.of("Instrument", "Verdict", "Last bar", "Expected", "Due by (UTC)", "Why"),
        verdicts.stream().sorted(WORST_FIRST).map(CiVerdicts::row).toList());
  }

  private static List<String> row(FeedVerdict verdict) {
    List<String> cells = new ArrayList<>(ReportText.row(verdict));
    cells.set(cells.size() - 1, ForeignText.line(String.join("; ", withReason(verdict))));
    return cells;
  }

  private static List<String> withReason(FeedVerdict verdict) {
    List<String> all = new ArrayList<>(sentences(verdict));
    if (verdict.verdict() == Verdict.FRESH) {
      all.add(0, verdict.reason());
    }
    return all;
  }

  /** Per calendar, how many of the instruments with something due are there. */
  static void coverage(StepSummary summary, List<FeedVerdict> verdicts) {
    Map<String, int[]> counts = new TreeMap<>();
    for (FeedVerdict verdict : verdicts) {
      int[] count =
          counts.computeIfAbsent(verdict.calendar().orElse("no calendar"), c -> new int[4]);
      count[rank(verdict.verdict())]++;
    }
    summary.table(
        List.of("Calendar", "Fresh", "Late", "Stale", "Unknown"),
        counts.entrySet().stream()
            .map(e -> List.of(e.getKey(), n(e, 3), n(e, 1), n(e, 0), n(e, 2)))
            .toList());
  }

  private static String n(Map.Entry<String, int[]> counts, int rank) {
    return Integer.toString(counts.getValue()[rank]);
  }
}
