package io.dataflow.sentinel.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes known of a calendar while a feed is watched, beside the golden cases 14 and 30. */
class CalendarNewsTest {
  @Test
  void aClosureDeclaredLaterSupersedesThePromise() {
    Watch watch = Scene.on("XNYS").had("2024-12-18").watch();
    LocalDate mourning = LocalDate.parse("2025-01-09");
    List<Expectation> before =
        Expectations.toWrite(
            watch, List.of(), Instant.parse("2024-12-20T12:00:00Z"), Duration.ofDays(30));
    assertThat(before)
        .filteredOn(e -> e.session().equals(mourning))
        .singleElement()
        .matches(Expectation::owed);

    assertThat(Expectations.toWrite(watch, before, Instant.parse("2025-01-02T12:00:00Z")))
        .singleElement()
        .satisfies(e -> assertThat(e.session()).isEqualTo(mourning))
        .satisfies(e -> assertThat(e.owed()).isFalse())
        .satisfies(e -> assertThat(e.reason()).startsWith("closed: "));
  }

  @Test
  void warnsSixtyDaysBeforeTheVerifiedRangeEndsAndNoDayEarlier() {
    FixedCalendar calendar =
        FixedCalendar.weekdays(LocalDate.parse("2024-09-01"), LocalDate.parse("2025-01-31"))
            .verifiedUntil(LocalDate.parse("2024-12-31"));
    Scene scene = Scene.on(calendar).had("2024-10-31");

    assertThat(scene.at("2024-10-31T23:00:00Z").warnings()).isEmpty();
    assertThat(scene.at("2024-11-01T12:00:00Z").warnings())
        .singleElement()
        .asString()
        .contains("until Tue 2024-12-31 only");
  }

  @Test
  void namesTheEndOfTheVerifiedRangeWhenItSaysUnknown() {
    FixedCalendar calendar =
        FixedCalendar.weekdays(LocalDate.parse("2024-11-01"), LocalDate.parse("2025-01-31"))
            .verifiedUntil(LocalDate.parse("2024-12-31"));

    assertThat(Scene.on(calendar).had("2024-12-30").there("2024-12-31").at("2025-01-01T18:30:00Z"))
        .satisfies(v -> assertThat(v.verdict()).isEqualTo(Verdict.UNKNOWN))
        .extracting(FeedVerdict::reason)
        .isEqualTo("calendar FIXED is verified until Tue 2024-12-31 only");
  }
}
