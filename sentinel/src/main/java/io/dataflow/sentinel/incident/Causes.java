package io.dataflow.sentinel.incident;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Groups what is wrong into causes.
 *
 * <p>Instruments of one exchange with the same class and source are one cause each below a tenth of
 * the exchange (at least {@link #FEW}), and one together from there on. Once together, they stay so
 * until they are fewer than half of that: a cause at the border does not change its form each time
 * it is looked at.
 */
final class Causes {
  /** Fewer instruments say nothing about their exchange. */
  static final int FEW = 3;

  private static final int TENTH = 10;

  private record Key(IncidentClass what, String dataset, String source, String exchange) {}

  private final Survey survey;
  private final Set<Fingerprint> open;

  private Causes(Survey survey, Set<Fingerprint> open) {
    this.survey = survey;
    this.open = open;
  }

  /**
   * The causes of an evaluation, in order of their fingerprints.
   *
   * @param open the fingerprints of incidents that are not over
   */
  static List<OpenCause> of(Survey survey, Collection<Observation> wrong, Set<Fingerprint> open) {
    return new Causes(survey, new HashSet<>(open)).of(wrong);
  }

  private List<OpenCause> of(Collection<Observation> wrong) {
    Map<Key, List<Observation>> grouped =
        wrong.stream()
            .sorted(Comparator.comparing(o -> o.subject().name()))
            .collect(Collectors.groupingBy(Causes::key, LinkedHashMap::new, Collectors.toList()));
    List<OpenCause> causes = new ArrayList<>();
    grouped.forEach(
        (key, some) -> {
          if (!key.what().ofInstruments()) {
            causes.addAll(ofProgram(key, some));
          } else if (together(key, some.size())) {
            causes.add(ofExchange(key, some));
          } else {
            some.forEach(one -> causes.add(ofInstrument(key, one)));
          }
        });
    causes.sort(Comparator.comparing(c -> c.fingerprint().text()));
    return causes;
  }

  private static Key key(Observation one) {
    Subject subject = one.subject();
    return new Key(one.what(), subject.dataset(), subject.source(), subject.exchange().orElse(""));
  }

  private boolean together(Key key, int members) {
    int tenth = (size(key, members) + TENTH - 1) / TENTH;
    int enough = Math.max(FEW, tenth);
    boolean already = open.contains(fingerprint(key, exchange(key)));
    return members >= (already ? (enough + 1) / 2 : enough);
  }

  private int size(Key key, int members) {
    return Math.max(members, survey.sizes().getOrDefault(key.exchange(), 0));
  }

  private static Group exchange(Key key) {
    return new Group(Group.Scope.EXCHANGE, key.exchange());
  }

  private static Fingerprint fingerprint(Key key, Group group) {
    return new Fingerprint(key.what(), key.dataset(), key.source(), group);
  }

  private OpenCause ofInstrument(Key key, Observation one) {
    String name = one.subject().name();
    return new OpenCause(
        fingerprint(key, new Group(Group.Scope.INSTRUMENT, name)),
        one.since(),
        new Incident.Detail(
            key.what().severity(false, one.missed()),
            Title.of(key.what(), name, one.sessions()),
            one.expected(),
            one.cause(),
            one.subject().exchange(),
            List.of(member(one)),
            size(key, 1),
            one.missed()));
  }

  private OpenCause ofExchange(Key key, List<Observation> some) {
    int size = size(key, some.size());
    int missed = middle(some.stream().map(Observation::missed).sorted().toList());
    Optional<LocalDate> session =
        most(some.stream().flatMap(o -> Title.last(o.sessions()).stream()).toList(), d -> d);
    return new OpenCause(
        fingerprint(key, exchange(key)),
        most(some, Observation::since).orElseThrow(),
        new Incident.Detail(
            key.what().severity(true, missed),
            Title.of(key.what(), key.exchange(), some.size(), size, session),
            most(some, Observation::expected).orElseThrow(),
            cause(some),
            Optional.of(key.exchange()),
            some.stream().map(Causes::member).toList(),
            size,
            missed));
  }

  private static String cause(List<Observation> some) {
    String most = most(some, Observation::cause).orElseThrow();
    long same = some.stream().filter(o -> o.cause().equals(most)).count();
    return same == some.size() ? most : most + " (" + same + " of " + some.size() + ")";
  }

  /** Parts of the program are causes of their own, but for outputs, which one run writes. */
  private static List<OpenCause> ofProgram(Key key, List<Observation> some) {
    Map<String, List<Observation>> byGroup =
        some.stream()
            .collect(Collectors.groupingBy(Causes::part, TreeMap::new, Collectors.toList()));
    List<OpenCause> causes = new ArrayList<>();
    byGroup.forEach(
        (name, ofOne) -> {
          Observation first = ofOne.get(0);
          String named =
              ofOne.stream().map(o -> o.subject().name()).collect(Collectors.joining(", "));
          int missed = ofOne.stream().mapToInt(Observation::missed).max().orElseThrow();
          causes.add(
              new OpenCause(
                  fingerprint(key, new Group(Group.Scope.PROGRAM, name)),
                  first.since(),
                  new Incident.Detail(
                      key.what().severity(false, missed),
                      Title.of(key.what(), named, first.sessions()),
                      first.expected(),
                      cause(ofOne),
                      Optional.empty(),
                      ofOne.stream().map(Causes::member).toList(),
                      0,
                      missed)));
        });
    return causes;
  }

  private static String part(Observation one) {
    return one.what() == IncidentClass.OUTPUT_MISSING ? "outputs" : one.subject().name();
  }

  private static Member member(Observation one) {
    return new Member(one.subject().name(), one.sessions(), one.cause());
  }

  private static int middle(List<Integer> sorted) {
    return sorted.get((sorted.size() - 1) / 2);
  }

  /** The value most of them have; of several the smallest. */
  private static <T, V extends Comparable<? super V>> Optional<V> most(
      List<T> some, Function<T, V> value) {
    Map<V, Long> counts =
        some.stream().collect(Collectors.groupingBy(value, TreeMap::new, Collectors.counting()));
    long highest = counts.values().stream().mapToLong(n -> n).max().orElse(0);
    return counts.entrySet().stream()
        .filter(e -> e.getValue() == highest)
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
