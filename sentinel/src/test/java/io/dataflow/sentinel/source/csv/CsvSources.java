package io.dataflow.sentinel.source.csv;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Sources of CSV files that wait for nothing. */
final class CsvSources {
  private CsvSources() {}

  static CsvSource of(String location, Path base, CsvForm form, Instant now) {
    return of(location, base, form, now, 1 << 20);
  }

  static CsvSource of(String location, Path base, CsvForm form, Instant now, long most) {
    CsvOptions options =
        new CsvOptions(
            "vendor",
            location,
            base,
            form,
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            most,
            1,
            Duration.ofMillis(5),
            "test");
    return new CsvSource(options, Clock.fixed(now, ZoneOffset.UTC));
  }
}
