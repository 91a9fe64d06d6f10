package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.market.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One rule through one replay: its alarms on the feed that loses nothing, and beside it every feed
 * that lost a session, for as long as the rule could tell that feed from the whole one.
 *
 * <p>Nothing outside that time can differ. Until the close of the dropped session both tables hold
 * the same bars, and a rule is a function of table and time. Once {@link RuleRun#mayStillNotice}
 * says no, the rule says the same of both for good: an age rule sees a newer bar at the end of
 * both; the judge is past the deadline of the dropped session, the last instant at which its state
 * could change while its bar does not come.
 */
final class RuleReplay {
  private final RuleRun run;
  private final String text;
  private final Arrivals arrivals;
  private final int[] toDrop;
  private final List<Lost> open = new ArrayList<>();
  private final Map<Loss, List<Noticed>> settled = new EnumMap<>(Loss.class);
  private int next;
  private boolean alarm;
  private long alarms;
  private long episodes;

  /** A feed that lost a session, and the tables it is told by. */
  private record Lost(Session session, Loss loss, Table damaged, Table whole) {}

  RuleReplay(Rule rule, RuleRun run, Arrivals arrivals, int[] toDrop) {
    this.run = run;
    this.text = rule.text();
    this.arrivals = arrivals;
    this.toDrop = toDrop;
    for (Loss loss : Loss.values()) {
      settled.put(loss, new ArrayList<>());
    }
  }

  /**
   * One check, later than the one before.
   *
   * @param arrived whether bars arrived since
   */
  void check(Instant now, boolean arrived) {
    boolean moved = run.advance(now) || arrived;
    boolean dropped = drop(now);
    if (moved || dropped) {
      alarm(run.alarms(arrivals.whole()));
      open.removeIf(lost -> settled(lost, now));
    } else {
      alarm(alarm);
    }
  }

  private void alarm(boolean rings) {
    alarms += rings ? 1 : 0;
    episodes += rings && !alarm ? 1 : 0;
    alarm = rings;
  }

  /** A check after the range: alarms no longer count, the dropped sessions are waited for. */
  void follow(Instant now, boolean arrived) {
    boolean moved = run.advance(now) || arrived;
    if (drop(now) || moved) {
      open.removeIf(lost -> settled(lost, now));
    }
  }

  /** Whether sessions are still to be dropped or waited for. */
  boolean unfinished() {
    return next < toDrop.length || !open.isEmpty();
  }

  private boolean drop(Instant now) {
    int before = next;
    while (next < toDrop.length && !arrivals.bar(toDrop[next]).close().isAfter(now)) {
      int index = toDrop[next++];
      Table whole = arrivals.whollyWith(index);
      for (Loss loss : Loss.values()) {
        Table damaged = arrivals.without(index, loss);
        open.add(new Lost(arrivals.bar(index), loss, damaged, whole));
      }
    }
    return next > before;
  }

  private boolean settled(Lost lost, Instant now) {
    Session session = lost.session();
    boolean noticed = run.notices(session, lost.loss(), lost.damaged(), lost.whole());
    if (!noticed && run.mayStillNotice(session, lost.damaged())) {
      return false;
    }
    Optional<Instant> at = noticed ? Optional.of(now) : Optional.empty();
    settled.get(lost.loss()).add(new Noticed(session, at));
    return true;
  }

  /** What became of each session dropped so far. */
  List<Noticed> of(Loss loss) {
    return List.copyOf(settled.get(loss));
  }

  RuleResult result() {
    return new RuleResult(
        text,
        alarms,
        episodes,
        Losses.of(of(Loss.ONE_SESSION)),
        Losses.of(of(Loss.ALL_FROM_IT_ON)));
  }
}
