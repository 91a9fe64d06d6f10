package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.bronze.BronzeAudit;
import io.dataflow.sentinel.gold.GoldTables;
import io.dataflow.sentinel.lake.LakeInspection;
import io.dataflow.sentinel.silver.SilverTables;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.JDBC;

/**
 * The program is killed without warning, at every step that can be seen from outside and at random
 * moments. After each kill what was committed last can be read; one run to the end then comes to
 * what a run that nobody disturbed comes to.
 */
@Tag("slow")
class KillIT {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final int KILLS = 200;
  private static final int MOST_ROUNDS = 160;
  private static final int AT_ONCE = 2;

  /** Kills of one round: at steps, each later than the one before, and at random moments. */
  private static final int STEPS_A_ROUND = 3;

  private static final int RANDOM_A_ROUND = 4;

  /** So many rounds go once through all steps. */
  private static final int TURN = KillStep.values().length / STEPS_A_ROUND;

  /** How many columns, from the first, tell one row from the others. */
  private static final Map<String, Integer> KEYS =
      Map.of("silver.bars", 3, "gold.daily_metrics", 2, "gold.latest_bars", 1);

  /** What the ledger knows at the end, but for the names of runs and real times. */
  private static final Map<String, String> LEDGER =
      Map.of(
          "look", "dataset, instrument, session, looked_at, seen",
          "attempt", "dataset, instrument, attempted_at, failure",
          "expectation", "dataset, instrument, session, recorded_at, deadline, owed",
          "watch", "dataset, instrument, since",
          "instrument_facts", "symbol, currency, exchange, type, zone, recorded_at",
          "instrument_hold", "symbol, change",
          "verdict", "dataset, instrument, session, state, cause");

  @TempDir private Path folder;
  private final Random random = new Random(20260202);
  private final Map<KillStep, AtomicInteger> hits = new EnumMap<>(KillStep.class);
  private final AtomicInteger atRandom = new AtomicInteger();
  private final AtomicInteger tooLate = new AtomicInteger();
  private Bed bed;

  /** A lake to start from, and what a run that nobody disturbs makes of it. */
  private record Base(
      String name,
      Path data,
      Map<String, List<String>> before,
      Map<String, List<String>> after,
      Map<String, List<String>> ledger,
      Path whole,
      int millis) {}

  /** What is to be done in a round, worked out before so that the seed decides it. */
  private record Round(int number, Base base, List<KillStep> steps, List<Double> moments) {}

  @Test
  @Timeout(value = 40, unit = TimeUnit.MINUTES)
  void aRunToTheEndAfterAnyKillsComesToTheSame() throws Exception {
    for (KillStep step : KillStep.values()) {
      hits.put(step, new AtomicInteger());
    }
    try (Bed made = History.bed(folder)) {
      bed = made;
      Path empty = Files.createDirectories(folder.resolve("empty"));
      Path history = folder.resolve("history");
      bed.run(history, History.THURSDAY);
      bed.run(history, History.FRIDAY);
      bed.moveTo(History.MONDAY);
      archive();
      List<Base> bases = List.of(base("history", history), base("empty", empty));
      int rounds = 0;
      while ((kills() < KILLS || !missing().isEmpty()) && rounds < MOST_ROUNDS) {
        rounds = played(bases, rounds);
      }
    }
    System.out.println(
        kills()
            + " kills, "
            + atRandom
            + " at random moments; at steps: "
            + hits
            + "; "
            + tooLate
            + " came after the run's end");
    assertThat(kills()).isGreaterThanOrEqualTo(KILLS);
    assertThat(missing()).isEmpty();
  }

