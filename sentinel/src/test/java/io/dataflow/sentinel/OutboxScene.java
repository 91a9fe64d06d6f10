package io.dataflow.sentinel;

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
import io.dataflow.sentinel.source.standin.MovableClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An outbox of its own, webhooks that keep what they are told, and clocks that are moved. */
abstract class OutboxScene {
  static final Instant AT = Letters.AT;

  /** An empty ledger: making one takes a second. */
  @TempDir private static Path made;

  @TempDir Path folder;
  final MovableClock clock = new MovableClock(AT);
  final MovableClock wall = new MovableClock(AT);
  final Map<String, Channel> channels = new LinkedHashMap<>();
  NotedPassing passing = new NotedPassing();
  SqliteLedger ledger;
  Mailboxes inbox;

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

  Channels channels(Duration patience) {
    return new Channels(
        new Templates(Optional.empty()),
        new HttpCaller(patience, patience, "dataflow-sentinel/test"),
        clock,
        new PrintWriter(PrintWriter.nullWriter()),
        mail -> {
          throw new IllegalStateException("no mail here");
        });
  }

  /** A webhook whose box has the channel's name. */
  void hook(String line) {
    channels.put(
        line, channels(Duration.ofSeconds(20)).of(webhook(inbox.box(line.replace('/', '-')))));
  }

  Outgoing put(String line, String thread, int number, Kind kind) {
    Message message = Letters.message(thread, number, kind, thread + " " + number);
    Outgoing row = Outgoing.of(line, message, List.of("i-1"), clock.instant());
    ledger.outbox().record(new Dispatch(List.of(), List.of(row)));
    return row;
  }

  Deliverer deliverer() {
    passing = new NotedPassing();
    return new Deliverer(
        ledger,
        line -> Optional.ofNullable(channels.get(line)),
        clock,
        wall,
        passing,
        Deliverer.Patience.usual());
  }

  Deliverer.Deliveries deliver() {
    return deliverer().deliver(lost -> {});
  }

  Outgoing row(Outgoing sent) {
    return ledger.outbox().messages(sent.message().thread()).stream()
        .filter(o -> o.id().equals(sent.id()))
        .findFirst()
        .orElseThrow();
  }

  List<String> ids(String box) {
    return inbox.letters(box).stream().map(l -> l.id().orElseThrow()).toList();
  }

  /** Of a process of this machine that is gone. */
  Claim dead() {
    LeaseHolder own = ThisProcess.holder();
    LeaseHolder gone =
        new LeaseHolder(own.host(), own.machine(), 999_999_999, own.processStarted());
    return new Claim(ClaimText.of(gone), wall.instant());
  }

  static Claim elsewhere(Instant at) {
    LeaseHolder other = new LeaseHolder("elsewhere", "another machine", 7, Optional.empty());
    return new Claim(ClaimText.of(other), at);
  }

  private static ChannelSettings webhook(String address) {
    return new ChannelSettings.Webhook(new Secret(address), Optional.empty());
  }
}
