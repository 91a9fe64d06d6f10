package io.dataflow.sentinel.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** How long the other side asks to be left alone. */
final class RetryAfter {
  /** Whoever asks for more is asked again nevertheless: a wrong header must not silence alerts. */
  static final Duration LONGEST = Duration.ofHours(1);

  private static final String HEADER = "Retry-After";

  private final Clock clock;

  RetryAfter(Clock clock) {
    this.clock = clock;
  }

  /** From {@code Retry-After}, as seconds or as a date; empty when there is none that says so. */
  Optional<Duration> of(HttpReply.Answer answer) {
    return answer.header(HEADER).map(String::strip).flatMap(this::parsed);
  }

  private Optional<Duration> parsed(String value) {
    Optional<Duration> seconds = seconds(value);
    return seconds.isPresent() ? seconds : date(value);
  }

  /** From a number of seconds, also with a fraction. */
  static Optional<Duration> seconds(String value) {
    if (!value.matches("[0-9]{1,15}(\\.[0-9]{1,15})?")) {
      return Optional.empty();
    }
    double seconds = Math.min(Double.parseDouble(value), LONGEST.toSeconds());
    return Optional.of(Duration.ofMillis((long) Math.ceil(seconds * 1000)));
  }

  private Optional<Duration> date(String value) {
    try {
      return Optional.of(
          until(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** From a moment; zero when it has passed. */
  Duration until(Instant moment) {
    Duration left = Duration.between(clock.instant(), moment);
    Duration capped = left.compareTo(LONGEST) > 0 ? LONGEST : left;
    return capped.isNegative() ? Duration.ZERO : capped;
  }
}
