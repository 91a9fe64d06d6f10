package io.dataflow.sentinel.incident;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What one evaluation saw: what is wrong, and what was proven to be well.
 *
 * @param at the instant it is about
 * @param wrong in any order
 * @param well proofs by class, then by whom they are of; who is not named was not looked at for
 *     that class
 * @param sizes how many instruments are watched, by exchange
 */
public record Survey(
    Instant at,
    List<Observation> wrong,
    Map<IncidentClass, Map<Place, Proof>> well,
    Map<String, Integer> sizes) {
  /** Whom a proof is of: the same name in another table is somebody else. */
  public record Place(String dataset, String name) {}

  public Survey {
    at = at.truncatedTo(ChronoUnit.MICROS); // as it will be kept
    wrong = List.copyOf(wrong);
    well = Map.copyOf(well);
    sizes = Map.copyOf(sizes);
  }

  /** The same with each text of what is wrong changed. */
  public Survey with(UnaryOperator<String> change) {
    List<Observation> changed =
        wrong.stream()
            .map(
                o ->
                    new Observation(
                        o.what(),
                        o.subject(),
                        o.sessions(),
                        o.since(),
                        change.apply(o.expected()),
                        change.apply(o.cause()),
                        o.missed()))
            .toList();
    return new Survey(at, changed, well, sizes);
  }

  /** Whether a member of an incident is well again, as far as this evaluation proves it. */
  boolean clears(Fingerprint cause, Member member) {
    Place place = new Place(cause.dataset(), member.name());
    return Optional.ofNullable(well.getOrDefault(cause.what(), Map.of()).get(place))
        .filter(proof -> proof.covers(member.sessions()))
        .isPresent();
  }
}
