package io.dataflow.sentinel;

import io.dataflow.sentinel.text.ForeignText;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration as people type it, {@code 7d}, {@code 12h}, {@code 90m}, or in ISO form. */
final class DurationWord implements ITypeConverter<Duration> {
  private static final Pattern WORD = Pattern.compile("(\\d{1,9})([dhm])");

  @Override
  public Duration convert(String text) {
    Matcher word = WORD.matcher(text);
    if (word.matches()) {
      long count = Long.parseLong(word.group(1));
      return switch (word.group(2)) {
        case "d" -> Duration.ofDays(count);
        case "h" -> Duration.ofHours(count);
        default -> Duration.ofMinutes(count);
      };
    }
    Duration duration = iso(text);
    if (duration.isNegative()) {
      throw refused(text);
    }
    return duration;
  }

  private static Duration iso(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw refused(text);
    }
  }

  private static TypeConversionException refused(String text) {
    return new TypeConversionException(
        "'" + ForeignText.line(text) + "' is not a duration such as 7d, 12h or PT36H");
  }
}
