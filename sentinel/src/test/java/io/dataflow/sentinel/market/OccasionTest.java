package io.dataflow.sentinel.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OccasionTest {
  @TempDir private Path folder;

  private static Optional<String> words(String calendar, String date, Instant knownAt) {
    return new Calendars(Optional.empty())
        .find(calendar).orElseThrow().occasion(LocalDate.parse(date), knownAt).stream()
            .map(o -> o.kind() + ": " + o.name())
            .findFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "XNYS, 2024-07-03, early close: eve of Independence Day",
    "XNYS, 2024-07-04, closed: Independence Day",
    "XLON, 2024-12-24, early close: Christmas Eve",
    "CMES, 2024-07-04, 'optional, early close: Independence Day'",
    "FX, 2024-12-25, optional: Christmas Day"
  })
  void namesWhatMakesADateSpecial(String calendar, String date, String words) {
    assertThat(words(calendar, date, Instant.MAX)).contains(words);
  }

  @ParameterizedTest
  @CsvSource({"XNYS, 2024-07-05", "XNYS, 2024-07-06", "24/7, 2024-12-25", "24/5, 2024-07-07"})
  void ordinarySessionsAndTheWeeklyRestHaveNone(String calendar, String date) {
    assertThat(words(calendar, date, Instant.MAX)).isEmpty();
  }

  @Test
  void isKnownOnlyOnceItIsDeclared() {
    Instant before = Instant.parse("2024-12-20T12:00:00Z");
    Instant after = Instant.parse("2024-12-30T12:00:00Z");
    assertThat(words("XNYS", "2025-01-09", before)).isEmpty();
    assertThat(words("XNYS", "2025-01-09", after))
        .contains(
            "closed: National Day of Mourning for former President Carter"
                + " (unscheduled, declared 2024-12-30)");
  }

  @Test
  void tellsExtraSessionsLateOpensAndLateCloses() throws IOException {
    Files.writeString(
        folder.resolve("OURS.yaml"),
        """
        name: OURS
        zone: Europe/Berlin
        weekdays: [monday, tuesday, wednesday, thursday, friday]
        hours:
          - {open: 09:00, close: 17:00}
        specials:
          - {name: moved from Monday, date: 2024-06-01, type: session, scheduled: true,
             declared: unknown, source: ours, confidence: high}
          - {name: fire drill, date: 2024-06-03, type: hours, open: 10:00, close: 18:00,
             scheduled: false, declared: unknown, source: ours, confidence: high}
          - {name: nothing changes, date: 2024-06-04, type: hours, open: 09:00,
             scheduled: true, declared: unknown, source: ours, confidence: high}
        """);
    var ours = new Calendars(Optional.of(folder)).find("OURS").orElseThrow();
    assertThat(ours.occasion(LocalDate.of(2024, 6, 1), Instant.MAX))
        .contains(new Occasion("moved from Monday", List.of(Occasion.Effect.EXTRA_SESSION)));
    assertThat(ours.occasion(LocalDate.of(2024, 6, 3), Instant.MAX))
        .contains(
            new Occasion(
                "fire drill (unscheduled)",
                List.of(Occasion.Effect.LATE_OPEN, Occasion.Effect.LATE_CLOSE)));
    assertThat(ours.occasion(LocalDate.of(2024, 6, 4), Instant.MAX)).isEmpty();
  }

  @Test
  void changesSomething() {
    assertThatThrownBy(() -> new Occasion("nothing", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the occasion nothing changes nothing");
  }
}
