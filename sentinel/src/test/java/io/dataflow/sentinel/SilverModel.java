package io.dataflow.sentinel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Silver as the documents say it comes out, in plain lists and maps: no SQL, no batches, no files,
 * and nothing of the program's own code. Each answer is taken in the order the runs were.
 */
final class SilverModel {
  private static final long VOLUME_DAYS = 5;

  /** An answer a run landed. */
  record Answer(String symbol, Instant from, Instant at, String sha256, Optional<Tape.Said> said) {}

  /** A bar of the current view. */
  record Bar(
      LocalDate session,
      Tape.Row row,
      String currency,
      String state,
      Instant knownAt,
      String vintage) {
    boolean settled() {
      return state.equals("final");
    }
  }

  /** An action as silver keeps it. */
  private record Action(LocalDate date, String type, double value) {}

  private final Map<String, TreeMap<LocalDate, Bar>> bars = new TreeMap<>();
  private final Map<String, List<Action>> actions = new TreeMap<>();
  private final Map<String, String> identities = new TreeMap<>();
  private final Map<String, Boolean> quarantined = new LinkedHashMap<>();
  private final List<String> versionRows = new ArrayList<>();
  private final List<String> actionRows = new ArrayList<>();
  private final List<String> quarantineRows = new ArrayList<>();

  /** Takes what one run landed, in order: of each instrument the last answer with bars. */
  void take(List<Answer> landed) {
    Map<String, Answer> newest = new LinkedHashMap<>();
    for (Answer answer : landed) {
      boolean withBars = answer.said().filter(s -> !s.rows().isEmpty()).isPresent();
      if (withBars || !newest.containsKey(answer.symbol())) {
        newest.put(answer.symbol(), answer);
      }
    }
    for (Answer answer : newest.values()) {
      answer.said().ifPresent(said -> admit(answer, said));
    }
  }

  private void admit(Answer answer, Tape.Said said) {
    String symbol = answer.symbol();
    boolean withoutWhole =
        !said.rows().isEmpty()
            && part(answer)
            && (said.events().stream().anyMatch(e -> news(symbol, e)) || changes(answer, said));
    if (withoutWhole) {
      return;
    }
    String known = identities.computeIfAbsent(symbol, s -> said.currency());
    if (known.equals(said.currency()) && !said.rows().isEmpty()) {
      promote(answer, said);
    }
  }

  private boolean part(Answer answer) {
    LocalDate from = answer.from().atZone(Tape.zone(answer.symbol())).toLocalDate();
    return !of(answer.symbol()).headMap(from).isEmpty();
  }

  /** Whether a settled bar is told otherwise, but for a late volume, or its adjusted close. */
  private boolean changes(Answer answer, Tape.Said said) {
    return ModelRules.sound(answer.symbol(), said).entrySet().stream()
        .anyMatch(
            told -> {
              Bar old = of(answer.symbol()).get(told.getKey());
              return old != null
                  && old.settled()
                  && !answer.at().isBefore(old.knownAt())
                  && tellsOtherwise(old, told.getValue());
            });
  }

  private static boolean tellsOtherwise(Bar old, Tape.Row now) {
    Bar told = new Bar(old.session(), now, old.currency(), "final", old.knownAt(), old.vintage());
    boolean prices =
        near(old.row().open(), now.open())
            && near(old.row().high(), now.high())
            && near(old.row().low(), now.low())
            && near(old.row().close(), now.close());
    boolean volume =
        now.volume() == null
            || Objects.equals(old.row().volume(), now.volume())
            || lateVolume(old, told);
    boolean adjusted =
        now.adj() == null || old.row().adj() == null || near(old.row().adj(), now.adj());
    return !prices || !volume || !adjusted;
  }

  private boolean news(String symbol, Tape.Event event) {
    return actions.getOrDefault(symbol, List.of()).stream()
        .noneMatch(a -> a.date().equals(event.date()) && a.type().equals(event.type()));
  }

  private TreeMap<LocalDate, Bar> of(String symbol) {
    return bars.computeIfAbsent(symbol, s -> new TreeMap<>());
  }

  private void promote(Answer answer, Tape.Said said) {
    List<ModelRules.Judged> judged = ModelRules.judge(answer, said, lastFinalBefore(answer, said));
    List<Action> fresh = new ArrayList<>();
    for (Tape.Event event : said.events()) {
      Action action = new Action(event.date(), event.type(), event.value());
      if (!actions.getOrDefault(answer.symbol(), List.of()).contains(action)) {
        fresh.add(action);
        actionRows.add(actionRow(answer, action));
      }
    }
    List<Double> factors = new ArrayList<>();
    Map<LocalDate, Bar> changed = new TreeMap<>();
    for (ModelRules.Judged one : judged) {
      if (one.broken().isEmpty()) {
        compare(answer, said, one, fresh, factors).ifPresent(b -> changed.put(b.session(), b));
      } else {
        quarantine(answer, one);
      }
    }
    of(answer.symbol()).putAll(changed);
    actions.computeIfAbsent(answer.symbol(), s -> new ArrayList<>()).addAll(fresh);
    if (!factors.isEmpty()) {
      LocalDate day = answer.at().atZone(ZoneOffset.UTC).toLocalDate();
      actionRows.add(actionRow(answer, new Action(day, "adjustment", median(factors))));
    }
  }

  private Optional<Bar> lastFinalBefore(Answer answer, Tape.Said said) {
    return said.rows().stream()
        .map(r -> ModelRules.session(answer.symbol(), r, said))
        .min(Comparator.naturalOrder())
        .flatMap(
            first ->
                of(answer.symbol()).headMap(first, false).descendingMap().values().stream()
                    .filter(Bar::settled)
                    .findFirst());
  }

