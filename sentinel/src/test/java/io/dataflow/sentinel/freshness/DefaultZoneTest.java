package io.dataflow.sentinel.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.market.Calendars;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every golden case gives the same bytes, whichever zone and language are usual on a machine. */
class DefaultZoneTest {
  @ParameterizedTest
  @CsvSource({
    "America/New_York, en-US",
    "Europe/London, de-DE",
    "Asia/Kolkata, ar-EG",
    "Australia/Lord_Howe, tr-TR",
    "Pacific/Kiritimati, th-TH-u-ca-buddhist-nu-thai",
    "Pacific/Pago_Pago, ja-JP-u-ca-japanese",
  })
  void equalVerdictsAreEqualBytes(String zone, String language) {
    List<String> here = files("UTC", "en-US");

    assertThat(files(zone, language)).isEqualTo(here);
    assertThat(here).hasSizeGreaterThan(34).anyMatch(text -> text.contains("\"OVERDUE\""));
  }

  private static List<String> files(String zone, String language) {
    TimeZone ownZone = TimeZone.getDefault();
    Locale ownLanguage = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      Locale.setDefault(Locale.forLanguageTag(language));
      Stream<String> files =
          GoldenFile.rows()
              .filter(row -> row.golden().instruments() == 1)
              .map(DefaultZoneTest::file);
      return Stream.concat(files, sessions()).toList();
    } finally {
      TimeZone.setDefault(ownZone);
      Locale.setDefault(ownLanguage);
    }
  }

  /** Read and worked out anew each time: a calendar that is asked twice remembers. */
  private static Stream<String> sessions() {
    Calendars calendars = new Calendars(Optional.empty());
    return calendars.names().stream()
        .map(name -> calendars.find(name).orElseThrow())
        .map(
            calendar ->
                calendar
                    .sessions(
                        LocalDate.parse("2023-10-01"), LocalDate.parse("2024-12-31"), Instant.MAX)
                    .toString());
  }

  private static String file(GoldenFile.Row row) {
    Scene scene = new GoldenReplay(row.golden()).scene(0, row.ask().asOf());
    FeedVerdict verdict = scene.at(row.ask().asOf());
    return FreshnessFile.text(
        List.of(new FreshnessFile.Entry(verdict, "set")),
        row.ask().asOf(),
        FreshnessFile.Data.REAL);
  }
}
