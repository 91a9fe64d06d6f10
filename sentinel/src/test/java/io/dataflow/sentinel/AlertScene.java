package io.dataflow.sentinel;

import io.dataflow.sentinel.config.SettingsReader;
import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.Observation;
import io.dataflow.sentinel.incident.Sightings;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.ledger.SqliteLedger;
import io.dataflow.sentinel.notify.Outgoing;
import io.dataflow.sentinel.routing.AlertSettings;
import io.dataflow.sentinel.source.standin.MovableClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A project with an alerts file, and receivers that keep what they are told. */
abstract class AlertScene {
  static final Instant AT = Sightings.DEADLINE;

  /** An empty ledger: making one takes a second. */
  @TempDir private static Path made;

  @TempDir Path folder;
  final MovableClock clock = new MovableClock(AT);
  Mailboxes inbox;
  private Sentinel sentinel;

  @BeforeAll
  static void makesALedger() {
    try (SqliteLedger first = new SqliteLedger(made.resolve("ledger.db"))) {
      first.open();
    }
  }

  @BeforeEach
  void opens() throws IOException {
    inbox = new Mailboxes();
    file("config/assets.yaml", "assets: [AAPL]\nstart_date: 2026-02-02\n");
    Files.createDirectories(folder.resolve("data"));
    Files.copy(made.resolve("ledger.db"), folder.resolve("data/ledger.db"));
  }

  @AfterEach
  void closes() {
    if (sentinel != null) {
      sentinel.close();
    }
    inbox.close();
  }

  Path file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Receivers that all hear of everything, each by the webhooks of the boxes named after it. */
  void receivers(String... names) {
    String routes =
        Stream.of(names)
            .map(n -> "    - {receiver: " + n + ", continue: true}\n")
            .collect(Collectors.joining());
    String receivers =
        Stream.of(names)
            .map(n -> "  - {name: " + n + ", webhook_configs: [{url: \"" + inbox.box(n) + "\"}]}\n")
            .collect(Collectors.joining());
    alerts(
        "route:\n  receiver: " + names[0] + "\n  routes:\n" + routes + "receivers:\n" + receivers);
  }

  /** The alerts file; it counts from now on. */
  void alerts(String text) {
    file("config/alerts.yaml", text);
  }

  Sentinel sentinel() {
    if (sentinel == null) {
      Path settings = folder.resolve("config/assets.yaml");
      sentinel =
          new Sentinel(
              SettingsReader.read(settings, Map.of(), Optional.empty(), Optional.empty())
                  .settings(),
              Set.of(),
              clock,
              new Surroundings(
                  Map.of(),
                  Optional.of(settings),
                  new Remedy(Optional.empty(), Optional.empty()),
                  nobody(),
                  nobody()));
    }
    return sentinel;
  }

  private static PrintWriter nobody() {
    return new PrintWriter(PrintWriter.nullWriter());
  }

  Ledger ledger() {
    return sentinel().ledger();
  }

  /** As each process makes it anew. */
  AlertDesk desk() {
    Path file = folder.resolve("config/assets.yaml");
    AlertSettings settings =
        AlertSetup.settings(file, Map.of(), sentinel().settings().environment());
    return new AlertDesk(
        sentinel(),
        settings,
        AlertSetup.lines(Optional.of(file), clock, nobody()),
        text -> text,
        clock,
        new NotedPassing());
  }

  /** Instruments were looked at, and some of them are wrong. */
  void seen(List<String> lookedAt, Observation... wrong) {
    desk().see(Sightings.survey(clock.instant(), lookedAt, Arrays.asList(wrong)), Optional.empty());
  }

  Sending send() {
    return Sending.of(desk());
  }

  /** What is open: class and what it is about. */
  List<String> open() {
    return ledger().incidents().open().stream()
        .map(i -> i.fingerprint().what().word() + " " + i.fingerprint().group().name())
        .toList();
  }

  Incident newest() {
    return ledger().incidents().newest(1).get(0);
  }

  List<Outgoing> waiting() {
    return ledger().outbox().pending();
  }

  /** What a box was told, in order: firing or resolved, and the first incident's class. */
  List<String> told(String box) {
    return inbox.letters(box).stream()
        .map(l -> (l.resolved() ? "resolved " : "firing ") + word(l.body()))
        .toList();
  }

  private static String word(String body) {
    return body.replaceFirst("(?s).*?\"class\":\"([a-z-]+)\".*", "$1");
  }
}
