package io.dataflow.sentinel.source.standin;

import io.dataflow.sentinel.market.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The endpoint's own rules about requests, whatever the prices come from. */
final class ChartRules {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(m|h|d|wk|mo|y)");
  private static final long DAY = Duration.ofDays(1).toSeconds();

  private ChartRules() {}

  /** The refusal of a request that is wrong for every symbol; empty when it is well formed. */
  static Optional<Answer> malformed(ChartRequest request, Instant now) {
    if (Interval.parse(request.interval()).isEmpty()) {
      return badRequest(
          "Invalid input - interval="
              + request.interval()
              + " is not supported. Valid intervals: [1m, 2m, 5m, 15m, 30m, 60m, 90m, 1h, 1d,"
              + " 5d, 1wk, 1mo, 3mo]");
    }
    if (!request.hasPeriod()) {
      return request.range().filter(range -> start(range, now).isEmpty()).isPresent()
          ? badRequest("Invalid input - range=" + request.range().orElse("") + " is not supported.")
          : Optional.empty();
    }
    if (request.period1().isEmpty()) {
      return badRequest("Invalid input - start date is not a number.");
    }
    long from = request.period1().get();
    long to = request.period2(now);
    return from > to
        ? badRequest(
            "Invalid input - start date cannot be after end date. startDate = "
                + from
                + ", endDate = "
                + to)
        : Optional.empty();
  }

  private static Optional<Answer> badRequest(String description) {
    return Optional.of(Answer.chartError(400, "Bad Request", description));
  }

  /**
   * The window a well-formed request asks for. A range in days counts sessions, so its window is
   * widened to hold that many over weekends and holidays.
   */
  static Window window(ChartRequest request, Instant now) {
    long to = request.hasPeriod() ? request.period2(now) : now.getEpochSecond() + 1;
    long from = request.range().flatMap(range -> start(range, now)).or(request::period1).orElse(to);
    return new Window(Math.min(from, to), to);
  }

  private static Optional<Long> start(String range, Instant now) {
    if ("max".equals(range)) {
      return Optional.of(Long.MIN_VALUE);
    }
    if ("ytd".equals(range)) {
      return Optional.of(
          now.atZone(ZoneOffset.UTC)
              .withDayOfYear(1)
              .truncatedTo(java.time.temporal.ChronoUnit.DAYS)
              .toEpochSecond());
    }
    Matcher matcher = RANGE.matcher(range);
    return matcher.matches()
        ? Optional.of(before(now, Integer.parseInt(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  private static long before(Instant now, int count, String unit) {
    var moment = now.atZone(ZoneOffset.UTC);
    return switch (unit) {
      case "m" -> moment.minusMinutes(count).toEpochSecond();
      case "h" -> moment.minusHours(count).toEpochSecond();
      case "d" -> moment.minusDays(count * 7L / 5 + 4).toEpochSecond();
      case "wk" -> moment.minusWeeks(count).toEpochSecond();
      case "mo" -> moment.minusMonths(count).toEpochSecond();
      default -> moment.minusYears(count).toEpochSecond();
    };
  }

  /** How many sessions a range such as {@code 5d} counts; empty for every other window. */
  static Optional<Integer> sessions(ChartRequest request) {
    return request
        .range()
        .filter(range -> range.matches("\\d{1,4}d"))
        .map(range -> Integer.valueOf(range.substring(0, range.length() - 1)));
  }

  /** The 422 of a window too old or too long for the interval; empty when it is allowed. */
  static Optional<Answer> beyondLimits(ChartRequest request, Instant now) {
    Interval interval = Interval.parse(request.interval()).orElseThrow();
    if (!interval.intraday()) {
      return Optional.empty();
    }
    Window window = window(request, now);
    boolean minutes = interval == Interval.MINUTE_1;
    int days = minutes ? 30 : interval.compareTo(Interval.HOUR_1) < 0 ? 60 : 730;
    if (now.getEpochSecond() - days * DAY >= window.from()) {
      return unavailable(
          request, window, "The requested range must be within the last " + days + " days.");
    }
    return minutes && window.to() - window.from() > 8 * DAY
        ? unavailable(
            request,
            window,
            "Only 8 days worth of 1m granularity data are allowed to be fetched per request.")
        : Optional.empty();
  }

  /** The 422 of a market that has daily bars only. */
  static Answer dailyOnly(ChartRequest request, Instant now) {
    return beyondLimits(request, now)
        .or(
            () ->
                unavailable(
                    request, window(request, now), "This stand-in market has daily bars only."))
        .orElseThrow();
  }

  private static Optional<Answer> unavailable(ChartRequest request, Window window, String why) {
    return Optional.of(
        Answer.chartError(
            422,
            "Unprocessable Entity",
            request.interval()
                + " data not available for startTime="
                + window.from()
                + " and endTime="
                + window.to()
                + ". "
                + why));
  }
}
