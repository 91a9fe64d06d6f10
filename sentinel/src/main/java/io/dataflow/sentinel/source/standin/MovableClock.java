package io.dataflow.sentinel.source.standin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A UTC clock that stands still until it is moved. Thread-safe. */
public final class MovableClock extends Clock {
  private final AtomicReference<Instant> moment;

  public MovableClock(Instant moment) {
    this.moment = new AtomicReference<>(moment);
  }

  /** Jumps to a moment, forward or back. */
  public void moveTo(Instant next) {
    moment.set(next);
  }

  /** Goes forward by a time, or back by a negative one. */
  public void advance(Duration time) {
    moment.updateAndGet(now -> now.plus(time));
  }

  @Override
  public Instant instant() {
    return moment.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** Always this clock: the stand-in works with instants, which have no zone. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
