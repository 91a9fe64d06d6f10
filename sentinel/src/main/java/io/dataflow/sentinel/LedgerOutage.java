package io.dataflow.sentinel;

import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.incident.Severity;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.text.ForeignText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is told while the ledger, which remembers who was told, cannot be used: a small file beside
 * the data says since when and which channels know, so that each hears of it once, and of its end.
 */
final class LedgerOutage {
  /** Stands beside the classes of incidents, but is none: nothing of it can be in the ledger. */
  static final String CLASS = "ledger-failed";

  private static final String FILE = "ledger-outage.json";

  private final Sentinel sentinel;
  private final AlertDesk desk;
  private final Path file;

  LedgerOutage(Sentinel sentinel, AlertDesk desk) {
    this.sentinel = sentinel;
    this.desk = desk;
    this.file = sentinel.settings().paths().state().resolve(FILE);
  }

  /** What the file says. */
  private record Known(Instant since, List<String> told) {}

  /** Tells whom the alerts file names for this, but for those who know already. */
  Sending tell(String run, String problem) {
    Instant now = sentinel.clock().instant();
    Known known = known().orElse(new Known(now, List.of()));
    Message message = message(run, problem, known.since(), false, now);
    DirectSending direct = new DirectSending(desk.onLedgerFailure());
    DirectSending.Ended ended = direct.send(message, line -> !known.told().contains(line));
    List<String> told = new ArrayList<>(known.told());
    told.addAll(ended.told());
    write(known.since(), told);
    return ended.sending();
  }

  /** When the ledger works again: tells those who know of the outage. */
  Sending over(String run) {
    Optional<Known> known = known();
    if (known.isEmpty()) {
      return Sending.nothing();
    }
    Instant now = sentinel.clock().instant();
    Message message = message(run, "the ledger can be used again", known.get().since(), true, now);
    DirectSending.Ended ended =
        new DirectSending(desk.onLedgerFailure()).send(message, known.get().told()::contains);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("could not remove " + file, e);
    }
    return ended.sending();
  }

  private Message message(
      String run, String problem, Instant since, boolean over, Instant now) {
    String environment = sentinel.settings().environment().env();
    Map<String, String> labels = new TreeMap<>();
    labels.put("alertname", "sentinel-" + CLASS);
    labels.put("class", CLASS);
    labels.put("scope", "program");
    labels.put("severity", Severity.CRITICAL.word());
    labels.put("environment", environment);
    String thread = "ledger-" + since.toEpochMilli();
    Message.Entry entry =
        new Message.Entry(
            "ledger",
            over,
            Severity.CRITICAL,
            "the ledger cannot be used, so no run can say what is missing",
            since,
            "a ledger that can be read and written",
            "",
            ForeignText.cut(problem, Message.Entry.CAUSE),
            Optional.empty(),
            List.of(),
            over ? Optional.of(Duration.between(since, now)) : Optional.empty(),
            "sentinel doctor",
            desk.settings().globals().runbookUrl().map(base -> URI.create(base + "#" + CLASS)),
            labels,
            over ? now : now.plus(Duration.ofHours(26)));
    return new Message(
        thread + "." + run,
        thread,
        over ? Message.Kind.RESOLVED : Message.Kind.FIRING,
        Severity.CRITICAL,
        entry.title(),
        environment,
        List.of(entry),
        List.of(),
        now);
  }

  private Optional<Known> known() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Map<?, ?> map = (Map<?, ?>) Json.read(Files.readAllBytes(file));
      return Optional.of(
          new Known(
              Instant.parse((String) map.get("since")),
              ((List<?>) map.get("told")).stream().map(String.class::cast).toList()));
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
  }

  private void write(Instant since, List<String> told) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("since", since.toString());
    map.put("told", told);
    AtomicFile.write(file, Json.pretty(map));
  }
}
