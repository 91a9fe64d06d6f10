package io.dataflow.sentinel;

import io.dataflow.sentinel.channel.Channel;
import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.incident.Severity;
import io.dataflow.sentinel.routing.AlertSettings;
import io.dataflow.sentinel.routing.Receiver;
import io.dataflow.sentinel.routing.Routed;
import io.dataflow.sentinel.text.ForeignText;
import io.dataflow.sentinel.watchdog.Finding;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * Tells what the watchdog found over the channels of the alerts file, each finding once, and when
 * it is over. Past the outbox, for that is in the ledger it may not write; a small file remembers.
 */
final class WatchdogTelling {
  private static final Duration A_DAY = Duration.ofHours(26);

  private final AlertSettings settings;
  private final Function<List<Receiver>, Map<String, Channel>> channels;
  private final String environment;
  private final ToldFile file;

  /**
   * @param channels those of receivers, by their ids
   */
  WatchdogTelling(
      AlertSettings settings,
      Function<List<Receiver>, Map<String, Channel>> channels,
      String environment,
      ToldFile file) {
    this.settings = settings;
    this.channels = channels;
    this.environment = environment;
    this.file = file;
  }

  /** Tells what is new, and what is over where everything could be looked at. */
  Sending tell(WatchdogReport report) {
    Map<String, ToldFile.Told> before = file.read();
    Map<String, ToldFile.Told> after = new TreeMap<>(before);
    Sending sending = Sending.nothing();
    for (Subject subject : subjects(report)) {
      ToldFile.Told known =
          before.getOrDefault(
              subject.key(), new ToldFile.Told(subject.since(), subject.title(), List.of()));
      DirectSending.Ended ended = send(subject, known, report.asOf());
      List<String> lines = new ArrayList<>(known.lines());
      lines.addAll(ended.told());
      after.put(subject.key(), new ToldFile.Told(known.since(), known.title(), lines));
      sending = sending.and(ended.sending());
    }
    if (report.unreached().isEmpty()) {
      List<String> there = subjects(report).stream().map(Subject::key).toList();
      for (Map.Entry<String, ToldFile.Told> one : before.entrySet()) {
        if (!there.contains(one.getKey())) {
          sending = sending.and(over(one.getKey(), one.getValue(), report.asOf()));
          after.remove(one.getKey());
        }
      }
    }
    file.write(after);
    return sending;
  }

  /** Something to tell of. */
  private record Subject(
      String key,
      Severity severity,
      String title,
      Instant since,
      String expected,
      String cause,
      String command) {}

  private static List<Subject> subjects(WatchdogReport report) {
    List<Subject> all = new ArrayList<>();
    for (Finding f : report.findings()) {
      all.add(
          new Subject(
              f.kind().word() + " " + f.where(),
              f.kind().severity(),
              f.title(),
              f.since().orElse(report.asOf()),
              f.expected(),
              f.cause(),
              f.command()));
    }
    for (WatchdogReport.Unreached u : report.unreached()) {
      all.add(
          new Subject(
              "unreached " + u.where(),
              Severity.ERROR,
              "the watchdog cannot look at " + u.where(),
              report.asOf(),
              "what runs left, to look at",
              u.why(),
              "sentinel watchdog"));
    }
    return all;
  }

  private DirectSending.Ended send(Subject subject, ToldFile.Told known, Instant now) {
    Message message = message(subject, known.since(), false, now);
    return new DirectSending(channels.apply(receivers(message, now)), Passing.real())
        .send(message, line -> !known.lines().contains(line));
  }

  private Sending over(String key, ToldFile.Told known, Instant now) {
    Subject subject =
        new Subject(
            key,
            Severity.ERROR,
            known.title(),
            known.since(),
            "runs that come as they should",
            "seen to be well",
            "sentinel watchdog");
    Message message = message(subject, known.since(), true, now);
    return new DirectSending(channels.apply(settings.receivers()), Passing.real())
        .send(message, known.lines()::contains)
        .sending();
  }

  private List<Receiver> receivers(Message message, Instant now) {
    Map<String, Receiver> told = new LinkedHashMap<>();
    for (Routed routed : settings.routes().routed(message.entries().get(0).labels(), now)) {
      Optional<Receiver> receiver = settings.receiver(routed.receiver());
      receiver.filter(r -> routed.muted().isEmpty()).ifPresent(r -> told.put(r.name(), r));
    }
    return List.copyOf(told.values());
  }

  private Message message(Subject subject, Instant since, boolean over, Instant now) {
    String thread =
        "watchdog-"
            + UUID.nameUUIDFromBytes((subject.key() + since).getBytes(StandardCharsets.UTF_8));
    Map<String, String> labels = new TreeMap<>();
    labels.put("alertname", "sentinel-watchdog");
    labels.put("class", "run-missing");
    labels.put("scope", "program");
    labels.put("part", "watchdog");
    labels.put("dataset", "pipeline");
    labels.put("severity", subject.severity().word());
    labels.put("environment", environment);
    Message.Entry entry =
        new Message.Entry(
            "watchdog",
            over,
            subject.severity(),
            ForeignText.cut(subject.title(), Message.TITLE),
            since,
            ForeignText.cut(subject.expected(), Message.Entry.CAUSE),
            "",
            ForeignText.cut(subject.cause(), Message.Entry.CAUSE),
            Optional.empty(),
            List.of(),
            over ? Optional.of(length(since, now)) : Optional.empty(),
            ForeignText.cut(subject.command(), Message.TITLE),
            settings.globals().runbookUrl().map(base -> URI.create(base + "#run-missing")),
            labels,
            over ? now : now.plus(A_DAY));
    return new Message(
        thread + (over ? ".2" : ".1"),
        thread,
        over ? Message.Kind.RESOLVED : Message.Kind.FIRING,
        subject.severity(),
        entry.title(),
        environment,
        List.of(entry),
        List.of(),
        now);
  }

  private static Duration length(Instant since, Instant now) {
    Duration length = Duration.between(since, now);
    return length.isNegative() ? Duration.ZERO : length;
  }
}
