package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clock stands at Sat, 07 Mar 2026 05:00:00 GMT. */
class RetryAfterTest {
  private final RetryAfter retryAfter = new RetryAfter(Messages.CLOCK);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0                             | PT0S",
        "17                            | PT17S",
        " 17                           | PT17S",
        "0.25                          | PT0.25S",
        "3600                          | PT1H",
        "3601                          | PT1H",
        "99999999999999                | PT1H",
        "Sat, 07 Mar 2026 05:00:10 GMT | PT10S",
        "Sat, 07 Mar 2026 04:59:00 GMT | PT0S",
        "Sun, 07 Mar 2027 05:00:00 GMT | PT1H"
      })
  void readsSecondsAndDates(String value, Duration after) {
    assertThat(retryAfter.of(answer(value))).contains(after);
  }

  @ParameterizedTest
  @CsvSource({"-1", "soon", "NaN", "1e3", "999999999999999999999", "''", "2026-03-07T05:00:10Z"})
  void takesAnythingElseAsNotSaid(String value) {
    assertThat(retryAfter.of(answer(value))).isEmpty();
  }

  private static HttpReply.Answer answer(String value) {
    return new HttpReply.Answer(
        429, HttpHeaders.of(Map.of("retry-after", List.of(value)), (name, v) -> true), "");
  }
}
