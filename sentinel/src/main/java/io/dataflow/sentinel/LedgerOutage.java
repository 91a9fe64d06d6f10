package io.dataflow.sentinel;

import io.dataflow.sentinel.channel.Channel;
import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.incident.Severity;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.json.JsonException;
import io.dataflow.sentinel.text.ForeignText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
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
    DirectSending direct = desk.direct(desk.onLedgerFailure());
    DirectSending.Ended ended = direct.send(message, line -> !known.told().contains(line));
    List<String> told = new ArrayList<>(known.told());
    told.addAll(ended.told());
    write(known.since(), told);
    return ended.sending();
  }

  /**
   * When the ledger works again: tells those who know of the outage. Who cannot be reached now is
   * told by the next run.
   */
  Sending over(String run) {
    Optional<Known> known = known();
    if (known.isEmpty()) {
      return Sending.nothing();
    }
    Instant now = sentinel.clock().instant();
    Map<String, Channel> channels = desk.onLedgerFailure();
    List<String> wait =
        known.get().told().stream().filter(channels::containsKey).filter(desk::hearsEnds).toList();
    Message message = message(run, "the ledger can be used again", known.get().since(), true, now);
    DirectSending.Ended ended = desk.direct(channels).send(message, wait::contains);
    List<String> left = new ArrayList<>(wait);
    left.removeAll(ended.told());
    left.removeAll(ended.refused());
    if (left.isEmpty()) {
      remove();
    } else {
      write(known.get().since(), left);
    }
    return ended.sending();
  }

  private void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("could not remove " + file, e);
    }
  }

  private Message message(String run, String problem, Instant since, boolean over, Instant now) {
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

  /** Empty also when the file is none that this program wrote: then all are told again. */
  private Optional<Known> known() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return read(Json.read(Files.readAllBytes(file)));
    } catch (JsonException | DateTimeException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
  }

  private static Optional<Known> read(Object json) {
    return json instanceof Map<?, ?> map
            && map.get("since") instanceof String since
            && map.get("told") instanceof List<?> told
        ? Optional.of(new Known(Instant.parse(since), told.stream().map(String::valueOf).toList()))
        : Optional.empty();
  }

  private void write(Instant since, List<String> told) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("since", since.toString());
    map.put("told", told);
    AtomicFile.write(file, Json.pretty(map));
  }
}