  private int kills() {
    return atRandom.get() + hits.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  private List<KillStep> missing() {
    return Stream.of(KillStep.values()).filter(step -> hits.get(step).get() == 0).toList();
  }

  /** Some rounds at once; which ones is decided before they start. */
  private int played(List<Base> bases, int from) throws Exception {
    List<Round> rounds = new ArrayList<>();
    for (int i = from; i < from + 2 * AT_ONCE; i++) {
      Base base = (i + i / TURN) % 3 == 2 ? bases.get(1) : bases.get(0);
      List<Double> moments = Stream.generate(random::nextDouble).limit(RANDOM_A_ROUND).toList();
      rounds.add(new Round(i, base, steps(i), moments));
    }
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      rounds.forEach(round -> work.add(() -> played(round)));
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    return from + rounds.size();
  }

  /** Those least often hit, in order: after a kill at a step the later ones are still to come. */
  private List<KillStep> steps(int round) {
    KillStep[] all = KillStep.values();
    List<KillStep> steps = new ArrayList<>();
    if (round * 2 < MOST_ROUNDS) {
      for (int i = 0; i < STEPS_A_ROUND; i++) {
        steps.add(all[round % TURN + i * TURN]);
      }
    } else {
      missing().stream().limit(1).forEach(steps::add);
    }
    return steps;
  }

  private Void played(Round round) throws Exception {
    Base base = round.base();
    Path data = Bed.copy(base.data(), folder.resolve("round-" + round.number()));
    List<String> killed = new ArrayList<>();
    for (KillStep step : round.steps()) {
      if (killedAt(data, step)) {
        killed.add(step.name());
        readable(data, base, killed);
      }
    }
    for (double moment : round.moments()) {
      if (killedAfter(data, (long) (moment * base.millis()))) {
        killed.add("at random");
        readable(data, base, killed);
      }
    }
    String as = base.name() + ", killed " + killed;
    assertThat(start(data).waitFor()).as(as).isEqualTo(1);
    same(data, base, as);
    Bed.remove(data);
    return null;
  }

  private Base base(String name, Path data) throws Exception {
    Path whole = Bed.copy(data, folder.resolve("whole-" + name));
    long from = System.nanoTime();
    assertThat(start(whole).waitFor()).isEqualTo(1);
    int millis = (int) ((System.nanoTime() - from) / 1_000_000);
    return new Base(name, data, Bed.tables(data), Bed.tables(whole), ledger(whole), whole, millis);
  }

  private boolean killedAt(Path data, KillStep step) throws Exception {
    RunWatch watch = new RunWatch(data);
    Process process = start(data);
    while (process.isAlive() && !step.reached(watch)) {
      Thread.sleep(1);
    }
    return killed(process, hits.get(step));
  }

  private boolean killedAfter(Path data, long millis) throws Exception {
    Process process = start(data);
    process.waitFor(millis, TimeUnit.MILLISECONDS);
    return killed(process, atRandom);
  }

  private boolean killed(Process process, AtomicInteger counted) throws InterruptedException {
    process.destroyForcibly();
    boolean killed = process.waitFor() == 128 + 9;
    (killed ? counted : tooLate).incrementAndGet();
    return killed;
  }

  /**
   * Each row is as it was or as it will be, and none is there in both forms. Whole tables need not
   * be one or the other: what a run had landed when it was killed is a batch of its own.
   */
  private static void readable(Path data, Base base, List<String> killed) {
    String as = base.name() + ", killed " + killed;
    Bed.tables(data)
        .forEach(
            (table, rows) -> {
              Set<String> known = new HashSet<>(base.before().get(table));
              known.addAll(base.after().get(table));
              assertThat(known).as("%s, %s", table, as).containsAll(rows);
              int key = KEYS.getOrDefault(table, 0);
              if (key > 0) {
                assertThat(rows.stream().map(row -> first(row, key)))
                    .as("%s, %s", table, as)
                    .doesNotHaveDuplicates();
              }
            });
  }

  private static String first(String row, int cells) {
    return String.join("|", List.of(row.split("\\|")).subList(0, cells));
  }

  private void same(Path data, Base base, String as) throws Exception {
    Map<String, List<String>> tables = Bed.tables(data);
    tables.forEach(
        (table, rows) -> {
          assertThat(rows).as("%s, %s", table, as).isEqualTo(base.after().get(table));
          assertThat(new HashSet<>(rows)).as("%s, %s", table, as).hasSameSizeAs(rows);
        });
    for (String file : List.of("gold/freshness.json", "gold/aggregates.csv")) {
      assertThat(Files.readString(data.resolve(file)))
          .as("%s, %s", file, as)
          .isEqualTo(Files.readString(base.whole().resolve(file)));
    }
    assertThat(ledger(data)).as(as).isEqualTo(base.ledger());
    assertThat(column(data, "SELECT batch_id FROM batch WHERE closed_at IS NULL")).as(as).isEmpty();
    assertThat(column(data, "SELECT intent_id FROM intent WHERE done_at IS NULL")).as(as).isEmpty();
    vintages(data, as);
    orphans(data, as, base);
  }

  /** Every answer on disk is one that a receipt names, and is what was received. */
  private static void vintages(Path data, String as) throws IOException {
    BronzeAudit.Findings found =
        BronzeAudit.of(new Bronze(data.resolve("bronze")), BronzeAudit.Depth.CONTENT);
    assertThat(found.badLines()).as(as).isEmpty();
    assertThat(found.damaged()).as(as).isEmpty();
    assertThat(found.unnamed()).as(as).isEmpty();
  }

  /** What a kill left beside the tables can go, and nothing changes by that. */
  private static void orphans(Path data, String as, Base base) throws IOException {
    for (Path file : orphans(data)) {
      Files.delete(file);
    }
    assertThat(orphans(data)).as(as).isEmpty();
    assertThat(Bed.tables(data)).as("%s, without orphans", as).isEqualTo(base.after());
  }

  private static List<Path> orphans(Path data) {
    LakeInspection inspection = new LakeInspection(data.resolve("catalog.db"), data::resolve);
    return Stream.concat(SilverTables.ALL.stream(), GoldTables.ALL.stream())
        .map(table -> inspection.state(table, LakeInspection.Depth.CONTENT))
        .peek(state -> assertThat(state.damage()).isEmpty())
        .flatMap(state -> state.orphans().stream())
        .toList();
  }

  private static Map<String, List<String>> ledger(Path data) throws SQLException {
    Map<String, List<String>> rows = new TreeMap<>();
    for (Map.Entry<String, String> table : LEDGER.entrySet()) {
      String columns = table.getValue().replaceAll("(\\w+)", "COALESCE($1, '')");
      String select = "SELECT " + columns.replace("), COALESCE", ") || '|' || COALESCE") + " FROM ";
      rows.put(table.getKey(), column(data, select + table.getKey()));
    }
    return rows;
  }

  private static List<String> column(Path data, String select) throws SQLException {
    List<String> found = new ArrayList<>();
    Path file = data.resolve("ledger.db");
    try (Connection connection = new JDBC().connect("jdbc:sqlite:" + file, new Properties());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(select)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found.stream().sorted().toList();
  }

  private Process start(Path data) throws IOException {
    List<String> command = new ArrayList<>(program());
    command.addAll(
        List.of(
            "run",
            "--quiet",
            "--config",
            bed.settingsFile().toString(),
            "--data",
            data.toString(),
            "--as-of",
            History.MONDAY.toString()));
    return started(command, Optional.empty());
  }

  /** Starts take a third of the time with it. */
  private void archive() throws Exception {
    if (built()) {
      started(program(), Optional.of("make")).waitFor();
    }
  }

  private Process started(List<String> command, Optional<String> archive) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SENTINEL_YAHOO_URL", bed.source().toString());
    builder.environment().put("SENTINEL_ENV_FILE", "/dev/null");
    builder.environment().put("SENTINEL_CACHE", folder.resolve("archives").toString());
    archive.ifPresent(how -> builder.environment().put("SENTINEL_ARCHIVE", how));
    File output = folder.resolve("output.txt").toFile();
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
        .start();
  }

  private static boolean built() {
    return Files.exists(ROOT.resolve("sentinel/target/sentinel/build-id"));
  }

  /** The program as users start it where it is built, else from the classes under test. */
  private static List<String> program() {
    if (built()) {
      return List.of(ROOT.resolve("bin/sentinel").toString());
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "io.dataflow.sentinel.Main");
  }
}
