package io.dataflow.sentinel.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.TradingCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarDaysTest {
  @TempDir private Path folder;

  @Test
  void holdsSessionsAndClosuresButNotTheWeekend() {
    assertThat(Days.of("XNYS", "2024-07-03", "2024-07-08").days())
        .extracting(day -> day.date() + " " + day.kind())
        .containsExactly(
            "2024-07-03 early close",
            "2024-07-04 closed",
            "2024-07-05 regular",
            "2024-07-08 regular");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-01-01, 2027-12-31, true",
    "2024-01-01, 2028-01-01, false",
    "1999-12-31, 2024-01-01, false"
  })
  void isVerifiedWithinTheStatedRange(LocalDate from, LocalDate to, boolean verified)
      throws IOException {
    Files.writeString(
        folder.resolve("LISTED.yaml"),
        "{name: LISTED, extends: XNYS, verified-from: 2000-01-01, verified-until: 2027-12-31}");
    TradingCalendar listed = new Calendars(Optional.of(folder)).find("LISTED").orElseThrow();
    assertThat(new CalendarDays(listed, from, to, Instant.MAX).verified()).isEqualTo(verified);
  }

  @Test
  void isVerifiedWhereNoRangeIsStated() {
    assertThat(Days.of("24/7", "1950-01-01", "2100-01-01").verified()).isTrue();
  }

  @Test
  void endsAfterItBegins() {
    assertThatThrownBy(() -> Days.of("XNYS", "2024-07-02", "2024-07-01"))
        .hasMessage("the range ends before it begins: 2024-07-02, 2024-07-01");
  }
}
