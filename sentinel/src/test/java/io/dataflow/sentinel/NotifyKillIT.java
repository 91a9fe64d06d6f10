package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.notify.Conversation;
import io.dataflow.sentinel.notify.Outgoing;
import io.dataflow.sentinel.postgres.RealPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What sends messages is killed without warning: before it sends, while it sends, after it was
 * answered and before the ledger knows, and at random moments. Each message then arrives, and each
 * kill repeats at most one of each channel, with the same id.
 */
@Tag("slow")
class NotifyKillIT {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.newest();

  private static final int KILLS = 48;
  private static final int KILLS_ON_POSTGRES = 8;
  private static final int KILLS_A_ROUND = 8;

  @TempDir private Path folder;

  private NotifyBed bed(Path in, String ledger, String wait) throws IOException {
    return new NotifyBed(
        in, ledger.equals("SQLite") ? Optional.empty() : Optional.of(POSTGRES.database()), wait);
  }

  /** The run found something, and what is to be told of it is due two minutes later. */
  private NotifyBed found(String ledger) throws Exception {
    NotifyBed bed = bed(folder, ledger, "2m");
    assertThat(bed.run(NotifyBed.AT, "run", "--quiet")).as(bed.everythingSaid()).isOne();
    assertThat(bed.waiting()).isEmpty();
    assertThat(bed.open()).hasSize(1);
    return bed;
  }

  private static final Instant DUE = NotifyBed.AT.plusSeconds(120);

