package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.channel.Channel;
import io.dataflow.sentinel.channel.ChannelSettings;
import io.dataflow.sentinel.channel.Channels;
import io.dataflow.sentinel.channel.HttpCaller;
import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.channel.Message.Kind;
import io.dataflow.sentinel.channel.Templates;
import io.dataflow.sentinel.config.Secret;
import io.dataflow.sentinel.ledger.LeaseHolder;
import io.dataflow.sentinel.ledger.SqliteLedger;
import io.dataflow.sentinel.notify.Claim;
import io.dataflow.sentinel.notify.Dispatch;
import io.dataflow.sentinel.notify.Letters;
import io.dataflow.sentinel.notify.Outgoing;
import io.dataflow.sentinel.notify.Outgoing.State;
import io.dataflow.sentinel.source.standin.MovableClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the outbox says after each thing that can happen to a message on its way. */
@Tag("it")
class DelivererTest {
  private static final Instant AT = Letters.AT;
  private static final List<String> TYPES =
      List.of("slack", "bot", "discord", "teams", "pagerduty", "alertmanager", "webhook", "github");

  /** An empty ledger: making one takes a second. */
  @TempDir private static Path made;

  @TempDir private Path folder;
  private final MovableClock clock = new MovableClock(AT);
  private final MovableClock wall = new MovableClock(AT);
  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private NotedPassing passing = new NotedPassing();
  private SqliteLedger ledger;
  private Mailboxes inbox;

  @BeforeAll
  static void makesALedger() {
    try (SqliteLedger first = new SqliteLedger(made.resolve("ledger.db"))) {
      first.open();
    }
  }

  @BeforeEach
  void opens() throws IOException {
    ledger = new SqliteLedger(Files.copy(made.resolve("ledger.db"), folder.resolve("ledger.db")));
    inbox = new Mailboxes();
  }

  @AfterEach
  void closes() {
    inbox.close();
    ledger.close();
  }

  private Channels channels(Duration patience) {
    return new Channels(
        new Templates(Optional.empty()),
        new HttpCaller(patience, patience, "dataflow-sentinel/test"),
        clock,
        new PrintWriter(PrintWriter.nullWriter()),
        mail -> {
          throw new IllegalStateException("no mail here");
        });
  }

  private static ChannelSettings settings(String type, String base) {
    Secret address = new Secret(base);
    URI api = URI.create(base);
    Secret secret = new Secret("pl4nted");
    return switch (type) {
      case "slack" -> new ChannelSettings.SlackWebhook(address);
      case "bot" -> new ChannelSettings.SlackBot(secret, "#alerts", api);
      case "discord" -> new ChannelSettings.Discord(address);
      case "teams" -> new ChannelSettings.Teams(address);
      case "pagerduty" -> new ChannelSettings.PagerDuty(secret, api);
      case "alertmanager" ->
          new ChannelSettings.Alertmanager(address, Optional.empty(), Optional.empty());
      case "github" -> new ChannelSettings.GitHub("example/data", secret, List.of(), api);
      default -> new ChannelSettings.Webhook(address, Optional.empty());
    };
  }

  /** A webhook whose box has the channel's name. */
  private void hook(String line) {
    channels.put(
        line,
        channels(Duration.ofSeconds(20))
            .of(settings("webhook", inbox.box(line.replace('/', '-')))));
  }

  private Outgoing put(String line, String thread, int number, Kind kind) {
    Message message = Letters.message(thread, number, kind, thread + " " + number);
    Outgoing row = Outgoing.of(line, message, List.of("i-1"), clock.instant());
    ledger.outbox().record(new Dispatch(List.of(), List.of(row)));
    return row;
  }

  private Deliverer.Deliveries deliver() {
    return deliver(wall);
  }

  private Deliverer.Deliveries deliver(Clock running) {
    passing = new NotedPassing();
    return new Deliverer(
            ledger,
            line -> Optional.ofNullable(channels.get(line)),
            clock,
            running,
            passing,
            Deliverer.Patience.usual())
        .deliver(lost -> {});
  }

