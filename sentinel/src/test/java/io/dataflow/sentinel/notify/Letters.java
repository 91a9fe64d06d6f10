package io.dataflow.sentinel.notify;

import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.incident.Severity;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sample conversations and messages. */
public final class Letters {
  public static final Instant AT = Instant.parse("2026-11-21T04:45:00.123456Z");

  private Letters() {}

  public static Message message(String thread, int number, Message.Kind kind, String title) {
    Message.Entry entry =
        new Message.Entry(
            "i-1",
            kind == Message.Kind.RESOLVED,
            Severity.ERROR,
            title,
            AT,
            "the bar of Fri 2026-11-20 by Sat 04:30 UTC",
            "1 of 1 instrument",
            "absent",
            Optional.of("came back"),
            List.of("AAPL", "BRK-B"),
            kind == Message.Kind.RESOLVED ? Optional.of(Duration.ofHours(3)) : Optional.empty(),
            "sentinel incidents show i-1",
            Optional.of(URI.create("https://example.com/runbook#missing")),
            Map.of("class", "missing", "severity", "error"),
            AT.plusSeconds(900));
    return new Message(
        thread + "." + number,
        thread,
        kind,
        Severity.ERROR,
        title,
        "test",
        List.of(entry),
        List.of(new Message.Fact("run", "r-1")),
        AT);
  }

  public static Outgoing letter(String thread, int number, Message.Kind kind, String title) {
    return Outgoing.of("team/slack/0", message(thread, number, kind, title), List.of("i-1"), AT);
  }

  public static Conversation conversation(String id) {
    return new Conversation(
        id,
        "team",
        "missing/silver.bars/yahoo/instrument/AAPL",
        AT,
        Duration.ofMinutes(5),
        Duration.ZERO,
        Optional.of(AT),
        1,
        Optional.empty(),
        List.of(new Told("i-1", Optional.of(AT), false, true)));
  }
}
