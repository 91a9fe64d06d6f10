package io.dataflow.sentinel.freshness;

import io.dataflow.sentinel.freshness.GoldenCase.Bar;
import io.dataflow.sentinel.freshness.GoldenCase.Hours;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tells a golden case as a {@link Scene}: what looks saw, and what the table holds by then. */
final class GoldenReplay {
  private final GoldenCase golden;
  private final TradingCalendar calendar;

  GoldenReplay(GoldenCase golden) {
    this.golden = golden;
    this.calendar = calendar(golden);
  }

  /** The calendar of its name; where a verified range is given, the sessions that are listed. */
  static TradingCalendar calendar(GoldenCase golden) {
    if (golden.verifiedUntil().isEmpty()) {
      return Scene.calendar(golden.calendar());
    }
    TreeMap<LocalDate, Session> days = new TreeMap<>();
    for (Hours hours : golden.sessions()) {
      Session session =
          new Session(
              hours.session(), hours.open(), hours.close(), Optional.empty(), Session.Kind.REGULAR);
      days.put(hours.session(), session);
    }
    return new FixedCalendar(golden.calendar(), "1", golden.verifiedUntil(), days);
  }

  TradingCalendar calendar() {
    return calendar;
  }

  /** One instrument by what was known of it at a moment; instruments are counted from 0. */
  Scene scene(int instrument, Instant asOf) {
    Scene scene =
        Scene.of(calendar, "S" + instrument)
            .terms(golden.terms())
            .watched(began(), golden.firstSession());
    for (Instant look : golden.looks()) {
      if (!look.isAfter(asOf)) {
        look(scene, instrument, look);
      }
    }
    golden.failed().stream()
        .filter(f -> !f.at().isAfter(asOf))
        .forEach(f -> scene.failed(f.at().toString(), f.error()));
    lastLook(asOf).ifPresent(at -> golden.bars().forEach(bar -> hold(scene, instrument, bar, at)));
    return scene;
  }

  private void look(Scene scene, int instrument, Instant at) {
    for (Hours hours : golden.sessions()) {
      if (!hours.open().isAfter(at)) {
        Look.Seen seen =
            golden
                .visible(instrument, hours.session(), at)
                .map(GoldenReplay::seen)
                .orElse(Look.Seen.NOTHING);
        scene.look(hours.session().toString(), at, seen);
      }
    }
    scene.answered(at);
  }

  private static Look.Seen seen(Bar bar) {
    return switch (bar.kind()) {
      case FINAL -> Look.Seen.FINAL;
      case PROVISIONAL -> Look.Seen.PROVISIONAL;
      case NULL, REPEATED, REFUSED, FUTURE -> Look.Seen.NULL;
    };
  }

  private Optional<Instant> lastLook(Instant asOf) {
    return golden.looks().stream().filter(at -> !at.isAfter(asOf)).max(Instant::compareTo);
  }

  private void hold(Scene scene, int instrument, Bar bar, Instant lastLook) {
    if (!golden.visible(instrument, bar.session(), lastLook).equals(Optional.of(bar))) {
      return;
    }
    String session = bar.session().toString();
    switch (bar.kind()) {
      case FINAL -> scene.holds(session, Holding.State.FINAL);
      case PROVISIONAL -> scene.holds(session, Holding.State.PROVISIONAL);
      case NULL -> scene.holds(session, Holding.State.ABSENT, "has_prices");
      case REPEATED -> scene.holds(session, Holding.State.ABSENT, "not_repeated");
      case FUTURE -> scene.holds(session, Holding.State.ABSENT, "not_in_future");
      case REFUSED -> scene.holds(session, Holding.State.ABSENT, bar.check());
    }
  }

  /** The watch begins with the first look, and no later than the first session is due. */
  private Instant began() {
    return Stream.concat(golden.looks().stream(), Stream.of(golden.sessions().get(0).deadline()))
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /** The moments at which a program that keeps a ledger would have run, up to one. */
  Stream<Instant> runs(Instant asOf) {
    return Stream.of(
            Stream.of(began(), asOf),
            golden.looks().stream(),
            golden.failed().stream().map(GoldenCase.Failure::at))
        .flatMap(some -> some)
        .filter(at -> !at.isAfter(asOf))
        .distinct()
        .sorted();
  }
}
