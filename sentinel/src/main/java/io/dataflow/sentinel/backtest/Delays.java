package io.dataflow.sentinel.backtest;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * How long after its close each bar arrives: drawn from a distribution, the same for a session
 * whatever the range, the rules and the machine.
 */
public final class Delays {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final String text;
  private final long seed;
  private final DoubleFunction<Duration> quantile;

  private Delays(String text, long seed, DoubleFunction<Duration> quantile) {
    this.text = text;
    this.seed = seed;
    this.quantile = quantile;
  }

  /** Every bar is there at its close. */
  public static Delays none() {
    return new Delays("on time", 0, share -> Duration.ZERO);
  }

  /**
   * A distribution given by some of its quantiles, straight lines between: {@code
   * p50=PT1H,p95=PT3H,max=PT8H}; {@code min} is nothing when left out, {@code max} is needed.
   *
   * @throws IllegalArgumentException when the text is not of this form, or goes down
   */
  public static Delays ofQuantiles(String text, long seed) {
    List<Quantile> points = new ArrayList<>();
    for (String pair : text.split(",", -1)) {
      points.add(Quantile.parse(pair, text));
    }
    if (points.get(0).share() > 0) {
      points.add(0, new Quantile(0, Duration.ZERO));
    }
    for (int i = 1; i < points.size(); i++) {
      if (!points.get(i - 1).before(points.get(i))) {
        throw new IllegalArgumentException(
            "the delays " + text + " do not go up: give min, the percentiles and max in order");
      }
    }
    if (points.get(points.size() - 1).share() < 1) {
      throw new IllegalArgumentException(
          "the delays " + text + " have no longest one: add max=, as in max=PT8H");
    }
    return new Delays(text + ", seed " + seed, seed, share -> between(points, share));
  }

  /**
   * Delays drawn from a sample, each as likely as the others.
   *
   * @param name of the sample in reports
   * @throws IllegalArgumentException when the sample is empty
   */
  public static Delays ofSample(String name, List<Duration> sample, long seed) {
    if (sample.isEmpty()) {
      throw new IllegalArgumentException("the sample of delays " + name + " is empty");
    }
    List<Duration> sorted = sample.stream().sorted().toList();
    return new Delays(
        sorted.size() + " delays of " + name + ", seed " + seed,
        seed,
        share -> sorted.get((int) (share * sorted.size())));
  }

  Duration of(LocalDate session) {
    return quantile.apply(share(session));
  }

  /** The top 53 bits of a SplitMix64 step, between 0 inclusive and 1 exclusive. */
  private double share(LocalDate session) {
    long z = (seed * GOLDEN ^ session.toEpochDay()) * GOLDEN + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
  }

  private static Duration between(List<Quantile> points, double share) {
    int above = 1;
    while (points.get(above).share() < share) {
      above++;
    }
    Quantile low = points.get(above - 1);
    Quantile high = points.get(above);
    double part = (share - low.share()) / (high.share() - low.share());
    long span = high.delay().minus(low.delay()).toSeconds();
    return low.delay().plusSeconds(Math.round(part * span));
  }

  @Override
  public String toString() {
    return text;
  }

  /** The delay that a share of the bars does not exceed. */
  private record Quantile(double share, Duration delay) {
    static Quantile parse(String pair, String text) {
      String[] words = pair.strip().split("=", 2);
      if (words.length < 2) {
        throw unreadable(text);
      }
      return new Quantile(share(words[0], text), DurationText.parse(words[1]));
    }

    private static double share(String word, String text) {
      if (word.matches("p\\d{1,2}(\\.\\d{1,4})?")) {
        return Double.parseDouble(word.substring(1)) / 100;
      }
      return switch (word) {
        case "min" -> 0;
        case "max" -> 1;
        default -> throw unreadable(text);
      };
    }

    private static IllegalArgumentException unreadable(String text) {
      return new IllegalArgumentException(
          "the delays " + text + " are not of the form min=PT0S,p50=PT1H,p95=PT3H,max=PT8H");
    }

    boolean before(Quantile other) {
      return share < other.share && delay.compareTo(other.delay) <= 0;
    }
  }
}
