package io.dataflow.sentinel.channel;

import io.dataflow.sentinel.incident.Severity;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Sample messages. */
final class Messages {
  static final Instant AT = Instant.parse("2026-03-07T05:00:00Z");
  static final Clock CLOCK = Clock.fixed(AT, ZoneOffset.UTC);
  static final Instant SINCE = Instant.parse("2026-03-07T04:30:00Z");
  static final String THREAD = "late.us-daily.yahoo";

  private Messages() {}

  /** One incident of two instruments. */
  static Message small(Message.Kind kind) {
    boolean over = kind == Message.Kind.RESOLVED;
    boolean ofNone = kind == Message.Kind.REPORT || kind == Message.Kind.TEST;
    return new Message(
        "m1-" + kind.ordinal(),
        THREAD,
        kind,
        Severity.ERROR,
        "us-daily is late on XNYS",
        "staging",
        ofNone ? List.of() : List.of(entry("i-17", over)),
        ofNone
            ? List.of(new Message.Fact("Run", "2026-03-07.1"), new Message.Fact("Rows", "498"))
            : List.of(new Message.Fact("Run", "2026-03-07.1")),
        AT);
  }

  static Message.Entry entry(String incident, boolean resolved) {
    return new Message.Entry(
        incident,
        resolved,
        Severity.ERROR,
        "us-daily has no bars of Fri 2026-03-06",
        SINCE,
        "the session 2026-03-06 by Sat 04:30 UTC",
        "2 of 500 instruments",
        "the source answers with nothing",
        Optional.of("1 instrument more"),
        List.of("AAPL", "MSFT"),
        resolved ? Optional.of(Duration.ofMinutes(135)) : Optional.empty(),
        "sentinel explain us-daily",
        Optional.of(URI.create("https://example.com/runbook/late")),
        Map.of("cause", "late", "dataset", "us-daily", "severity", "error", "empty", ""),
        resolved ? AT : AT.plus(Duration.ofHours(2)));
  }

  /** Forty incidents of five hundred members each, with causes at their longest. */
  static Message huge() {
    List<Message.Entry> entries =
        IntStream.range(10, 50).mapToObj(i -> hugeEntry(String.valueOf(i))).toList();
    List<Message.Fact> facts = new ArrayList<>();
    IntStream.range(0, 60).forEach(i -> facts.add(new Message.Fact("Fact " + i, "v".repeat(900))));
    return new Message(
        "m2",
        THREAD,
        Message.Kind.FIRING,
        Severity.CRITICAL,
        "t".repeat(Message.TITLE),
        "staging",
        entries,
        facts,
        AT);
  }

  /** One of the forty alone. */
  static Message hugeSingle() {
    return new Message(
        "m3",
        THREAD,
        Message.Kind.FIRING,
        Severity.CRITICAL,
        "t".repeat(Message.TITLE),
        "staging",
        List.of(hugeEntry("10")),
        List.of(),
        AT);
  }

  static String hugeTitle(String number) {
    return "incident number " + number;
  }

  static String hugeCause(String number) {
    String start = "cause of " + number + " ";
    return start + "c".repeat(Message.Entry.CAUSE - start.length());
  }

  static String hugeCommand(String number) {
    return "sentinel explain dataset" + number;
  }

  static String hugeLink(String number) {
    return "https://example.com/incidents/" + number + "/" + "p".repeat(150);
  }

  private static Message.Entry hugeEntry(String number) {
    return new Message.Entry(
        "i-" + number,
        false,
        Severity.CRITICAL,
        hugeTitle(number),
        SINCE,
        "e".repeat(250),
        "s".repeat(250),
        hugeCause(number),
        Optional.of("n".repeat(250)),
        IntStream.range(0, 500).mapToObj(i -> "SYMBOL" + i).toList(),
        Optional.empty(),
        hugeCommand(number),
        Optional.of(URI.create(hugeLink(number))),
        Map.of("cause", "late", "dataset", "dataset" + number),
        AT.plus(Duration.ofHours(2)));
  }

  /** What a vendor or a file name could bring in. */
  static final String HOSTILE =
      "@everyone <!channel> <@U1> </script><script>alert(1)</script> *b* _i_ ~s~ `c` ```f``` |p| > q"
          + " & [x](https://evil.example.com) # h\u0007\u001b[31m\u009b1m\u202edcba\u2066\u200f\r\n"
          + "\u2028{{DATE(1)}} <!-- sentinel:"
          + THREAD
          + " --> $(id) ' \" \\ \ud800 %0a";

  static Message hostile() {
    return new Message(
        "m4",
        THREAD,
        Message.Kind.FIRING,
        Severity.WARNING,
        HOSTILE,
        HOSTILE,
        List.of(
            new Message.Entry(
                HOSTILE,
                false,
                Severity.WARNING,
                HOSTILE,
                SINCE,
                HOSTILE,
                HOSTILE,
                HOSTILE,
                Optional.of(HOSTILE),
                List.of("A|B", "<C>", "@everyone", "&D", HOSTILE),
                Optional.of(Duration.ofSeconds(-5)),
                HOSTILE,
                Optional.of(URI.create("javascript:alert(1)")),
                Map.of(HOSTILE, HOSTILE, "1st", "x"),
                SINCE.minusSeconds(60))),
        List.of(new Message.Fact(HOSTILE, HOSTILE), new Message.Fact("", "")),
        AT);
  }
}