  private Outgoing row(Outgoing sent) {
    return ledger.outbox().messages(sent.message().thread()).stream()
        .filter(o -> o.id().equals(sent.id()))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void theLedgerSaysWhatBecameOfAMessageOfEachChannel(ChannelFault fault) {
    List<Outgoing> rows = new ArrayList<>();
    for (String type : TYPES) {
      inbox.answers(type, fault.reply());
      channels.put(type, channels(fault.patience()).of(settings(type, fault.base(inbox, type))));
      rows.add(put(type, "c-" + type, 1, Kind.FIRING));
    }

    Deliverer.Deliveries deliveries = deliver();

    boolean givenUp = fault.state() == State.GIVEN_UP;
    assertThat(deliveries.sent()).isEmpty();
    assertThat(deliveries.givenUp()).hasSize(givenUp ? TYPES.size() : 0);
    assertThat(deliveries.waiting()).hasSize(givenUp ? 0 : TYPES.size());
    assertThat(rows)
        .extracting(this::row)
        .allSatisfy(
            row -> {
              assertThat(row.state()).isEqualTo(fault.state());
              assertThat(row.attempts()).as("calls").isOne();
              assertThat(row.failure().orElseThrow()).contains(fault.says());
              assertThat(row.next()).isEqualTo(givenUp ? AT : AT.plus(fault.next()));
              assertThat(row.done()).isEqualTo(givenUp ? Optional.of(AT) : Optional.empty());
              assertThat(ledger.outbox().claim(row.id())).isEmpty();
              assertThat(inbox.letters(row.line())).hasSize(fault.requests());
            });
    assertThat(inbox.letters("elsewhere")).isEmpty();
    assertThat(passing.pauses()).hasSize(TYPES.size() * fault.pauses().size());
    assertThat(passing.pauses()).containsAll(fault.pauses());
  }

  @Test
  void triesAgainWithinACallAndTellsTheHistory() {
    hook("a");
    inbox.answers(
        "a",
        Mailboxes.inTurn(
            Mailboxes.status(503),
            Mailboxes.status(429, "Retry-After", "20"),
            Mailboxes.status(200)));
    Outgoing row = put("a", "c-1", 1, Kind.FIRING);

    assertThat(deliver().sent()).hasSize(1);

    assertThat(row(row)).isEqualTo(row.sent(AT));
    assertThat(passing.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(20));
    assertThat(inbox.letters("a"))
        .extracting(l -> l.id().orElseThrow())
        .containsExactly("c-1.1", "c-1.1", "c-1.1");
    assertThat(ledger.incidents().events("i-1"))
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.kind().name()).isEqualTo("NOTIFIED");
              assertThat(e.detail()).isEqualTo("a, firing");
            });
  }

  @Test
  void waitsLongerBetweenCallsThenGivesUpAfterADay() {
    hook("a");
    inbox.answers("a", Mailboxes.status(503));
    Outgoing row = put("a", "c-1", 1, Kind.FIRING);
    List<Long> minutes = new ArrayList<>();
    Instant now = AT;
    while (row(row).state() == State.PENDING) {
      clock.moveTo(now);
      deliver();
      minutes.add(Duration.between(now, row(row).next()).toMinutes());
      now = row(row).next();
    }

    assertThat(minutes.subList(0, 8)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    assertThat(row(row).failure()).contains("HTTP 503 Service Unavailable, for 24 h");
    assertThat(row(row).done().orElseThrow())
        .isAfterOrEqualTo(AT.plus(Duration.ofHours(24)))
        .isBefore(AT.plus(Duration.ofHours(26)));
    assertThat(ledger.incidents().events("i-1"))
        .singleElement()
        .satisfies(e -> assertThat(e.detail()).startsWith("a, firing: HTTP 503"));
  }

  @Test
  void doesNotTryBeforeItIsTimeAndStillSaysThatItWaits() {
    hook("a");
    inbox.answers("a", Mailboxes.status(503));
    put("a", "c-1", 1, Kind.FIRING);
    deliver();
    inbox.clear();
    clock.advance(Duration.ofSeconds(59));

    assertThat(deliver().waiting()).hasSize(1);
    assertThat(inbox.letters()).isEmpty();
  }

  @Test
  void oneThatFailsAfterADayInWhichNobodyTriedIsTriedAtLeastTwice() {
    hook("a");
    inbox.answers("a", Mailboxes.status(503));
    Outgoing row = put("a", "c-1", 1, Kind.FIRING);
    clock.advance(Duration.ofHours(60));

    deliver();
    assertThat(row(row).state()).isEqualTo(State.PENDING);
    clock.advance(Duration.ofMinutes(1));
    deliver();
    assertThat(row(row).state()).isEqualTo(State.GIVEN_UP);
  }

  @Test
  void aChannelThatNeverAnswersDelaysNoOther() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    AtomicBoolean inTime = new AtomicBoolean();
    inbox.answers("slow", exchange -> inTime.set(arrived.await(60, TimeUnit.SECONDS)));
    inbox.answers(
        "fast",
        exchange -> {
          Mailboxes.status(200).to(exchange);
          arrived.countDown();
        });
    hook("slow");
    hook("fast");
    put("slow", "c-1", 1, Kind.FIRING);
    put("slow", "c-2", 1, Kind.FIRING);
    Outgoing row = put("fast", "c-3", 1, Kind.FIRING);

    deliver();

    assertThat(inTime).as("the fast one's arrived while the slow one was held").isTrue();
    assertThat(row(row).state()).isEqualTo(State.SENT);
  }

  @Test
  void aChannelThatBreaksInsideIsToldByItsKindOfFaultAndHarmsNoOther() {
    hook("a");
    channels.put("broken", new BrokenChannel());
    Outgoing broken = put("broken", "c-1", 1, Kind.FIRING);
    Outgoing whole = put("a", "c-2", 1, Kind.FIRING);

    deliver();

    assertThat(row(whole).state()).isEqualTo(State.SENT);
    assertThat(row(broken).failure()).contains("the channel broke: IllegalStateException");
  }

  @Test
  void oneThatFailedKeepsThoseBehindItBackAndTheyGoTogetherOnceOneArrives() {
    hook("a");
    inbox.answers("a", Mailboxes.status(503));
    put("a", "c-1", 1, Kind.FIRING);
    put("a", "c-2", 1, Kind.FIRING);
    deliver();
    assertThat(inbox.letters()).hasSize(3);
    assertThat(ledger.outbox().pending())
        .extracting(o -> o.failure().orElseThrow())
        .containsExactly("HTTP 503 Service Unavailable", "a message before it failed");

    inbox.clear();
    inbox.answers("a", Mailboxes.status(200));
    put("a", "c-3", 1, Kind.FIRING);

    assertThat(deliver().sent()).hasSize(3);
    assertThat(ids("a")).containsExactly("c-3.1", "c-1.1", "c-2.1");
  }

  private List<String> ids(String box) {
    return inbox.letters(box).stream().map(l -> l.id().orElseThrow()).toList();
  }

  @Test
  void refusesOfOneMessageDoNotKeepTheNextBack() {
    hook("a");
    inbox.answers("a", Mailboxes.inTurn(Mailboxes.status(413), Mailboxes.status(200)));
    Outgoing large = put("a", "c-1", 1, Kind.FIRING);
    Outgoing small = put("a", "c-2", 1, Kind.FIRING);

    deliver();

    assertThat(row(large).state()).isEqualTo(State.GIVEN_UP);
    assertThat(row(small).state()).isEqualTo(State.SENT);
  }

  @Test
  void whileAChannelIsOutOneMessageWithTheNewestContentWaits() {
    hook("a");
    inbox.answers("a", Mailboxes.status(503));
    put("a", "c-1", 1, Kind.FIRING);
    put("a", "c-2", 1, Kind.FIRING);
    deliver();
    put("a", "c-1", 2, Kind.CHANGED);
    put("a", "c-2", 2, Kind.RESOLVED);
    deliver();
    put("a", "c-1", 3, Kind.CHANGED);
    inbox.clear();
    inbox.answers("a", Mailboxes.status(200));

    deliver();

    assertThat(ids("a")).containsExactlyInAnyOrder("c-1.3", "c-2.2");
    assertThat(inbox.letters("a"))
        .anySatisfy(
            l -> {
              assertThat(l.body()).contains("c-1 3", "\"kind\":\"firing\"");
              assertThat(l.resolved()).isFalse();
            });
    assertThat(inbox.letters("a")).anySatisfy(l -> assertThat(l.resolved()).isTrue());
  }

  @Test
  void neverTellsTheEndBeforeTheBeginning() {
    hook("a");
    inbox.answers("a", Mailboxes.status(503));
    Outgoing first = put("a", "c-1", 1, Kind.FIRING);
    Claim dead = dead();
    deliver();
    assertThat(ledger.outbox().claim(first.id(), Optional.empty(), dead)).isTrue();
    Outgoing end = put("a", "c-1", 2, Kind.RESOLVED); // a claimed one is not replaced
    inbox.answers("a", Mailboxes.status(200));
    inbox.clear();

    assertThat(deliver().sent()).as("the first is not due yet").isEmpty();
    clock.advance(Duration.ofMinutes(1));
    assertThat(deliver().sent()).hasSize(2);

    assertThat(ids("a")).containsExactly(first.message().id(), end.message().id());
  }

  @Test
  void doesNotTellTheEndWhileAnotherProcessTellsTheBeginning() {
    hook("a");
    Outgoing first = put("a", "c-1", 1, Kind.FIRING);
    ledger.outbox().claim(first.id(), Optional.empty(), elsewhere(AT));
    put("a", "c-1", 2, Kind.RESOLVED);
    put("a", "c-2", 1, Kind.FIRING);

    Deliverer.Deliveries deliveries = deliver();

    assertThat(ids("a")).containsExactly("c-2.1");
    assertThat(deliveries.waiting()).as("it is under way").isEmpty();
  }

  @Test
  void twoProcessesAtOnceSendEachMessageOnce() throws Exception {
    hook("a");
    hook("b");
    IntStream.range(0, 20).forEach(i -> put(i % 2 == 0 ? "a" : "b", "c-" + i, 1, Kind.FIRING));
    try (SqliteLedger second = new SqliteLedger(folder.resolve("ledger.db"))) {
      second.open();
      Deliverer other =
          new Deliverer(
              second,
              line -> Optional.of(channels.get(line)),
              clock,
              wall,
              new NotedPassing(),
              Deliverer.Patience.usual());
      CompletableFuture<Deliverer.Deliveries> theirs =
          CompletableFuture.supplyAsync(() -> other.deliver(lost -> {}));
      int ours = deliver().sent().size();

      assertThat(ours + theirs.get().sent().size()).isEqualTo(20);
    }
    assertThat(ids("a")).doesNotHaveDuplicates().hasSize(10);
    assertThat(ids("b")).doesNotHaveDuplicates().hasSize(10);
    assertThat(ledger.outbox().pending()).isEmpty();
  }

  /** Of a process of this machine that is gone. */
  private Claim dead() {
    LeaseHolder own = ThisProcess.holder();
    LeaseHolder gone =
        new LeaseHolder(own.host(), own.machine(), 999_999_999, own.processStarted());
    return new Claim(ClaimText.of(gone), wall.instant());
  }

  private static Claim elsewhere(Instant at) {
    LeaseHolder other = new LeaseHolder("elsewhere", "another machine", 7, Optional.empty());
    return new Claim(ClaimText.of(other), at);
  }

  @Test
  void takesOverFromAProcessOfThisMachineThatIsGoneAtOnce() {
    hook("a");
    Outgoing row = put("a", "c-1", 1, Kind.FIRING);
    ledger.outbox().claim(row.id(), Optional.empty(), dead());

    assertThat(deliver().sent()).hasSize(1);
  }

  @Test
  void takesOverFromAnotherMachineAfterFiveMinutes() {
    hook("a");
    Outgoing row = put("a", "c-1", 1, Kind.FIRING);
    ledger.outbox().claim(row.id(), Optional.empty(), elsewhere(AT));
    wall.advance(Postbag.CLAIM);
    assertThat(deliver().sent()).isEmpty();

    wall.advance(Duration.ofMillis(1));
    assertThat(deliver().sent()).hasSize(1);
  }

  @Test
  void aProcessThatWasOvertakenRecordsNothing() {
    hook("a");
    Outgoing row = put("a", "c-1", 1, Kind.FIRING);
    Claim theirs = elsewhere(AT);
    inbox.answers(
        "a",
        exchange -> {
          Optional<Claim> mine = ledger.outbox().claim(row.id());
          ledger.outbox().claim(row.id(), mine, theirs); // as if this process had been paused
          Mailboxes.status(404).to(exchange);
        });

    assertThat(deliver().givenUp()).isEmpty();

    assertThat(row(row)).isEqualTo(row);
    assertThat(ledger.outbox().claim(row.id())).contains(theirs);
    assertThat(ledger.incidents().events("i-1")).isEmpty();
  }

  @Test
  void whatNobodyIsToHearAnyMoreIsGivenUp() {
    Outgoing row = put("former/slack/0", "c-1", 1, Kind.FIRING);

    assertThat(deliver().givenUp()).hasSize(1);

    assertThat(row(row).state()).isEqualTo(State.GIVEN_UP);
    assertThat(row(row).failure()).contains("the settings do not name former/slack/0 any more");
  }

  @Test
  void aChannelWithMoreToSendThanTimeIsCutShortAndTheRestWaits() {
    hook("a");
    inbox.answers(
        "a",
        exchange -> {
          passing.pause(Duration.ofSeconds(10)); // as long as it takes
          Mailboxes.status(200).to(exchange);
        });
    IntStream.range(10, 20).forEach(i -> put("a", "c-" + i, 1, Kind.FIRING));

    Deliverer.Deliveries first = deliver();

    assertThat(first.sent()).as("begun within 75 s").hasSize(8);
    assertThat(first.waiting())
        .hasSize(2)
        .allSatisfy(o -> assertThat(o.failure()).contains("its turn did not come in time"));
    assertThat(ledger.outbox().pending()).hasSize(2).allMatch(o -> o.attempts() == 0);
    assertThat(deliver().sent()).hasSize(2);
  }

  /** A fault of the program itself. */
  private static final class BrokenChannel implements Channel {
    @Override
    public String type() {
      return "broken";
    }

    @Override
    public boolean takes(Kind kind) {
      return true;
    }

    @Override
    public io.dataflow.sentinel.channel.Delivery deliver(
        Message message, Optional<String> reference) {
      throw new IllegalStateException("https://example.com/pl4nted");
    }
  }
}
