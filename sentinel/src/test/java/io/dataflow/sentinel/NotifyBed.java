package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.IncidentEvent;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.ledger.PostgresLedger;
import io.dataflow.sentinel.ledger.SqlLedger;
import io.dataflow.sentinel.ledger.SqliteLedger;
import io.dataflow.sentinel.notify.Conversation;
import io.dataflow.sentinel.notify.Outgoing;
import io.dataflow.sentinel.postgres.RealPostgres;
import io.dataflow.sentinel.source.standin.Faults;
import io.dataflow.sentinel.source.standin.Market;
import io.dataflow.sentinel.source.standin.MovableClock;
import io.dataflow.sentinel.source.standin.StandInServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A project whose commands are processes of their own, which can be killed: a market whose bar of
 * Friday does not come before {@link #RECOVERY}, and a team and a pager that keep what they hear.
 */
final class NotifyBed implements AutoCloseable {
  static final Instant AT = Cli.FRIDAY_NIGHT;
  static final Instant RECOVERY = AT.plusSeconds(3 * 3600);
  static final List<String> BOXES = List.of("team", "pager");

  private static final String FAULTS =
      "faults:\n- {symbol: AAPL, fault: stopped-feed, after: 2026-03-05, until: "
          + RECOVERY
          + "}\n";
  private static final Pattern EVENT =
      Pattern.compile("\"event_action\":\"(\\w+)\",\"dedup_key\":\"([\\w-]+)\"");

  private final Path folder;
  private final Optional<RealPostgres.Database> database;
  private final MovableClock clock = new MovableClock(AT);
  private final StandInServer market;
  private final String source;
  final Mailboxes inbox = new Mailboxes();

  /**
   * @param wait the team's {@code group_wait}, and the pager's
   */
  NotifyBed(Path folder, Optional<RealPostgres.Database> database, String wait) throws IOException {
    this.folder = folder;
    this.database = database;
    Files.createDirectories(folder.resolve("config"));
    Files.writeString(
        folder.resolve("config/assets.yaml"),
        "assets: [AAPL]\nstart_date: 2026-02-23\npipeline: {min_gap: PT0S}\n");
    Files.writeString(folder.resolve("config/alerts.yaml"), alerts(wait));
    Path contracts = Files.createDirectories(folder.resolve("contracts"));
    Files.copy(Path.of("..", "contracts", "bars.yaml"), contracts.resolve("bars.yaml"));
    Path planted = Files.writeString(folder.resolve("faults.yaml"), FAULTS);
    market = new StandInServer(Market.simulated(7), Faults.read(planted), clock);
    source = market.start(0).toString();
  }

  private String alerts(String wait) {
    return """
        route:
          receiver: team
          group_wait: %s
          routes: [{receiver: team, continue: true}, {receiver: pager}]
        receivers:
          - name: team
            webhook_configs: [{url: "%s"}]
          - name: pager
            pagerduty_configs: [{routing_key: "0123456789abcdef0123456789abcdef", url: "%s"}]
        """
        .formatted(wait, inbox.box("team"), inbox.box("pager"));
  }

  /** Starts a command that judges an instant, in a process of its own. */
  Process start(Instant at, String... words) throws IOException {
    clock.moveTo(at);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
            .replace("\n", File.pathSeparator));
    command.add("io.dataflow.sentinel.Main");
    command.addAll(List.of(words));
    command.addAll(List.of("--config", folder.resolve("config/assets.yaml").toString()));
    command.addAll(List.of("--as-of", at.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put("SENTINEL_YAHOO_URL", source);
    environment.put("SENTINEL_ENV_FILE", "/dev/null");
    database.ifPresent(d -> environment.put("DATABASE_URL", d.address()));
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(said().toFile()))
        .start();
  }

  private Path said() {
    return folder.resolve("said.txt");
  }

  /** A command to its end; its exit code. */
  int run(Instant at, String... words) throws Exception {
    return start(at, words).waitFor();
  }

  List<Incident> open() {
    return ledger(l -> l.incidents().open());
  }

  List<Incident> incidents() {
    return ledger(l -> l.incidents().newest(1000));
  }

  String everythingSaid() throws IOException {
    return Files.readString(said());
  }

  Optional<String> databaseUrl() {
    return database.map(RealPostgres.Database::address);
  }

  Path sqliteFile() {
    return folder.resolve("data/ledger.db");
  }

  /** What the ledger says, while no process is at work. */
  <T> T ledger(Function<Ledger, T> question) {
    try (SqlLedger ledger =
        database.isPresent()
            ? new PostgresLedger(database.get().connected())
            : new SqliteLedger(sqliteFile())) {
      return question.apply(ledger);
    }
  }

  List<Outgoing> waiting() {
    return ledger(l -> l.outbox().pending());
  }

  /** By which a receiver knows a message again: the team by its id, the pager by key and action. */
  List<String> keys(String box) {
    return inbox.letters(box).stream().map(l -> l.id().orElseGet(() -> event(l.body()))).toList();
  }

  private static String event(String body) {
    Matcher event = EVENT.matcher(body);
    assertThat(event.find()).as(body).isTrue();
    return event.group(2) + " " + event.group(1);
  }

  /** How many letters came to a box that were there already. */
  long repeated(String box) {
    return keys(box).size() - keys(box).stream().distinct().count();
  }

  /**
   * Nothing waits, what the ledger says was sent did arrive, what arrived is in the ledger, the
   * histories say so too, and no message came before an older one of its conversation.
   */
  void consistent() {
    assertThat(waiting()).isEmpty();
    List<Outgoing> sent = ledger(NotifyBed::allMessages);
    for (String box : BOXES) {
      List<Outgoing> there =
          sent.stream()
              .filter(o -> o.line().startsWith(box))
              .filter(o -> o.state() == Outgoing.State.SENT)
              .toList();
      assertThat(there).extracting(o -> key(box, o)).as(box).hasSameElementsAs(keys(box));
      inOrder(box);
    }
    assertThat(sent).extracting(Outgoing::state).doesNotContain(Outgoing.State.GIVEN_UP);
    ledger(
        ledger -> {
          ledger.incidents().newest(1000).forEach(i -> told(ledger, i));
          return true;
        });
  }

  private static String key(String box, Outgoing row) {
    Message message = row.message();
    if (box.equals("team")) {
      return message.id();
    }
    return message.thread() + (message.resolved() ? " resolve" : " trigger");
  }

  private static List<Outgoing> allMessages(Ledger ledger) {
    return ledger.incidents().newest(1000).stream()
        .flatMap(i -> ledger.outbox().conversationsAbout(i.id()).stream())
        .map(Conversation::id)
        .distinct()
        .flatMap(id -> ledger.outbox().messages(id).stream())
        .toList();
  }

  private void inOrder(String box) {
    Map<String, List<String>> threads =
        keys(box).stream().collect(Collectors.groupingBy(key -> key.split("[. ]")[0]));
    threads.forEach(
        (thread, keys) ->
            assertThat(keys).as(box).isSortedAccordingTo((a, b) -> number(a) - number(b)));
  }

  private static int number(String key) {
    String last = key.split("[. ]")[1];
    return last.equals("trigger") ? 0 : last.equals("resolve") ? 1 : Integer.parseInt(last);
  }

  private static void told(Ledger ledger, Incident incident) {
    List<Outgoing> sent =
        ledger.outbox().conversationsAbout(incident.id()).stream()
            .flatMap(c -> ledger.outbox().messages(c.id()).stream())
            .filter(o -> o.state() == Outgoing.State.SENT)
            .filter(o -> o.incidents().contains(incident.id()))
            .toList();
    assertThat(ledger.incidents().events(incident.id()))
        .as(incident.detail().title())
        .filteredOn(e -> e.kind() == IncidentEvent.Kind.NOTIFIED)
        .hasSameSizeAs(sent);
  }

  @Override
  public void close() throws IOException {
    inbox.close();
    market.close();
  }
}
