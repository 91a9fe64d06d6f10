import io.dataflow.sentinel.freshness.Evidence;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.Expectations;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.Holding;
import io.dataflow.sentinel.freshness.Judge;
import io.dataflow.sentinel.freshness.Look;
import io.dataflow.sentinel.freshness.Verdict;
import io.dataflow.sentinel.freshness.Watch;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Times what freshness costs by itself: all sessions of an exchange over 40 years, and the verdicts
 * of 10,000 instruments with 250 sessions each once their evidence is in memory.
 *
 * <p>{@code make bench-sessions}, or with the built program on the class path {@code java
 * bench/SessionsBench.java [ROUNDS]}. One thread; nothing is asserted. Beside the time that passed
 * stands that of the processor, which others on a busy machine do not lengthen as much, and the
 * ratio to a plain loop over the same dates or rows in the same rounds. Collecting garbage counts
 * in the first alone.
 */
final class SessionsBench {
  private static final LocalDate FROM = LocalDate.parse("1985-01-01");
  private static final LocalDate TO = LocalDate.parse("2024-12-31");
  private static final Instant AS_OF = Instant.parse("2024-07-03T12:00:00Z");
  private static final int INSTRUMENTS = 10_000;
  private static final int SESSIONS = 250;

  /** So many instruments are in memory at a time: more than any cache of a processor holds. */
  private static final int AT_A_TIME = 1_000;

  private static final String EXCHANGE = "XNYS";

  /** What the loops found, so that none is left out by the compiler. */
  private static long found;

