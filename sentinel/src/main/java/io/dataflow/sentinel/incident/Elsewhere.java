package io.dataflow.sentinel.incident;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * In which other causes members of an incident go on that is not there any more itself.
 *
 * <p>That is a cause of the same class, or one that says of the very same bars, still not there,
 * that they were refused or are missing behind newer ones now. Nobody saw those bars.
 *
 * @param byName the cause by the member's name
 */
record Elsewhere(Map<String, Fingerprint> byName) {
  Elsewhere {
    byName = Map.copyOf(byName);
  }

  static Elsewhere of(Incident incident, Whereabouts whereabouts) {
    Map<String, Fingerprint> found = new HashMap<>();
    for (Member member : incident.detail().members()) {
      whereabouts.of(incident.fingerprint(), member).stream()
          .filter(f -> goesOn(incident.fingerprint(), member, f))
          .map(Whereabouts.Found::cause)
          .reduce((one, other) -> nearer(incident, one, other))
          .ifPresent(cause -> found.put(member.name(), cause));
    }
    return new Elsewhere(found);
  }

  private static boolean goesOn(Fingerprint before, Member member, Whereabouts.Found now) {
    boolean same = now.cause().what() == before.what();
    boolean akin = now.cause().what().ofAbsentBars() && before.what().ofAbsentBars();
    return same || akin && shared(now.member().sessions(), member.sessions());
  }

  private static boolean shared(Collection<LocalDate> some, Collection<LocalDate> others) {
    return !Collections.disjoint(some, others);
  }

  private static Fingerprint nearer(Incident incident, Fingerprint one, Fingerprint other) {
    return other.what() == incident.fingerprint().what() ? other : one;
  }

  boolean has(Member member) {
    return byName.containsKey(member.name());
  }

  boolean isEmpty() {
    return byName.isEmpty();
  }

  /** The cause in which all of them are; empty when there are several, or none. */
  Optional<Fingerprint> only() {
    Set<Fingerprint> causes = new HashSet<>(byName.values());
    return causes.size() == 1 ? Optional.of(causes.iterator().next()) : Optional.empty();
  }

  /**
   * In words how an incident ended whose other members were seen to be well.
   *
   * @param id finds the incident of a cause
   */
  String words(int members, Function<Fingerprint, String> id) {
    int well = members - byName.size();
    if (byName.isEmpty()) {
      String all = members == 1 ? "" : members == 2 ? "both " : "all " + members + " ";
      return all + "seen to be well";
    }
    String seen = well + " seen to be well";
    String as = only().map(id).orElseGet(() -> Set.copyOf(byName.values()).size() + " others");
    String rest = byName.size() + (byName.size() == 1 ? " goes" : " go") + " on as " + as;
    return well == 0 ? rest : seen + "; " + rest;
  }
}
