package io.dataflow.sentinel.freshness;

import io.dataflow.sentinel.market.Interval;
import java.util.Comparator;
import java.util.Objects;

/**
 * What freshness is judged for: one instrument at one interval in one dataset.
 *
 * @param dataset the table's name, {@code silver.bars}
 * @param instrument what the table calls it: a vendor's symbol in our own tables, any text without
 *     control characters in a user's ({@code EUR/USD})
 */
public record Feed(String dataset, String instrument, Interval interval)
    implements Comparable<Feed> {
  private static final Comparator<Feed> ORDER =
      Comparator.comparing(Feed::dataset)
          .thenComparing(Feed::instrument)
          .thenComparing(Feed::interval);

  public Feed {
    Objects.requireNonNull(interval, "interval");
    if (instrument.isBlank() || instrument.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "an instrument of "
              + dataset
              + " is blank or holds control characters: \""
              + instrument.replaceAll("\\p{Cntrl}", "?")
              + "\"");
    }
  }

  @Override
  public int compareTo(Feed other) {
    return ORDER.compare(this, other);
  }
}
