package io.dataflow.sentinel.channel;

import io.dataflow.sentinel.channel.Message.Entry;
import io.dataflow.sentinel.channel.Message.Fact;
import io.dataflow.sentinel.channel.Message.Kind;
import io.dataflow.sentinel.incident.Severity;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages of every kind, as a real installation sends them; the pages and tests share them. */
public final class SampleMessages {
  private static final Instant FRIDAY_NIGHT = Instant.parse("2026-11-21T04:30:00Z");
  private static final Instant TOLD = FRIDAY_NIGHT.plus(Duration.ofMinutes(15));
  private static final Instant OVER = FRIDAY_NIGHT.plus(Duration.ofHours(74));
  private static final String MISSING = "XNYS: 498 of 500 instruments have no bar for 2026-11-20";

  private SampleMessages() {}

  /** Each with a word for what it shows, in the order of a life. */
  public static Map<String, Message> all() {
    Map<String, Message> all = new LinkedHashMap<>();
    all.put("firing", firing());
    all.put("changed", changed());
    all.put("acknowledged", acknowledged());
    all.put("reminder", reminder());
    all.put("refresh", of(Kind.REFRESH, Severity.CRITICAL, MISSING, List.of(outage()), List.of()));
    all.put("resolved", resolved());
    all.put("digest", digest());
    all.put("long-digest", longDigest());
    all.put("report", report());
    all.put("clean-report", cleanReport());
    all.put("test", test());
    return all;
  }

  /** A vendor that is down for a whole exchange. */
  public static Message firing() {
    return of(Kind.FIRING, Severity.CRITICAL, MISSING, List.of(outage()), List.of());
  }

  static Message changed() {
    Entry entry = with(outage(), Optional.of("498 instruments instead of 451"), Optional.empty());
    return of(Kind.CHANGED, Severity.CRITICAL, MISSING, List.of(entry), List.of());
  }

  static Message acknowledged() {
    return of(
        Kind.ACKNOWLEDGED,
        Severity.CRITICAL,
        MISSING,
        List.of(outage()),
        List.of(
            new Fact("Taken up by", "alice"),
            new Fact("Note", "the vendor knows, a fix is promised for 09:00 UTC")));
  }

  static Message reminder() {
    return at(
        of(Kind.REMINDER, Severity.CRITICAL, MISSING, List.of(outage()), List.of()),
        FRIDAY_NIGHT.plus(Duration.ofHours(28)));
  }

  /** What {@link #firing} told of is over. */
  public static Message resolved() {
    Entry entry =
        with(
            outage(),
            Optional.of("all 500 instruments have their bar"),
            Optional.of(Duration.between(FRIDAY_NIGHT, OVER)));
    return at(of(Kind.RESOLVED, Severity.CRITICAL, MISSING, List.of(entry), List.of()), OVER);
  }

  static Message digest() {
    Entry over =
        entry(
            "14",
            true,
            Severity.WARNING,
            "XLON: 3 of 100 instruments had no bar for 2026-11-20",
            "3 of 100 instruments",
            List.of("AZN.L", "HSBA.L", "ULVR.L"));
    return of(
        Kind.CHANGED,
        Severity.CRITICAL,
        "3 incidents at XNYS, XLON and in silver.bars",
        List.of(
            outage(),
            entry(
                "13",
                false,
                Severity.ERROR,
                "silver.bars: high below low in 12 rows of 2026-11-20",
                "12 of 40 310 rows",
                List.of("NVDA", "TSLA")),
            with(over, Optional.empty(), Optional.of(Duration.ofMinutes(50)))),
        List.of());
  }

  static Message longDigest() {
    List<Entry> entries = new ArrayList<>(List.of(outage()));
    for (int i = 1; i < 32; i++) {
      entries.add(
          entry(
              Integer.toString(20 + i),
              false,
              Severity.WARNING,
              "TABLE_" + i + ": no rows for 2026-11-20",
              "1 of 1 tables",
              List.of("table_" + i)));
    }
    return of(Kind.FIRING, Severity.CRITICAL, "32 incidents in 4 datasets", entries, List.of());
  }

  static Message report() {
    return of(
        Kind.REPORT,
        Severity.ERROR,
        "run of Sat 2026-11-21 04:00 UTC ended with 1 error",
        List.of(
            entry(
                "13",
                false,
                Severity.ERROR,
                "silver.bars: high below low in 12 rows of 2026-11-20",
                "12 of 40 310 rows",
                List.of("NVDA", "TSLA"))),
        List.of(
            new Fact("Took", "4 min 12 s"),
            new Fact("Instruments", "500, of which 498 have new bars"),
            new Fact("Rows", "40 310 accepted, 12 in quarantine"),
            new Fact("Run", "20261121T040000Z-7f3a")));
  }

