package io.dataflow.sentinel.backtest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a rule made of sessions dropped in turn.
 *
 * @param dropped how many were
 * @param missed those it never noticed, in order
 * @param noticedAfter from the close of the dropped session to the check that noticed
 */
public record Losses(int dropped, List<LocalDate> missed, Hours noticedAfter) {
  public Losses {
    missed = List.copyOf(missed);
  }

  static Losses of(List<Noticed> all) {
    List<Duration> after = new ArrayList<>();
    List<LocalDate> missed = new ArrayList<>();
    for (Noticed one : all) {
      Optional<Instant> at = one.at();
      if (at.isPresent()) {
        after.add(Duration.between(one.session().close(), at.get()));
      } else {
        missed.add(one.session().date());
      }
    }
    missed.sort(LocalDate::compareTo);
    return new Losses(all.size(), missed, Hours.of(after));
  }
}
