package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.config.SettingsReader;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.gold.GoldLayer;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.lake.Lake;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.silver.Promotion;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A random sequence of runs on a data folder of its own, while the vendor changes its mind, runs
 * are cut off anywhere and the clock moves, now and then backwards. The same seed is the same
 * sequence.
 */
final class Story {
  private static final List<String> SYMBOLS = List.of("AAPL", "IBM", "BTC-USD");
  private static final Instant FIRST = Instant.parse("2025-12-29T12:00:00Z");

  private final Random random;
  private final TapeServer server;
  private final Path folder;
  private final Optional<String> database;
  private final Map<String, Tape> tapes = new TreeMap<>();
  private final List<String> told = new ArrayList<>();
  private final List<String> batches = new ArrayList<>();
  private Instant now = FIRST;

  Story(long seed, TapeServer server, Path folder, Optional<String> database) {
    this.random = new Random(seed);
    this.server = server;
    this.folder = folder;
    this.database = database;
    SYMBOLS.forEach(s -> tapes.put(s, new Tape(s, new Random(random.nextLong()))));
  }

  /** The end of a run that is killed. */
  private static final class Cut extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Plays the whole sequence; its last run is not disturbed. */
  void play() throws IOException {
    server.play(tapes);
    now = FIRST.plus(Duration.ofMinutes(random.nextInt(48 * 60)));
    run(random.nextInt(8) == 0);
    int steps = 2 + random.nextInt(4);
    for (int i = 0; i < steps; i++) {
      move();
      changes();
      run(random.nextInt(3) == 0);
    }
    moods(false);
    changes();
    run(false);
  }

  /** Mostly some hours on; now and then the same moment again, or a bit back. */
  private void move() {
    int what = random.nextInt(10);
    int minutes =
        what == 0 ? 0 : what == 1 ? -random.nextInt(600) : 30 + random.nextInt(60 * 24 * 3);
    now = now.plus(Duration.ofMinutes(minutes));
    moods(true);
  }

  private void moods(boolean bad) {
    tapes
        .values()
        .forEach(tape -> tape.mood(bad && random.nextInt(15) == 0, bad && random.nextInt(15) == 0));
  }

