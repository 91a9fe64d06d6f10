package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moments, lengths of time and lists as messages say them. */
class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT-5S, 0 s",
    "PT40S, 40 s",
    "PT1M59S, 1 min",
    "PT59M59S, 59 min",
    "PT1H, 1 h",
    "PT2H15M, 2 h 15 min",
    "PT23H59M59S, 23 h 59 min",
    "PT24H, 1 day",
    "PT24H59M, 1 day",
    "PT25H, 1 day 1 h",
    "PT74H, 3 days 2 h",
    "P400D, 400 days"
  })
  void saysALengthInItsTwoLargestUnits(Duration length, String words) {
    assertThat(Words.length(length)).isEqualTo(words);
  }

  @Test
  void saysAMomentInUtcWithItsWeekday() {
    assertThat(Words.moment(Instant.parse("2026-11-21T04:30:59Z")))
        .isEqualTo("Sat 2026-11-21 04:30 UTC");
  }

  @Test
  void namesSomeAndCountsTheRest() {
    List<String> names = List.of("AAPL", "MSFT", "TSLA");
    assertThat(Words.some(names, 3)).isEqualTo("AAPL, MSFT, TSLA");
    assertThat(Words.some(names, 2)).isEqualTo("AAPL, MSFT and 1 more");
    assertThat(Words.some(names, 0)).isEmpty();
    assertThat(Words.some(List.of(), 2)).isEmpty();
  }

  @Test
  void cutsWithThreeDotsAndKeepsCharactersWhole() {
    assertThat(Words.cut("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Words.cut("abcdef", 5)).isEqualTo("ab...");
    assertThat(Words.cut("a🚀cdef", 5)).isEqualTo("a...");
    assertThat(Words.cut("abcdef", 2)).isEqualTo("..");
    assertThat(Words.cut("abcdef", 0)).isEmpty();
  }
}
