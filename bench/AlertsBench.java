import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.IncidentClass;
import io.dataflow.sentinel.incident.Observation;
import io.dataflow.sentinel.incident.Proof;
import io.dataflow.sentinel.incident.Reconciler;
import io.dataflow.sentinel.incident.Subject;
import io.dataflow.sentinel.incident.Survey;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.ledger.SqliteLedger;
import io.dataflow.sentinel.ledger.VerdictRow;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.notify.Address;
import io.dataflow.sentinel.notify.Composer;
import io.dataflow.sentinel.notify.Directory;
import io.dataflow.sentinel.notify.Dispatcher;
import io.dataflow.sentinel.notify.Line;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What incidents and messages cost a run of 10,000 instruments, as ratios to writing its verdicts
 * into the same ledger: with nothing wrong, with 900 instruments wrong one by one, with a whole
 * exchange out, and while that lasts.
 *
 * <pre>make bench-alerts</pre>
 */
public final class AlertsBench {
  private static final int INSTRUMENTS = 10_000;
  private static final int REPEATS = 5;
  private static final Instant START = Instant.parse("2026-03-07T04:45:00Z");
  private static final LocalDate FRIDAY = LocalDate.parse("2026-03-06");

  private AlertsBench() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("alerts-bench");
    Map<String, List<Double>> millis = new HashMap<>();
    for (int i = 0; i < REPEATS + 1; i++) {
      try (Ledger ledger = new SqliteLedger(folder.resolve("ledger" + i + ".db"))) {
        ledger.open();
        time(millis, "verdicts", i, () -> verdicts(ledger));
        time(millis, "nothing wrong", i, () -> see(ledger, START, 0));
        time(millis, "900 one by one", i, () -> see(ledger, START.plusSeconds(60), 900));
        time(millis, "all out", i, () -> see(ledger, START.plusSeconds(120), INSTRUMENTS));
        time(millis, "still out", i, () -> see(ledger, START.plusSeconds(180), INSTRUMENTS));
        time(millis, "all well", i, () -> see(ledger, START.plusSeconds(240), 0));
      }
    }
    double base = median(millis.get("verdicts"));
    System.out.printf(Locale.ROOT, "%-16s %8s %8s%n", INSTRUMENTS + " instr.", "median", "ratio");
    for (String what :
        List.of(
            "verdicts", "nothing wrong", "900 one by one", "all out", "still out", "all well")) {
      double median = median(millis.get(what));
      System.out.printf(Locale.ROOT, "%-16s %6.0fms %8.2f%n", what, median, median / base);
    }
  }

  private static void time(
      Map<String, List<Double>> millis, String what, int round, Runnable work) {
    long from = System.nanoTime();
    work.run();
    if (round > 0) { // the first warms up
      millis
          .computeIfAbsent(what, w -> new ArrayList<>())
          .add((System.nanoTime() - from) / 1_000_000.0);
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private static String symbol(int number) {
    return String.format(Locale.ROOT, "S%05d", number);
  }

  private static void verdicts(Ledger ledger) {
    List<VerdictRow> rows = new ArrayList<>();
    for (int i = 0; i < INSTRUMENTS; i++) {
      Feed feed = new Feed("silver.bars", symbol(i), Interval.DAY_1);
      rows.add(
          new VerdictRow(feed, Optional.empty(), "FRESH", Optional.empty(), "is there", START));
      rows.add(
          new VerdictRow(
              feed, Optional.of(FRIDAY), "ON_TIME", Optional.empty(), "is there", START));
    }
    ledger.recordVerdicts("run-1", rows);
  }

  private static void see(Ledger ledger, Instant at, int wrong) {
    List<Observation> observed =
        IntStream.range(0, wrong).mapToObj(i -> missing(symbol(i))).toList();
    Map<Survey.Place, Proof> proofs = new HashMap<>();
    IntStream.range(0, INSTRUMENTS)
        .forEach(i -> proofs.put(new Survey.Place("silver.bars", symbol(i)), Proof.ofAll()));
    Survey survey =
        new Survey(
            at, observed, Map.of(IncidentClass.MISSING, proofs), Map.of("XNYS", INSTRUMENTS));
    ledger.atomically(
        () -> {
          ledger.incidents().takeTurn();
          ledger
              .incidents()
              .record(
                  Reconciler.reconcile(
                      survey, ledger.incidents().known(at.minus(Duration.ofHours(72)))));
          List<Incident> incidents = ledger.incidents().newest(Integer.MAX_VALUE);
          Composer composer =
              new Composer("bench", at.plusSeconds(900), id -> "show " + id, Optional.empty());
          ledger
              .outbox()
              .record(
                  Dispatcher.at(
                      at, new OneReceiver(), composer, incidents, ledger.outbox().conversations()));
        });
  }

  private static Observation missing(String symbol) {
    return new Observation(
        IncidentClass.MISSING,
        new Subject("silver.bars", "yahoo", Optional.of("XNYS"), symbol),
        List.of(FRIDAY),
        START,
        "the bar of Fri 2026-03-06 by Sat 04:30 UTC",
        "source failed: HTTP 503",
        1);
  }

  private static final class OneReceiver implements Directory {
    @Override
    public List<Address> addresses(Incident incident, List<Incident> all) {
      return List.of(
          new Address(
              "team",
              incident.fingerprint().text(),
              Duration.ZERO,
              Duration.ZERO,
              Duration.ZERO));
    }

    @Override
    public List<Line> lines(String receiver) {
      return List.of(
          new Line("team/slack/0", "slack", EnumSet.allOf(Message.Kind.class), false));
    }

    @Override
    public int digestAbove() {
      return 5;
    }
  }
}
