package io.dataflow.sentinel.market;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says on which date of a year something falls, before any move off the weekend. */
sealed interface DayRule {
  /** The dates in a year; empty when that year has none. */
  Stream<LocalDate> in(int year);

  /** The same day each year: 25 December. */
  record Fixed(MonthDay day) implements DayRule {
    @Override
    public Stream<LocalDate> in(int year) {
      return day.isValidYear(year) ? Stream.of(day.atYear(year)) : Stream.empty();
    }
  }

  /** A day of every month; 0 stands for the last one. */
  record Monthly(int day) implements DayRule {
    @Override
    public Stream<LocalDate> in(int year) {
      return months(year)
          .filter(month -> month.isValidDay(Math.max(day, 1)))
          .map(month -> day == 0 ? month.atEndOfMonth() : month.atDay(day));
    }
  }

  /** The nth weekday of a month; 0 stands for the last one. */
  record Nth(Month month, int nth, DayOfWeek weekday) implements DayRule {
    @Override
    public Stream<LocalDate> in(int year) {
      return weekdayOf(YearMonth.of(year, month), nth, weekday).stream();
    }
  }

  /** The nth weekday of every month; 0 stands for the last one. */
  record MonthlyNth(int nth, DayOfWeek weekday) implements DayRule {
    @Override
    public Stream<LocalDate> in(int year) {
      return months(year).flatMap(month -> weekdayOf(month, nth, weekday).stream());
    }
  }

  private static Stream<YearMonth> months(int year) {
    return Arrays.stream(Month.values()).map(month -> YearMonth.of(year, month));
  }

  /** Empty where the month has no fifth one. */
  private static Optional<LocalDate> weekdayOf(YearMonth month, int nth, DayOfWeek weekday) {
    LocalDate first = month.atDay(1);
    LocalDate day =
        nth == 0
            ? first.with(TemporalAdjusters.lastInMonth(weekday))
            : first.with(TemporalAdjusters.dayOfWeekInMonth(nth, weekday));
    return Optional.of(day).filter(date -> date.getMonth() == month.getMonth());
  }

  /** Days from western Easter Sunday: -2 is Good Friday. */
  record Easter(int days) implements DayRule {
    private static final int FIRST_GREGORIAN = 1583;

    @Override
    public Stream<LocalDate> in(int year) {
      return year < FIRST_GREGORIAN ? Stream.empty() : Stream.of(sunday(year).plusDays(days));
    }

    /** Gregorian Easter by the anonymous algorithm (Meeus, Astronomical Algorithms, chapter 8). */
    static LocalDate sunday(int year) {
      int golden = year % 19;
      int century = year / 100;
      int inCentury = year % 100;
      int skipped = (century - (century + 8) / 25 + 1) / 3;
      int epact = (19 * golden + century - century / 4 - skipped + 15) % 30;
      int weekday = (32 + 2 * (century % 4) + 2 * (inCentury / 4) - epact - inCentury % 4) % 7;
      int late = (golden + 11 * epact + 22 * weekday) / 451;
      int march = epact + weekday - 7 * late + 114;
      return LocalDate.of(year, march / 31, march % 31 + 1);
    }
  }

  /** A list of dates, for days that a gazette or the moon decides. */
  record Dated(List<LocalDate> dates) implements DayRule {
    public Dated {
      dates = List.copyOf(dates);
    }

    @Override
    public Stream<LocalDate> in(int year) {
      return dates.stream().filter(date -> date.getYear() == year);
    }
  }
}
