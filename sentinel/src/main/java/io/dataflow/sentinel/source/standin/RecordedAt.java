package io.dataflow.sentinel.source.standin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the moment of a recording from free text, as the latest whole second the text allows.
 *
 * <pre>
 *   2021-11-21T13:41:57Z             that second
 *   2026-10-05T13:58Z mid-session    2026-10-05T13:58:59Z
 *   2021-05-03                       2021-05-03T23:59:59Z
 *   2024-09 (git)                    2024-09-30T23:59:59Z
 *   2024                             2024-12-31T23:59:59Z
 *   &lt;= 20250826T021937Z (commit)     2025-08-26T02:19:37Z
 *   (blank)                          always there, older than every dated recording
 * </pre>
 *
 * <p>What follows the moment after a space is a remark.
 */
final class RecordedAt {
  /** The moment of a recording without one. */
  static final Instant ALWAYS = Instant.MIN;

  private static final Pattern FORM = Pattern.compile("(?:<=?\\s*)?([0-9TZ:.-]+)(?:\\s.*)?");
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

  private RecordedAt() {}

  /** The latest moment a text allows; empty when it names none. */
  static Optional<Instant> latest(String text) {
    if (text.isBlank()) {
      return Optional.of(ALWAYS);
    }
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return moment(matcher.group(1));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> moment(String text) {
    if (text.matches("\\d{4}")) {
      return Optional.of(endOf(YearMonth.of(Integer.parseInt(text), 12).atEndOfMonth()));
    }
    if (text.matches("\\d{4}-\\d\\d")) {
      return Optional.of(endOf(YearMonth.parse(text).atEndOfMonth()));
    }
    if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
      return Optional.of(endOf(LocalDate.parse(text)));
    }
    if (text.matches("\\d{8}T\\d{6}Z")) {
      return Optional.of(LocalDateTime.parse(text, COMPACT).toInstant(ZoneOffset.UTC));
    }
    if (text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\dZ")) {
      return Optional.of(Instant.parse(text.replace("Z", ":59Z")));
    }
    return text.matches("\\d{4}-\\d\\d-\\d\\dT.*Z")
        ? Optional.of(Instant.parse(text))
        : Optional.empty();
  }

  private static Instant endOf(LocalDate date) {
    return date.plusDays(1).atStartOfDay(ZoneOffset.UTC).minusSeconds(1).toInstant();
  }
}