  private SessionsBench() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("cold")) {
      Took took = nanos(() -> sessions(new Calendars(Optional.empty())));
      System.out.println(took.wall() + " " + took.cpu());
      return;
    }
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
    System.out.printf(
        "Java %s, %d processors, %d rounds; medians%n%n",
        Runtime.version(), Runtime.getRuntime().availableProcessors(), rounds);
    System.out.printf(
        "%-58s %8s %8s %8s %8s %7s%n", "", "ms", "fastest", "slowest", "CPU ms", "x loop");
    calendar(rounds);
    judge(rounds);
  }

  private static void calendar(int rounds) throws Exception {
    Took[] cold = new Took[rounds];
    for (int i = 0; i < rounds; i++) {
      cold[i] = cold();
    }
    for (int i = 0; i < 200; i++) { // warms the compiler
      found += sessions(new Calendars(Optional.empty()));
    }
    Calendars asked = new Calendars(Optional.empty());
    Took[] loop = new Took[rounds];
    Took[] first = new Took[rounds];
    Took[] again = new Took[rounds];
    for (int i = 0; i < rounds; i++) {
      loop[i] = nanos(SessionsBench::weekdays);
      first[i] = nanos(() -> sessions(new Calendars(Optional.empty())));
      again[i] = nanos(() -> sessions(asked));
    }
    String years = " of " + EXCHANGE + ", 40 years";
    print("loop over the weekdays" + years, loop, loop);
    print(sessions(asked) + " sessions" + years + ": in a new Java", cold, loop);
    print("... warm, its file read and every day worked out", first, loop);
    print("... warm, asked again", again, loop);
    System.out.println();
  }

  private static long sessions(Calendars calendars) {
    TradingCalendar calendar = calendars.find(EXCHANGE).orElseThrow();
    return calendar.sessions(FROM, TO, Instant.MAX).size();
  }

  private static long weekdays() {
    return FROM.datesUntil(TO).filter(d -> d.getDayOfWeek().getValue() < 6).count();
  }

  private static Took cold() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "bench/SessionsBench.java",
                "cold")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("the cold start failed");
    }
    String[] nanos = out.strip().split(" ");
    return new Took(Long.parseLong(nanos[0]), Long.parseLong(nanos[1]));
  }

  private static void judge(int rounds) {
    TradingCalendar calendar = new Calendars(Optional.empty()).find(EXCHANGE).orElseThrow();
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    Took[] judged = new Took[rounds];
    Took[] loop = new Took[rounds];
    Arrays.fill(loop, new Took(0, 0));
    Arrays.fill(judged, new Took(0, 0));
    for (int at = 0; at < INSTRUMENTS; at += AT_A_TIME) {
      List<Evidence> all = evidence(calendar, at);
      Judge judge = new Judge(calendar, FeedTerms.exchangeDaily());
      if (at == 0) { // warms the compiler
        for (int i = 0; i < 5; i++) {
          found += verdicts(judge, all, new EnumMap<>(Verdict.class));
        }
      }
      for (int i = 0; i < rounds; i++) {
        Map<Verdict, Integer> counted = i == 0 ? verdicts : new EnumMap<>(Verdict.class);
        System.gc(); // what is left of loading is not paid while judging
        loop[i] = nanos(() -> rows(all)).plus(loop[i]);
        judged[i] = nanos(() -> verdicts(judge, all, counted)).plus(judged[i]);
      }
    }
    String what = String.format("%,d instruments x %d sessions", INSTRUMENTS, SESSIONS);
    print("loop over the rows of " + what, loop, loop);
    print("verdicts of " + what + ", one core", judged, loop);
    System.out.printf("%nverdicts: %s; %d sessions and rows found%n", verdicts, found);
  }

  private static long rows(List<Evidence> all) {
    long rows = 0;
    for (Evidence one : all) {
      for (Expectation expectation : one.expectations()) {
        rows += expectation.deadline().isAfter(AS_OF) ? 1 : 0;
      }
      for (Look look : one.looks()) {
        rows += look.at().isAfter(AS_OF) ? 1 : 0;
      }
      for (Holding holding : one.holdings()) {
        rows += holding.state() == Holding.State.FINAL ? 1 : 0;
      }
    }
    return rows;
  }

  private static long verdicts(Judge judge, List<Evidence> all, Map<Verdict, Integer> counted) {
    long sessions = 0;
    for (Evidence evidence : all) {
      FeedVerdict verdict = judge.verdict(evidence, AS_OF);
      counted.merge(verdict.verdict(), 1, Integer::sum);
      sessions += verdict.sessions().size();
    }
    return sessions;
  }

  private static List<Evidence> evidence(TradingCalendar calendar, int from) {
    List<Evidence> all = new ArrayList<>();
    for (int i = from; i < from + AT_A_TIME; i++) {
      all.add(evidence(calendar, new Feed("silver.bars", "S" + i, Interval.DAY_1), i));
    }
    return all;
  }

  /**
   * What the ledger and silver hold of an instrument after a year of runs: each session's
   * expectation, a provisional look before it settled and a final one, and the bar. Every 20th
   * instrument lacks its last bar, every 100th one in the middle.
   */
  private static Evidence evidence(TradingCalendar calendar, Feed feed, int number) {
    LocalDate today = LocalDate.parse("2024-07-03");
    List<Session> year = calendar.sessions(today.minusDays(400), today.minusDays(1), AS_OF);
    Instant since = year.get(year.size() - SESSIONS).close().plus(Duration.ofHours(8));
    Watch watch =
        new Watch(feed, calendar, FeedTerms.exchangeDaily(), since, Optional.empty());
    List<Expectation> expectations = Expectations.toWrite(watch, List.of(), AS_OF);
    List<Look> looks = new ArrayList<>();
    List<Holding> holdings = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      LocalDate session = expectations.get(i).session();
      Instant close = expectations.get(i).close();
      boolean lost = (number % 20 == 0 && i == SESSIONS - 1) || (number % 100 == 50 && i == 120);
      looks.add(new Look(feed, session, close.plus(Duration.ofHours(1)), Look.Seen.PROVISIONAL));
      if (!lost) {
        looks.add(new Look(feed, session, close.plus(Duration.ofHours(7)), Look.Seen.FINAL));
        holdings.add(new Holding(feed, session, Holding.State.FINAL, List.of()));
      }
    }
    return new Evidence(
        feed, expectations, looks, holdings, Optional.empty(), true, Optional.empty());
  }

  private static Took nanos(LongSupplier work) {
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long cpu = thread.getCurrentThreadCpuTime();
    long began = System.nanoTime();
    found += work.getAsLong();
    long wall = System.nanoTime() - began;
    return new Took(wall, thread.getCurrentThreadCpuTime() - cpu);
  }

  /** Nanoseconds that passed, and those of the processor. */
  private record Took(long wall, long cpu) {
    Took plus(Took other) {
      return new Took(wall + other.wall, cpu + other.cpu);
    }
  }

  private static void print(String name, Took[] took, Took[] loop) {
    double[] wall = sorted(took, Took::wall);
    System.out.printf(
        "%-58s %8.1f %8.1f %8.1f %8.1f %7.1f%n",
        name,
        median(wall),
        wall[0],
        wall[wall.length - 1],
        median(sorted(took, Took::cpu)),
        median(sorted(took, Took::cpu)) / median(sorted(loop, Took::cpu)));
  }

  private static double[] sorted(Took[] took, ToLongFunction<Took> part) {
    return Arrays.stream(took).mapToLong(part).mapToDouble(n -> n / 1e6).sorted().toArray();
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
