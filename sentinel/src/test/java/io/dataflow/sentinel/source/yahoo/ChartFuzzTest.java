package io.dataflow.sentinel.source.yahoo;

import static io.dataflow.sentinel.source.yahoo.Answers.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.source.Answer;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Payloads;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever arrives, reading it ends in an outcome. */
class ChartFuzzTest {
  private static final List<String> ODD =
      List.of(
          "null",
          "NaN",
          "-Infinity",
          "1e999",
          "-1e-999",
          "9223372036854775808",
          "[]",
          "{}",
          "\"\"",
          "[null]",
          "[{}]",
          "true",
          "-0",
          "\"\\u0000\"",
          "[[[]]]",
          "0.5",
          "-62135596801");
  private static final Pattern VALUE =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"(?!:)|-?[0-9][0-9.eE+-]*|null|\\[[^\\[\\]]*]");

  private static final String PAYLOAD =
      Payloads.three("AAPL")
          .meta("longName", "\"Apple\"")
          .events(
              "{\"dividends\":{\"1\":{\"amount\":0.24,\"date\":1709821800}},"
                  + "\"splits\":{\"1\":{\"date\":1709821800,\"numerator\":4,\"denominator\":1}}}")
          .json();

  private static Outcome read(byte[] body) {
    return ChartParser.parse(
        new Answer(
            request("AAPL", Interval.DAY_1),
            "yahoo",
            "https://example.org/",
            200,
            Map.of("content-type", "application/json"),
            Instant.parse("2024-03-12T00:00:00Z"),
            body));
  }

  @Test
  void readsBodiesWithFlippedBytes() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 4_000; i++) {
      byte[] body = PAYLOAD.getBytes(StandardCharsets.UTF_8);
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      check(body);
    }
  }

  @Test
  void readsBodiesCutAnywhere() {
    byte[] body = PAYLOAD.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < body.length; length++) {
      check(java.util.Arrays.copyOf(body, length));
    }
  }

  @Test
  void readsBodiesWithOddValues() {
    SplittableRandom random = new SplittableRandom(2);
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < 4_000; i++) {
      String body = PAYLOAD;
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        body = spoilt(body, random);
      }
      seen.merge(check(body.getBytes(StandardCharsets.UTF_8)), 1, Integer::sum);
    }
    assertThat(seen).containsKeys("Bars", "Refused", "Unavailable", "Empty");
  }

  private static String spoilt(String body, SplittableRandom random) {
    Matcher matcher = VALUE.matcher(body);
    int skip = random.nextInt(60);
    while (matcher.find()) {
      if (skip-- == 0) {
        String odd = ODD.get(random.nextInt(ODD.size()));
        return body.substring(0, matcher.start()) + odd + body.substring(matcher.end());
      }
    }
    return body;
  }

  private static String check(byte[] body) {
    try {
      return read(body).getClass().getSimpleName();
    } catch (RuntimeException e) {
      throw new AssertionError(new String(body, StandardCharsets.UTF_8), e);
    }
  }
}
