package io.dataflow.sentinel.source.standin;

import io.dataflow.sentinel.market.Session;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One session of a simulated instrument, in the money and shares of that day.
 *
 * @param session its date and hours
 * @param stamp epoch second its settled bar is stamped with
 * @param before the close before, on this day's share count
 * @param prices of the whole session
 * @param dividend cash for each share, 0 for none
 * @param split the split that takes effect, if any
 * @param shares how many shares of this day one share of the first day has become
 * @param volume as settled first
 * @param settledAt epoch second from which the bar is settled
 * @param revised the volume after its revision
 * @param revisedAt epoch second from which the revised volume is told
 */
record SimulatedDay(
    Session session,
    long stamp,
    double before,
    Walk.Prices prices,
    double dividend,
    Optional<Action.Split> split,
    double shares,
    double volume,
    long settledAt,
    double revised,
    long revisedAt) {

  LocalDate date() {
    return session.date();
  }

  /** The moment its bar first shows. */
  long shows() {
    return Math.max(stamp, session.open().getEpochSecond());
  }

  long close() {
    return session.close().getEpochSecond();
  }

  /** How much of the session is over at a moment. */
  double fraction(long now) {
    double open = session.open().getEpochSecond();
    return Math.min(1, Math.max(0, (now - open) / (close() - open)));
  }

  /** The volume told at a moment: it grows while the session runs and until it settles. */
  double volumeAt(long now) {
    return now < settledAt ? unsettled(now) : now < revisedAt ? volume : revised;
  }

  /** The volume as the ticker counts it, which never becomes the settled one. */
  double unsettled(long now) {
    double settling = Math.min(1, Math.max(0, (double) (now - close()) / (settledAt - close())));
    return Math.rint(volume * (0.93 * fraction(now) + 0.05 * settling));
  }
}
