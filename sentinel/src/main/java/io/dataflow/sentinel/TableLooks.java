package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.Look;
import io.dataflow.sentinel.freshness.Look.Seen;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The looks at one feed of a table, and which of them are worth keeping.
 *
 * <p>A check looks at each session that is expected and has closed, and at one that still runs when
 * bars within it are judged. Kept are the first look at a session, the first past its deadline, and
 * each that saw something else than the one before, together with the one before: these tell when
 * it arrived as exactly as all of them would. The one before need not be kept until then, because
 * the last attempt tells when it was.
 */
final class TableLooks {
  private final Feed feed;
  private final Collection<Expectation> expected;
  private final Optional<Attempt> before;
  private final Map<LocalDate, Look> last = new HashMap<>();

  /**
   * @param expected what counts now, one a session
   * @param kept the looks kept so far, by session and instant
   * @param before the attempt of the check before
   */
  TableLooks(
      Feed feed, Collection<Expectation> expected, List<Look> kept, Optional<Attempt> before) {
    this.feed = feed;
    this.expected = expected;
    this.before = before;
    kept.forEach(look -> last.put(look.session(), look));
  }

  /** What a check sees. */
  List<Look> at(Instant now, Map<LocalDate, SessionRows> rows) {
    List<Look> looks = new ArrayList<>();
    for (Expectation expectation : expected) {
      Seen seen = seen(expectation, Optional.ofNullable(rows.get(expectation.session())), now);
      if (open(expectation, now) && (expectation.owed() || seen != Seen.NOTHING)) {
        looks.add(new Look(feed, expectation.session(), now, seen));
      }
    }
    return looks;
  }

  private boolean open(Expectation expectation, Instant now) {
    Instant from = feed.interval().intraday() ? expectation.open() : expectation.close();
    return !from.isAfter(now);
  }

  /** While a session runs, its last bar may be there and change still. */
  private static Seen seen(Expectation expectation, Optional<SessionRows> rows, Instant now) {
    Seen seen = rows.map(r -> r.seen(expectation.arrival().minimumShare())).orElse(Seen.NOTHING);
    boolean running = now.isBefore(expectation.close());
    return running && seen == Seen.FINAL ? Seen.PROVISIONAL : seen;
  }

  /** Of the looks of a check those to keep, and those before it that are worth keeping now. */
  List<Look> toKeep(List<Look> looks) {
    Map<LocalDate, Expectation> bySession = new HashMap<>();
    expected.forEach(e -> bySession.put(e.session(), e));
    List<Look> kept = new ArrayList<>();
    for (Look look : looks) {
      Look known = last.get(look.session());
      if (known == null) {
        kept.add(look);
      } else if (known.seen() != look.seen()) {
        unkept(known).ifPresent(kept::add);
        kept.add(look);
      } else if (known.seen() != Seen.FINAL
          && passes(bySession.get(look.session()).deadline(), known.at(), look.at())) {
        kept.add(look);
      }
    }
    return kept;
  }

  /** Whether the last look before this check saw the bar of a session. */
  boolean arrivedBefore(LocalDate session) {
    Look known = last.get(session);
    return known != null && known.seen() == Seen.FINAL;
  }

  private static boolean passes(Instant deadline, Instant before, Instant now) {
    return before.isBefore(deadline) && !now.isBefore(deadline);
  }

  /** What must be kept before an attempt that failed takes the place of the one before. */
  List<Look> toKeepAtFailure() {
    return last.values().stream()
        .filter(look -> look.seen() != Seen.FINAL)
        .flatMap(look -> unkept(look).stream())
        .toList();
  }

  /** The look of the check before at a session, when only the attempt tells of it. */
  private Optional<Look> unkept(Look known) {
    return before
        .filter(attempt -> attempt.failure().isEmpty() && attempt.at().isAfter(known.at()))
        .map(attempt -> new Look(feed, known.session(), attempt.at(), known.seen()));
  }
}