  /** What a good bar does to the one that is there; empty when that stays as it is. */
  private Optional<Bar> compare(
      Answer answer,
      Tape.Said said,
      ModelRules.Judged one,
      List<Action> fresh,
      List<Double> factors) {
    Bar now =
        new Bar(
            one.session(),
            one.row(),
            said.currency(),
            one.settled() ? "final" : "provisional",
            answer.at(),
            answer.sha256());
    Bar old = of(answer.symbol()).get(one.session());
    if (old == null) {
      return Optional.of(now);
    }
    if (now.knownAt().isBefore(old.knownAt()) || old.settled() && !now.settled()) {
      return Optional.empty();
    }
    String change = change(old, now, fresh);
    if (change.equals("same")) {
      return Optional.empty();
    }
    if (change.equals("adjusted")) {
      if (old.row().adj() != null) {
        factors.add(now.row().adj() / old.row().adj());
      }
      Tape.Row moved = old.row().adj(now.row().adj());
      return Optional.of(
          new Bar(old.session(), moved, old.currency(), old.state(), old.knownAt(), old.vintage()));
    }
    versionRows.add(versionRow(answer, old, change));
    return Optional.of(now);
  }

  private static String change(Bar old, Bar now, List<Action> fresh) {
    boolean prices =
        near(old.row().open(), now.row().open())
            && near(old.row().high(), now.row().high())
            && near(old.row().low(), now.row().low())
            && near(old.row().close(), now.row().close());
    boolean volume = Objects.equals(old.row().volume(), now.row().volume());
    Double adj = now.row().adj();
    boolean adjusted = adj == null || old.row().adj() != null && near(old.row().adj(), adj);
    if (prices && volume && adjusted && old.state().equals(now.state())) {
      return "same";
    }
    if (!old.settled()) {
      return now.settled() ? "settled" : "updated";
    }
    if (prices) {
      return volume ? "adjusted" : lateVolume(old, now) ? "volume" : bySplit(old, now, fresh);
    }
    return bySplit(old, now, fresh);
  }

  private static boolean lateVolume(Bar old, Bar now) {
    LocalDate read = old.knownAt().atZone(ZoneOffset.UTC).toLocalDate();
    Long before = old.row().volume();
    Long after = now.row().volume();
    return before != null
        && after != null
        && !read.isAfter(old.session().plusDays(VOLUME_DAYS))
        && Math.abs(after - before) <= 0.1 * before;
  }

  private static String bySplit(Bar old, Bar now, List<Action> fresh) {
    double ratio = 1;
    for (Action action : fresh) {
      ratio *=
          action.type().equals("split") && action.date().isAfter(old.session())
              ? action.value()
              : 1;
    }
    double back = now.row().close() * ratio;
    boolean explained =
        ratio != 1 && Math.abs(back - old.row().close()) <= 1e-3 * old.row().close();
    return explained ? "split" : "unexplained";
  }

  private static boolean near(double old, double now) {
    return Math.abs(now - old) <= 1e-6 * Math.abs(old);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private void quarantine(Answer answer, ModelRules.Judged one) {
    Tape.Row r = one.row();
    String broken = String.join(",", one.broken());
    String same =
        ModelRows.line(
            answer.symbol(),
            one.session(),
            r.open(),
            r.high(),
            r.low(),
            r.close(),
            r.volume(),
            broken);
    if (quarantined.putIfAbsent(same, true) == null) {
      quarantineRows.add(
          ModelRows.line(
              answer.symbol(),
              "1d",
              one.session(),
              "yahoo",
              r.stamp(),
              r.open(),
              r.high(),
              r.low(),
              r.close(),
              r.adj(),
              r.volume(),
              broken,
              answer.at(),
              answer.sha256()));
    }
  }

  private static String actionRow(Answer answer, Action action) {
    return ModelRows.line(
        answer.symbol(),
        action.date(),
        action.type(),
        action.value(),
        null,
        "yahoo",
        answer.at(),
        answer.sha256());
  }

  private static String versionRow(Answer answer, Bar old, String cause) {
    Tape.Row r = old.row();
    return ModelRows.line(
        answer.symbol(),
        "1d",
        old.session(),
        "yahoo",
        r.open(),
        r.high(),
        r.low(),
        r.close(),
        r.adj(),
        r.volume(),
        old.currency(),
        old.state(),
        old.knownAt(),
        answer.at(),
        cause,
        old.vintage());
  }

  /** Bars by symbol and session. */
  Map<String, TreeMap<LocalDate, Bar>> bars() {
    return bars;
  }

  /** The rows of silver's tables as text, sorted, by table. */
  Map<String, List<String>> rows() {
    Map<String, List<String>> rows = new TreeMap<>();
    List<String> current = new ArrayList<>();
    bars.forEach((symbol, all) -> all.values().forEach(b -> current.add(barRow(symbol, b))));
    rows.put("silver.bars", current);
    rows.put("silver.bar_versions", versionRows);
    rows.put("silver.corporate_actions", actionRows);
    rows.put("silver.quarantine", quarantineRows);
    rows.replaceAll((table, all) -> all.stream().sorted().toList());
    return rows;
  }

  private static String barRow(String symbol, Bar b) {
    Tape.Row r = b.row();
    return ModelRows.line(
        symbol,
        "1d",
        b.session(),
        "yahoo",
        r.open(),
        r.high(),
        r.low(),
        r.close(),
        r.adj(),
        r.volume(),
        b.currency(),
        b.state(),
        b.knownAt(),
        b.vintage());
  }
}
