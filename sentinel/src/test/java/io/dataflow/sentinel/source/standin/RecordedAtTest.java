package io.dataflow.sentinel.source.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedAtTest {
  @ParameterizedTest
  @CsvSource({
    "2021-11-21T13:41:57Z, 2021-11-21T13:41:57Z",
    "2021-11-21T13:41:57.250Z, 2021-11-21T13:41:57.250Z",
    "2026-10-05T13:58Z mid-session, 2026-10-05T13:58:59Z",
    "2024-04-01T06:11Z (live), 2024-04-01T06:11:59Z",
    "2021-05-03, 2021-05-03T23:59:59Z",
    "2026-06-11 (mid-session), 2026-06-11T23:59:59Z",
    "2024-05-03 after close, 2024-05-03T23:59:59Z",
    "2024-10, 2024-10-31T23:59:59Z",
    "2024-09 (git), 2024-09-30T23:59:59Z",
    "2024-02, 2024-02-29T23:59:59Z",
    "2024, 2024-12-31T23:59:59Z",
    "<= 20250826T021937Z (git commit), 2025-08-26T02:19:37Z",
    "<=2025-08-26, 2025-08-26T23:59:59Z",
    "' 2021-05-03 ', 2021-05-03T23:59:59Z",
  })
  void readsTheLatestMomentTheTextAllows(String text, String latest) {
    assertThat(RecordedAt.latest(text)).contains(Instant.parse(latest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void countsBlankAsAlwaysThere(String text) {
    assertThat(RecordedAt.latest(text)).contains(RecordedAt.ALWAYS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2024-13",
        "2024-02-30",
        "24-02-03",
        "20250826",
        "2024-05-03T25:00Z",
        "Z",
        "2024-05-03T10:00:00",
        "around 2024",
        "2024-05-03later"
      })
  void refusesWhatNamesNoMoment(String text) {
    assertThat(RecordedAt.latest(text)).isEmpty();
  }

  @Test
  void ordersBlankBeforeEveryDate() {
    assertThat(RecordedAt.ALWAYS).isBefore(Instant.parse("1962-01-02T00:00:00Z"));
  }
}