  private void changes() {
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      tapes.get(SYMBOLS.get(random.nextInt(SYMBOLS.size()))).change(now);
    }
  }

  private void run(boolean cut) throws IOException {
    server.moveTo(now);
    List<String> before = receiptRuns();
    String how = "whole";
    if (cut) {
      how = cutOff();
    } else {
      try (Sentinel sentinel = open()) {
        RunReport report =
            new Runner(sentinel, "run", Clock.fixed(now, ZoneOffset.UTC)).run(l -> {});
        assertThat(report.stages())
            .as(told + " " + report.problems())
            .extracting("name")
            .contains("judge");
      }
    }
    List<String> fresh = new ArrayList<>(receiptRuns());
    fresh.removeAll(before);
    batches.addAll(fresh);
    if (cut && !fresh.isEmpty()) {
      how += " " + goOn(fresh.get(0));
    }
    told.add(now + " " + how);
  }

  /** A run that is killed at a moment between two steps, or after some answers. */
  private String cutOff() {
    int clockReads = 6 + random.nextInt(30);
    int answers = random.nextInt(3) == 0 ? SYMBOLS.size() : Integer.MAX_VALUE;
    AtomicInteger reads = new AtomicInteger();
    AtomicInteger landed = new AtomicInteger();
    Clock wall = new Ticking(now, () -> cutAt(reads.incrementAndGet(), clockReads));
    try (Sentinel sentinel = open()) {
      new Runner(sentinel, "run", wall).run(l -> cutAt(landed.incrementAndGet(), answers));
      return "not cut";
    } catch (Cut end) {
      return "cut at read " + clockReads + " of the clock or answer " + answers;
    }
  }

  private static void cutAt(int count, int last) {
    if (count >= last) {
      throw new Cut();
    }
  }

  /** What was landed may have lost its last receipts, or be promoted as far as some call. */
  private String goOn(String run) throws IOException {
    int what = random.nextInt(4);
    if (what == 0) {
      return "";
    }
    if (what == 1) {
      return promotedBefore(run) ? "" : torn(run);
    }
    int calls = random.nextInt(90);
    AtomicInteger count = new AtomicInteger();
    Runnable tick = () -> cutAt(count.incrementAndGet(), calls);
    try (Sentinel sentinel = open()) {
      Engine engine = faltering(Engine.class, sentinel.engine(), tick);
      Ledger ledger = faltering(Ledger.class, sentinel.ledger(), tick);
      try (Lake lake =
          new Lake(engine, data().resolve("catalog.db"), layer -> data().resolve(layer))) {
        promote(sentinel, engine, ledger, lake, run);
      }
    } catch (Cut end) {
      return "then cut at call " + calls;
    }
    return "then promoted";
  }

  private void promote(Sentinel sentinel, Engine engine, Ledger ledger, Lake lake, String run) {
    if (!ledger.promotedRuns().contains(run)) {
      Promotion promotion = new Promotion(engine, lake, sentinel.contracts());
      PartialAnswers partial = new PartialAnswers(engine, lake);
      Overlap overlap = new Overlap(engine, lake);
      new Promoter(ledger, sentinel.instruments(), promotion, partial, overlap)
          .promote(run, run, Replay.of(sentinel.bronze(), sentinel.source(), run), now);
    }
    new GoldLayer(engine, lake).build(run);
  }

  private boolean promotedBefore(String run) {
    try (Sentinel sentinel = open()) {
      return sentinel.ledger().promotedRuns().contains(run) || openBatch(sentinel, run);
    }
  }

  private static boolean openBatch(Sentinel sentinel, String run) {
    return sentinel.ledger().openBatches().stream().anyMatch(b -> b.open().batchId().equals(run));
  }

  private String torn(String run) throws IOException {
    Path file = data().resolve("bronze/receipts/" + run + ".jsonl");
    List<String> lines = Files.readAllLines(file);
    int kept = random.nextInt(lines.size() + 1);
    String half = kept < lines.size() ? lines.get(kept).substring(0, 20) : "";
    Files.writeString(
        file, String.join("", lines.subList(0, kept).stream().map(l -> l + "\n").toList()) + half);
    return "with " + kept + " receipts";
  }

  /** The parts themselves, but for a moment at which the next call never returns. */
  private static <T> T faltering(Class<T> type, T part, Runnable tick) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("close")) {
                tick.run();
              }
              try {
                return method.invoke(part, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** A clock that stands still and is told of each look at it. */
  private static final class Ticking extends Clock {
    private final Instant instant;
    private final Runnable tick;

    Ticking(Instant instant, Runnable tick) {
      this.instant = instant;
      this.tick = tick;
    }

    @Override
    public Instant instant() {
      tick.run();
      return instant;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  Path data() {
    return folder.resolve("data");
  }

  Sentinel open() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("SENTINEL_YAHOO_URL", server.base().toString());
    environment.put("SENTINEL_ENV_FILE", "/dev/null");
    database.ifPresent(url -> environment.put("DATABASE_URL", url));
    return new Sentinel(
        SettingsReader.read(settings(), environment, Optional.of(data()), Optional.empty())
            .settings(),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private Path settings() {
    Path file = folder.resolve("config/assets.yaml");
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(
          file,
          "assets: [AAPL, IBM, BTC-USD]\nstart_date: "
              + Tape.START
              + "\npipeline: {min_gap: PT0S, concurrency: 1, retry_delay: PT0.01S,"
              + " cool_down: PT0.01S, reread_sessions: 5}\n");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<String> receiptRuns() {
    try (Sentinel sentinel = open()) {
      return sentinel.bronze().runs();
    }
  }

  /** What the model says of everything that was landed, in the order of the runs. */
  SilverModel model() throws IOException {
    SilverModel model = new SilverModel();
    for (String run : batches) {
      List<SilverModel.Answer> landed = new ArrayList<>();
      for (String line : Files.readAllLines(data().resolve("bronze/receipts/" + run + ".jsonl"))) {
        if (line.endsWith("}")) {
          landed.add(answer((Map<?, ?>) Json.read(line)));
        }
      }
      model.take(landed);
    }
    return model;
  }

  private SilverModel.Answer answer(Map<?, ?> receipt) {
    String sha256 = receipt.get("sha256").toString();
    return new SilverModel.Answer(
        receipt.get("symbol").toString(),
        Instant.parse(receipt.get("from").toString()),
        Instant.parse(receipt.get("retrieved_at").toString()),
        sha256,
        server.said(sha256));
  }

  /** The sequence in words. */
  @Override
  public String toString() {
    return String.join("\n", told);
  }
}
