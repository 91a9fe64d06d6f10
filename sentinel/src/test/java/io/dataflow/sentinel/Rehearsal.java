package io.dataflow.sentinel;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataflow.sentinel.source.standin.Faults;
import io.dataflow.sentinel.source.standin.Market;
import io.dataflow.sentinel.source.standin.MovableClock;
import io.dataflow.sentinel.source.standin.StandInServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;

/**
 * A project as cron keeps it running: the command line in this process on a clock that is moved, a
 * simulated market with planted faults, and receivers that keep what they are told.
 */
final class Rehearsal implements AutoCloseable {
  private final Path folder;
  private final MovableClock clock = new MovableClock(Instant.EPOCH);
  private final Inbox inbox = new Inbox(clock);
  private final StandInServer market;

  /**
   * @param faults the lines of a fault file below {@code faults:}
   */
  Rehearsal(Path folder, List<String> symbols, String faults) throws IOException {
    this.folder = folder;
    Path planted = file("faults.yaml", "faults:\n" + faults);
    market = new StandInServer(Market.simulated(7), Faults.read(planted), clock);
    file(".env", "SENTINEL_YAHOO_URL=" + market.start(0) + "\n");
    file("config/alerts.yaml", receivers());
    file(
        "config/assets.yaml",
        "assets:\n"
            + symbols.stream().map(s -> "- \"" + s + "\"\n").collect(Collectors.joining())
            + "start_date: 2026-02-23\n"
            + "pipeline: {min_gap: PT0S, concurrency: 4, retries: 0, retry_delay: PT0.01S}\n");
  }

  private String receivers() {
    return """
    route:
      receiver: desk
      routes:
        - receiver: pager
          continue: true
        - receiver: books
          continue: true
        - receiver: desk
    receivers:
      - name: desk
        slack_configs: [{api_url: "%s"}]
      - name: pager
        pagerduty_configs: [{routing_key: "0123456789abcdef0123456789abcdef", url: "%s"}]
      - name: books
        webhook_configs: [{url: "%s"}]
    """
        .formatted(inbox.address("slack"), inbox.address("pagerduty"), inbox.address("hook"));
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Names of so many instruments of New York. */
  static List<String> shares(int count) {
    return IntStream.rangeClosed(1, count).mapToObj("S%03d"::formatted).toList();
  }

  /** The same fault of each instrument, in a fault file. */
  static String each(List<String> symbols, String fault) {
    return symbols.stream()
        .map(symbol -> "- {symbol: \"" + symbol + "\", " + fault + "}\n")
        .collect(Collectors.joining());
  }

  /** How a command ended, and all it said. */
  record Ended(int code, String out, String err) {}

  /** A command at an instant, on this project. */
  Ended at(String instant, String... words) {
    clock.moveTo(Instant.parse(instant));
    return on(words);
  }

  /** A command at the instant of the last one. */
  Ended on(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--config", folder.resolve("config/assets.yaml").toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine(clock);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int code = line.execute(all.toArray(String[]::new));
    return new Ended(code, out.toString(), err.toString());
  }

  /**
   * What came at one of the receivers, a line each: when, and the first line of Slack's text, the
   * action and key for PagerDuty, the title of a webhook's body.
   */
  List<String> told(String receiver) {
    return inbox.to(receiver).stream().map(l -> l.at() + " " + Rehearsal.brief(l)).toList();
  }

  /** Those of the lines that name an instrument or exchange. */
  List<String> told(String receiver, String name) {
    return told(receiver).stream().filter(line -> line.contains(" " + name + ": ")).toList();
  }

  /** Slack's texts about an instrument or exchange, but for the command to type. */
  List<String> texts(String name) {
    return inbox.to("slack").stream()
        .map(letter -> letter.body().at("/text").asText())
        .filter(text -> text.lines().findFirst().orElse("").contains(" " + name + ": "))
        .map(text -> text.replaceAll("\\n• More: .*", ""))
        .toList();
  }

  /** The keys of PagerDuty's alerts about an instrument or exchange, in order. */
  List<String> pagerKeys(String name) {
    return inbox.to("pagerduty").stream()
        .map(Inbox.Letter::body)
        .filter(body -> body.at("/payload/summary").asText().contains(" " + name + ": "))
        .map(body -> body.at("/dedup_key").asText())
        .distinct()
        .toList();
  }

  /** All that PagerDuty heard of an alert. */
  List<Inbox.Letter> paged(String key) {
    return inbox.to("pagerduty").stream()
        .filter(letter -> letter.body().at("/dedup_key").asText().equals(key))
        .toList();
  }

  /** The webhook's bodies about an instrument or exchange. */
  List<JsonNode> hooked(String name) {
    return inbox.to("hook").stream()
        .map(Inbox.Letter::body)
        .filter(body -> body.at("/commonAnnotations/title").asText().contains(" " + name + ": "))
        .toList();
  }

  /** What is kept of the newest incident about an instrument or exchange, as JSON. */
  JsonNode incident(String name) throws IOException {
    return Inbox.JSON.readTree(on("incidents", "show", newest(name), "--json").out());
  }

  /** The same for a person. */
  String shown(String name) {
    return on("incidents", "show", newest(name)).out();
  }

  private String newest(String name) {
    return on("incidents", "ls", "--all").out().lines()
        .filter(line -> line.contains(" " + name + ": "))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst()
        .orElseThrow();
  }

  private static String brief(Inbox.Letter letter) {
    JsonNode body = letter.body();
    return switch (letter.to()) {
      case "slack" -> body.at("/text").asText().lines().findFirst().orElse("").replace("*", "");
      case "pagerduty" -> body.at("/event_action").asText() + " " + body.at("/dedup_key").asText();
      default -> body.at("/commonAnnotations/title").asText();
    };
  }

  /** The lines of the list of open incidents; none when there is none. */
  List<String> open() {
    return on("incidents", "ls", "--quiet").out().lines().toList();
  }

  Inbox inbox() {
    return inbox;
  }

  @Override
  public void close() throws IOException {
    inbox.close();
    market.close();
  }
}
