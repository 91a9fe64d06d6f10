package io.dataflow.sentinel.source.csv;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads dates and numbers as a form writes them. */
final class CsvCells {
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})(?:[ T](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)"
              + "\\s?(Z|[+-]\\d{2}(?::?\\d{2})?)?)?");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,3})?");
  private static final Set<String> ABSENT = Set.of("", "nan", "null", "none", "n/a", "na", "-");

  private final CsvForm form;
  private final Optional<DateTimeFormatter> format;

  CsvCells(CsvForm form) {
    this.form = form;
    this.format = form.dateFormat().map(CsvCells::formatter);
  }

  /**
   * A strict reader of dates: 31.02. is none.
   *
   * @throws IllegalArgumentException when it is no pattern
   */
  static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /** The session date; an instant with an offset is meant in the form's zone, if it has one. */
  Optional<LocalDate> date(String cell) {
    try {
      if (format.isPresent()) {
        return Optional.of(LocalDate.parse(cell, format.get())).filter(CsvCells::usual);
      }
      Matcher iso = ISO.matcher(cell);
      if (!iso.matches()) {
        return Optional.empty();
      }
      LocalDate written = LocalDate.parse(iso.group(1));
      if (iso.group(3) == null || form.zone().isEmpty()) {
        return Optional.of(written).filter(CsvCells::usual);
      }
      String offset = offset(iso.group(3));
      OffsetDateTime at = OffsetDateTime.parse(iso.group(1) + "T" + iso.group(2) + offset);
      return Optional.of(at.atZoneSameInstant(form.zone().get()).toLocalDate());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** With a colon and minutes: {@code -05} and {@code -0500} are written too. */
  private static String offset(String written) {
    String plain = written.replace(":", "");
    if (plain.equals("Z")) {
      return plain;
    }
    return plain.substring(0, 3) + ":" + (plain.length() == 5 ? plain.substring(3) : "00");
  }

  private static boolean usual(LocalDate date) {
    return date.getYear() >= 1 && date.getYear() <= 9999;
  }

  /** Whether a cell says that there is nothing. */
  static boolean absent(String cell) {
    return ABSENT.contains(cell.toLowerCase(Locale.ROOT));
  }

  /** The number of a cell that says something; empty when it is none. */
  Optional<Double> number(String cell) {
    return decimal(cell).map(BigDecimal::doubleValue).filter(d -> !d.isInfinite());
  }

  /** A whole number; fractions, as venues of crypto write them, are rounded. */
  Optional<Long> whole(String cell) {
    return decimal(cell)
        .filter(d -> d.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0)
        .map(d -> d.setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  private Optional<BigDecimal> decimal(String cell) {
    boolean pointed = form.decimal() == ',' && cell.indexOf('.') >= 0;
    String point = form.decimal() == ',' ? cell.replace(',', '.') : cell;
    return !pointed && NUMBER.matcher(point).matches()
        ? Optional.of(new BigDecimal(point))
        : Optional.empty();
  }
}
