package io.dataflow.sentinel.export;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A family of samples of one name.
 *
 * @param name with the unit at its end: {@code sentinel_stage_duration_seconds}
 * @param help one sentence
 */
record Metric(String name, Type type, String help, List<Sample> samples) {

  /** What a value means to its reader. */
  enum Type {
    GAUGE("gauge"),
    /** A count of the last run only: neither grows for ever, as a counter does, nor is a state. */
    UNTYPED("untyped");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** A value; labels tell it from others of its family. */
  record Sample(Map<String, String> labels, BigDecimal value) {
    Sample {
      labels = new TreeMap<>(labels);
    }
  }

  Metric {
    samples = List.copyOf(samples);
  }

  static Metric gauge(String name, String help) {
    return new Metric(name, Type.GAUGE, help, List.of());
  }

  static Metric count(String name, String help) {
    return new Metric(name, Type.UNTYPED, help, List.of());
  }

  Metric with(Map<String, String> labels, long value) {
    return with(labels, BigDecimal.valueOf(value));
  }

  Metric with(Map<String, String> labels, double value) {
    return with(labels, BigDecimal.valueOf(value));
  }

  /** Seconds since 1970. */
  Metric with(Map<String, String> labels, Instant instant) {
    return with(labels, BigDecimal.valueOf(instant.toEpochMilli(), 3));
  }

  /** No sample when the instant is not known. */
  Metric with(Map<String, String> labels, Optional<Instant> instant) {
    return instant.map(at -> with(labels, at)).orElse(this);
  }

  Metric with(Map<String, String> labels, Duration duration) {
    return with(labels, BigDecimal.valueOf(duration.toMillis(), 3));
  }

  private Metric with(Map<String, String> labels, BigDecimal value) {
    List<Sample> more = new ArrayList<>(samples);
    more.add(new Sample(labels, value.stripTrailingZeros()));
    return new Metric(name, type, help, more);
  }
}