  private static void killed(Process process) throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor()).isEqualTo(128 + 9);
  }

  /** Both channels have each message, so often. */
  private static void arrived(NotifyBed bed, int times) {
    for (String box : NotifyBed.BOXES) {
      assertThat(bed.keys(box)).as(box).hasSize(times);
      assertThat(bed.keys(box).stream().distinct()).as(box).hasSize(1);
    }
    bed.consistent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SQLite", "PostgreSQL"})
  @Timeout(180)
  void killedBeforeItSendsItIsSentOnceByTheNext(String ledger) throws Exception {
    try (NotifyBed bed = found(ledger)) {
      Process notify = bed.start(DUE, "notify");
      while (bed.waiting().isEmpty() && notify.isAlive()) {
        Thread.onSpinWait();
      }
      notify.destroyForcibly().waitFor();
      long early = bed.inbox.letters().size(); // one may have been on its way at that moment
      assertThat(bed.waiting()).hasSizeBetween(1, 2);

      assertThat(bed.run(DUE.plusSeconds(1), "notify")).as(bed.everythingSaid()).isZero();

      assertThat(bed.inbox.letters()).hasSizeBetween(2, (int) (2 + early));
      bed.consistent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SQLite", "PostgreSQL"})
  @Timeout(180)
  void killedWhileItSendsItIsSentAgainAtOnceByTheNext(String ledger) throws Exception {
    try (NotifyBed bed = found(ledger)) {
      CountDownLatch over = new CountDownLatch(1);
      NotifyBed.BOXES.forEach(b -> bed.inbox.answers(b, exchange -> over.await()));
      Process notify = bed.start(DUE, "notify");
      assertThat(Mailboxes.comes(() -> bed.inbox.letters().size() == 2)).isTrue();
      killed(notify);
      over.countDown();
      NotifyBed.BOXES.forEach(b -> bed.inbox.answers(b, Mailboxes.status(200)));
      assertThat(bed.waiting()).hasSize(2).allMatch(o -> o.attempts() == 0);

      assertThat(bed.run(DUE.plusSeconds(1), "notify")).as(bed.everythingSaid()).isZero();

      arrived(bed, 2);
    }
  }

  /** Somebody else holds the ledger, so that the answer cannot be recorded. */
  private static Connection holding(NotifyBed bed, Optional<String> address) throws Exception {
    Connection connection =
        DriverManager.getConnection(
            address
                .map(a -> "jdbc:" + a.replace("postgres@", ""))
                .orElse("jdbc:sqlite:" + bed.sqliteFile()),
            address.isPresent() ? "postgres" : "",
            "");
    try (Statement statement = connection.createStatement()) {
      if (address.isPresent()) {
        connection.setAutoCommit(false);
        statement.execute("LOCK TABLE sentinel_ledger.outbox IN EXCLUSIVE MODE");
      } else {
        statement.execute("BEGIN IMMEDIATE");
      }
    }
    return connection;
  }

  @ParameterizedTest
  @ValueSource(strings = {"SQLite", "PostgreSQL"})
  @Timeout(180)
  void killedAfterItWasAnsweredAndBeforeTheLedgerKnowsItIsSentOnceMore(String ledger)
      throws Exception {
    try (NotifyBed bed = found(ledger)) {
      CountDownLatch answer = new CountDownLatch(1);
      CountDownLatch answered = new CountDownLatch(2);
      for (String box : NotifyBed.BOXES) {
        bed.inbox.answers(
            box,
            exchange -> {
              answer.await();
              Mailboxes.status(200).to(exchange);
              answered.countDown();
            });
      }
      Process notify = bed.start(DUE, "notify");
      assertThat(Mailboxes.comes(() -> bed.inbox.letters().size() == 2)).isTrue();
      try (Connection held = holding(bed, bed.databaseUrl())) {
        answer.countDown();
        assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
        Thread.sleep(300); // long enough for it to have taken the answer
        killed(notify);
      }
      assertThat(bed.waiting()).hasSize(2);

      assertThat(bed.run(DUE.plusSeconds(1), "notify")).as(bed.everythingSaid()).isZero();

      arrived(bed, 2);
    }
  }

  @Test
  @Timeout(value = 40, unit = TimeUnit.MINUTES)
  void nothingIsLostAtRandomKills() throws Exception {
    kills("SQLite", KILLS);
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void nothingIsLostAtRandomKillsOnPostgres() throws Exception {
    kills("PostgreSQL", KILLS_ON_POSTGRES);
  }

  private void kills(String ledger, int most) throws Exception {
    Random random = new Random(20260307);
    int kills = 0;
    long repeated = 0;
    for (int round = 0; kills < most; round++) {
      Path in = Files.createDirectories(folder.resolve("round-" + round));
      try (NotifyBed bed = bed(in, ledger, "0s")) {
        List<String> done = new ArrayList<>();
        int here = round(bed, random, done);
        for (String box : NotifyBed.BOXES) {
          assertThat(bed.repeated(box)).as("%s, %s", box, done).isLessThanOrEqualTo(here);
          repeated += bed.repeated(box);
        }
        kills += here;
      }
      Bed.remove(in);
    }
    System.out.println(kills + " kills on " + ledger + ", " + repeated + " messages came again");
  }

  /** Runs and notifications, each killed at some moment, then both to their ends. */
  private static int round(NotifyBed bed, Random random, List<String> done) throws Exception {
    long usual = millis(bed);
    int kills = 0;
    for (int i = 1; i <= KILLS_A_ROUND; i++) {
      String word = i % 3 == 0 ? "notify" : "run";
      Process process = bed.start(NotifyBed.AT.plusSeconds(600L * i), word, "--quiet");
      // a command takes longest to start, and what matters here comes towards its end
      process.waitFor((long) (usual * (0.3 + 0.8 * random.nextDouble())), TimeUnit.MILLISECONDS);
      process.destroyForcibly();
      boolean killed = process.waitFor() == 128 + 9;
      done.add(word + (killed ? " killed" : " ended"));
      kills += killed ? 1 : 0;
    }
    bed.run(NotifyBed.RECOVERY.plusSeconds(60), "notify", "--quiet");
    int code = bed.run(NotifyBed.RECOVERY.plusSeconds(120), "run", "--quiet");
    assertThat(code).as("%s\n%s", done, bed.everythingSaid()).isZero();
    bed.consistent();
    staysWell(bed, done);
    assertThat(bed.open()).as("%s", done).isEmpty();
    List<Conversation> talking = bed.ledger(l -> l.outbox().conversations());
    assertThat(talking).as("%s", done).isEmpty();
    for (Incident incident : bed.incidents()) {
      ends(bed, incident, done);
    }
    return kills;
  }

  /** Runs cut off again and again flap: that they work has to hold for a day. */
  private static void staysWell(NotifyBed bed, List<String> done) throws Exception {
    if (bed.open().isEmpty()) {
      return;
    }
    assertThat(bed.open())
        .as("%s", done)
        .allSatisfy(
            incident -> {
              assertThat(incident.standing().openings()).isGreaterThanOrEqualTo(3);
              assertThat(incident.standing().clearSince()).isPresent();
            });
    int code = bed.run(NotifyBed.RECOVERY.plus(Duration.ofHours(25)), "run", "--quiet");
    assertThat(code).as("%s\n%s", done, bed.everythingSaid()).isZero();
    bed.consistent();
  }

  /** The last that each channel heard of an incident is its end. */
  private static void ends(NotifyBed bed, Incident incident, List<String> done) {
    List<Outgoing> sent =
        bed.ledger(
            ledger ->
                ledger.outbox().conversationsAbout(incident.id()).stream()
                    .flatMap(c -> ledger.outbox().messages(c.id()).stream())
                    .filter(o -> o.state() == Outgoing.State.SENT)
                    .toList());
    for (String box : NotifyBed.BOXES) {
      assertThat(sent.stream().filter(o -> o.line().startsWith(box)).reduce((a, b) -> b))
          .as("%s of %s, %s", box, incident.detail().title(), done)
          .hasValueSatisfying(o -> assertThat(o.message().resolved()).isTrue());
    }
  }

  private static long millis(NotifyBed bed) throws Exception {
    long from = System.nanoTime();
    bed.run(NotifyBed.AT, "run", "--quiet");
    return Duration.ofNanos(System.nanoTime() - from).toMillis();
  }
}
