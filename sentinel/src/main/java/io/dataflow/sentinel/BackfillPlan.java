package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.bronze.Receipt;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Request;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks for a stretch of the past in windows of five calendar years, the newest first: what a window
 * tells of splits and dividends then never is news about bars before it that silver has already.
 *
 * @param again whether windows are asked for that an earlier back-fill had answers for
 */
record BackfillPlan(LocalDate from, LocalDate to, boolean again) implements Plan {
  private static final int YEARS = 5;
  private static final int MOST_RUNS = 10_000;

  /** The command's name in the ledger; its runs are those that are taken up. */
  static final String COMMAND = "backfill";

  /**
   * @throws IllegalArgumentException when it would end before it begins
   */
  BackfillPlan {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("the last day " + to + " is before the first " + from);
    }
  }

  @Override
  public List<Planned> of(Sentinel sentinel, List<Instrument> instruments, Instant now) {
    Set<Request> answered = again ? Set.of() : answered(sentinel);
    List<Planned> plan = new ArrayList<>();
    for (Window window : windows()) {
      for (Instrument instrument : instruments) {
        Request request = request(instrument, window);
        if (!answered.contains(request)) {
          PlanReason why =
              new PlanReason(PlanReason.Kind.BACKFILL, window.from() + " to " + window.to());
          plan.add(new Planned(instrument, window.from(), request, List.of(), List.of(why)));
        }
      }
    }
    return plan;
  }

  /** Both days inclusive. */
  record Window(LocalDate from, LocalDate to) {}

  /** The windows, the newest first; they end where fives of years end, whatever is asked for. */
  List<Window> windows() {
    List<Window> windows = new ArrayList<>();
    LocalDate last = to;
    while (!last.isBefore(from)) {
      LocalDate first = LocalDate.of(last.getYear() - Math.floorMod(last.getYear(), YEARS), 1, 1);
      windows.add(new Window(first.isBefore(from) ? from : first, last));
      last = first.minusDays(1);
    }
    return windows;
  }

  private static Request request(Instrument instrument, Window window) {
    return new Request(
        instrument.asset().symbol(),
        instrument.asset().interval(),
        window.from().atStartOfDay(instrument.zone()).toInstant(),
        window.to().plusDays(1).atStartOfDay(instrument.zone()).toInstant());
  }

  /** What earlier back-fills have answers for in bronze, with bars or with word of none. */
  private static Set<Request> answered(Sentinel sentinel) {
    if (!sentinel.everRan()) {
      return Set.of();
    }
    Set<String> backfills = new HashSet<>();
    sentinel.ledger().runs(MOST_RUNS).stream()
        .filter(run -> run.start().command().equals(COMMAND))
        .forEach(run -> backfills.add(run.start().runId()));
    Bronze bronze = sentinel.bronze();
    Set<Request> answered = new HashSet<>();
    for (String receipts : bronze.runs()) {
      if (backfills.contains(receipts.split("\\.", 2)[0])) {
        bronze.receipts(receipts).stream()
            .filter(receipt -> usable(sentinel, bronze, receipt))
            .forEach(receipt -> answered.add(receipt.request()));
      }
    }
    return answered;
  }

  private static boolean usable(Sentinel sentinel, Bronze bronze, Receipt receipt) {
    Outcome outcome = sentinel.source().parse(bronze.read(receipt).answer());
    return outcome instanceof Outcome.Bars || outcome instanceof Outcome.Empty;
  }
}
