package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Settings;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Expectations;
import io.dataflow.sentinel.freshness.Watch;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.watchdog.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is promised of the instruments of some settings, where no ledger tells what runs promised. A
 * calendar that only a source's answer would name is not known here.
 */
final class SetPromises {
  /** Longer than any exchange was ever closed for a holiday. */
  private static final Duration BACK = Duration.ofDays(21);

  private SetPromises() {}

  /** Of sessions that closed within the last weeks, each different one once. */
  static List<Promise> of(Settings settings, Instant asOf) {
    Instruments instruments =
        new Instruments(settings, Sentinel.calendars(settings.paths().project()));
    instruments.check();
    return instruments.known(List.of()).stream()
        .flatMap(one -> one.calendar().stream().flatMap(calendar -> of(one, calendar, asOf)))
        .distinct()
        .toList();
  }

  private static Stream<Promise> of(Instrument one, TradingCalendar calendar, Instant asOf) {
    Watch watch = new Watch(one.feed(), calendar, one.terms(), asOf.minus(BACK), one.firstTrade());
    return Expectations.toWrite(watch, List.of(), asOf, Duration.ZERO).stream()
        .filter(Expectation::owed)
        .map(Promise::of);
  }
}