  static Message cleanReport() {
    return of(
        Kind.REPORT,
        Severity.INFO,
        "run of Sat 2026-11-21 04:00 UTC ended well",
        List.of(),
        List.of(
            new Fact("Took", "4 min 12 s"),
            new Fact("Instruments", "500, all fresh"),
            new Fact("Rows", "40 310 accepted, none in quarantine"),
            new Fact("Run", "20261121T040000Z-7f3a")));
  }

  static Message test() {
    Message message =
        of(
            Kind.TEST,
            Severity.INFO,
            "messages of DATAFLOW-SENTINEL arrive",
            List.of(),
            List.of(new Fact("Channel", "ops-mail"), new Fact("Asked for by", "alice")));
    return new Message(
        message.id(),
        message.thread(),
        message.kind(),
        message.severity(),
        message.title(),
        "staging",
        message.entries(),
        message.facts(),
        message.at());
  }

  /** All texts of a message are this one. */
  public static Message hostile(String text) {
    Entry entry =
        new Entry(
            "12",
            false,
            Severity.CRITICAL,
            text,
            FRIDAY_NIGHT,
            text,
            text,
            text,
            Optional.of(text),
            List.of(text, text),
            Optional.empty(),
            text,
            Optional.of(URI.create("https://example.com/runbooks/late_bars?a=1&b=(2)")),
            Map.of(),
            FRIDAY_NIGHT);
    return new Message(
        "12-1",
        "incident-12",
        Kind.FIRING,
        Severity.CRITICAL,
        text,
        text,
        List.of(entry),
        List.of(new Fact(text, text)),
        TOLD);
  }

  private static Message of(
      Kind kind, Severity severity, String title, List<Entry> entries, List<Fact> facts) {
    String thread = entries.isEmpty() ? "run-7" : "incident-12";
    String id = thread + "." + (kind.ordinal() + 1);
    return new Message(id, thread, kind, severity, title, "production", entries, facts, TOLD);
  }

  private static Message at(Message message, Instant at) {
    return new Message(
        message.id(),
        message.thread(),
        message.kind(),
        message.severity(),
        message.title(),
        message.environment(),
        message.entries(),
        message.facts(),
        at);
  }

  private static Entry outage() {
    List<String> members = new ArrayList<>(List.of("AAPL", "ABBV", "ABT", "ACN", "ADBE"));
    for (int i = members.size(); i < 498; i++) {
      members.add("SYM" + i);
    }
    return entry("12", false, Severity.CRITICAL, MISSING, "498 of 500 instruments", members);
  }

  private static Entry with(Entry entry, Optional<String> change, Optional<Duration> lasted) {
    return new Entry(
        entry.incident(),
        entry.resolved() || lasted.isPresent(),
        entry.severity(),
        entry.title(),
        entry.since(),
        entry.expected(),
        entry.scope(),
        entry.cause(),
        change,
        entry.members(),
        lasted,
        entry.command(),
        entry.link(),
        entry.labels(),
        lasted.map(FRIDAY_NIGHT::plus).orElse(entry.endsAt()));
  }

  private static Entry entry(
      String id,
      boolean resolved,
      Severity severity,
      String title,
      String scope,
      List<String> members) {
    String dataset = title.substring(0, title.indexOf(':'));
    return new Entry(
        id,
        resolved,
        severity,
        title,
        FRIDAY_NIGHT,
        dataset.startsWith("silver")
            ? "high is never below low"
            : "bars of Fri 2026-11-20 by Sat 2026-11-21 04:30 UTC",
        scope,
        dataset.startsWith("silver")
            ? "the vendor sent high and low the wrong way round"
            : "the source yahoo answers HTTP 503 since Fri 2026-11-20 22:10 UTC",
        Optional.empty(),
        members,
        Optional.empty(),
        "sentinel incidents show " + id,
        severity == Severity.CRITICAL
            ? Optional.of(URI.create("https://example.com/runbooks/late-bars"))
            : Optional.empty(),
        Map.of("dataset", dataset, "cause", "late"),
        FRIDAY_NIGHT.plus(Duration.ofHours(6)));
  }
}
