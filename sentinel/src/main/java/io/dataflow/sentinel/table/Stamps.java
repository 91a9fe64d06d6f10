package io.dataflow.sentinel.table;

import java.time.Instant;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Instants in order, each once, to the second: of thousands of instruments there are millions, so
 * that they are kept as plain numbers.
 */
public final class Stamps {
  private final long[] seconds;

  private Stamps(long[] seconds) {
    this.seconds = seconds;
  }

  /** Those of some seconds since 1970, which may come in any order and more than once. */
  static Stamps of(LongStream seconds) {
    return new Stamps(seconds.sorted().distinct().toArray());
  }

  /** The seconds of some instants; fractions are cut off. */
  public static Stamps of(Stream<Instant> instants) {
    return of(instants.mapToLong(Instant::getEpochSecond));
  }

  /** None. */
  public static Stamps none() {
    return new Stamps(new long[0]);
  }

  public int size() {
    return seconds.length;
  }

  /** The one at a place, from 0 on. */
  public Instant at(int index) {
    return Instant.ofEpochSecond(seconds[index]);
  }

  public Stream<Instant> stream() {
    return Arrays.stream(seconds).mapToObj(Instant::ofEpochSecond);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Stamps stamps && Arrays.equals(seconds, stamps.seconds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(seconds);
  }

  @Override
  public String toString() {
    return stream().toList().toString();
  }
}
