package io.dataflow.sentinel.ci;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Cuts what is wrong down to what GitHub shows of a step. */
public final class Annotations {
  /** GitHub shows ten of a level and a step, and leaves out the others without a word. */
  public static final int MOST = 10;

  private Annotations() {}

  /** The most severe ones, otherwise in their order; the last one counts what is left out. */
  public static List<Annotation> shown(List<Annotation> all) {
    List<Annotation> sorted = all.stream().sorted(Comparator.comparing(Annotation::level)).toList();
    if (sorted.size() <= MOST) {
      return sorted;
    }
    List<Annotation> shown = new ArrayList<>(sorted.subList(0, MOST - 1));
    shown.add(rest(sorted.subList(MOST - 1, sorted.size())));
    return List.copyOf(shown);
  }

  private static Annotation rest(List<Annotation> left) {
    Map<Annotation.Level, Long> counts =
        left.stream()
            .collect(Collectors.groupingBy(Annotation::level, TreeMap::new, Collectors.counting()));
    String words =
        counts.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey().word() + (e.getValue() == 1 ? "" : "s"))
            .collect(Collectors.joining(", "));
    return new Annotation(
        left.get(0).level(),
        Optional.empty(),
        "and " + left.size() + " more",
        String.format(
            Locale.ROOT,
            "%s more, not shown here: the summary of the job and the log have them.",
            words));
  }
}
