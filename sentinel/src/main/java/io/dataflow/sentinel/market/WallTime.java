package io.dataflow.sentinel.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of day in an exchange's zone, on the session's own date or on the day beside it.
 *
 * @param time wall-clock time
 * @param days 0 on the session's date, -1 the evening before, 1 the day after
 * @param elsewhere another zone than the exchange's, where this time follows a foreign clock: São
 *     Paulo closes with New York
 */
record WallTime(LocalTime time, int days, Optional<ZoneId> elsewhere) {
  static final String FORM =
      "a time of day such as 09:30, \"18:00 previous day\", \"00:00 next day\" or"
          + " \"16:00 America/New_York\"";

  private static final Pattern TEXT =
      Pattern.compile("(\\d\\d:\\d\\d(?::\\d\\d)?)( previous day| next day)?(?: (\\S+))?");

  /**
   * Reads {@code 09:30}, {@code 18:00 previous day}, {@code 00:00 next day}; a zone may follow.
   *
   * @throws IllegalArgumentException or {@link java.time.format.DateTimeParseException} when it is
   *     none of these
   */
  static WallTime parse(String text) {
    Matcher words = TEXT.matcher(text);
    if (!words.matches()) {
      throw new IllegalArgumentException(text);
    }
    int days = words.group(2) == null ? 0 : words.group(2).startsWith(" next") ? 1 : -1;
    Optional<ZoneId> zone = Optional.ofNullable(words.group(3)).map(IanaZone::parse);
    return new WallTime(LocalTime.parse(words.group(1)), days, zone);
  }

  /** The same moment for a session that is dated so many days later. */
  WallTime datedLater(int by) {
    return new WallTime(time, days - by, elsewhere);
  }

  /** When a session that starts at this time starts: the first moment the clock shows it. */
  Instant startOn(LocalDate session, ZoneId zone) {
    return moment(session, zone, 0);
  }

  /** When a session that ends at this time ends: the last moment the clock shows it. */
  Instant endOn(LocalDate session, ZoneId zone) {
    return moment(session, zone, 1);
  }

  /**
   * Where clocks go back, a time comes twice; a session lasts from the first to the last of two. A
   * time that clocks skip is the moment at which they skip it.
   */
  private Instant moment(LocalDate session, ZoneId zone, int which) {
    LocalDateTime local = LocalDateTime.of(days == 0 ? session : session.plusDays(days), time);
    ZoneRules rules = elsewhere.orElse(zone).getRules();
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    return offsets.isEmpty()
        ? rules.getTransition(local).getInstant()
        : local.toInstant(offsets.get(Math.min(which, offsets.size() - 1)));
  }

  /** Whether this time can come before another one of the same session; clocks of two zones can. */
  boolean canPrecede(WallTime other) {
    if (!elsewhere.equals(other.elsewhere)) {
      return true;
    }
    return days != other.days ? days < other.days : time.isBefore(other.time);
  }
}
