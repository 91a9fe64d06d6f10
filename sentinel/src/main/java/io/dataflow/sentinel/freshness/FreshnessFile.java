package io.dataflow.sentinel.freshness;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dataflow.sentinel.market.Interval;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The text of {@code freshness.json}: an entry a symbol and nothing else, because readers iterate
 * the top level; described by {@code docs/freshness.schema.json}.
 *
 * <p>Equal verdicts at an equal instant give equal bytes: no run id, no time of writing. A symbol's
 * own entry is that of its daily bars, or of its shortest interval when there are none; others
 * stand under {@code intervals}.
 */
public final class FreshnessFile {
  /** How many sessions an entry shows, newest last. */
  public static final int RECENT = 10;

  private final Instant asOf;
  private final boolean simulated;

  private FreshnessFile(Instant asOf, boolean simulated) {
    this.asOf = asOf;
    this.simulated = simulated;
  }

  /**
   * A feed's verdict and how its calendar was chosen.
   *
   * @param calendarRule the rule that chose the calendar, {@code symbol ends in -USD}
   */
  public record Entry(FeedVerdict verdict, String calendarRule) {
    public Entry {
      Objects.requireNonNull(verdict, "verdict");
      Objects.requireNonNull(calendarRule, "calendarRule");
    }
  }

  /** Real and simulated data look different in the file. */
  public enum Data {
    REAL,
    SIMULATED
  }

  /**
   * The whole file, ended by a line feed.
   *
   * @throws IllegalArgumentException when two verdicts speak of one symbol and interval
   */
  public static String text(List<Entry> entries, Instant asOf, Data data) {
    Map<String, TreeMap<Interval, Entry>> symbols = new TreeMap<>();
    for (Entry entry : entries) {
      Feed feed = entry.verdict().feed();
      Entry other =
          symbols
              .computeIfAbsent(feed.instrument(), s -> new TreeMap<>())
              .put(feed.interval(), entry);
      if (other != null) {
        throw new IllegalArgumentException(
            "two verdicts of " + feed.instrument() + " " + feed.interval());
      }
    }
    FreshnessFile file = new FreshnessFile(asOf, data == Data.SIMULATED);
    return JsonText.object(
        json -> {
          for (Map.Entry<String, TreeMap<Interval, Entry>> symbol : symbols.entrySet()) {
            json.writeObjectFieldStart(symbol.getKey());
            file.symbol(json, symbol.getValue());
            json.writeEndObject();
          }
        });
  }

  private void symbol(JsonGenerator json, TreeMap<Interval, Entry> intervals) throws IOException {
    Interval own = intervals.containsKey(Interval.DAY_1) ? Interval.DAY_1 : intervals.firstKey();
    entry(json, intervals.get(own));
    if (intervals.size() == 1) {
      return;
    }
    json.writeObjectFieldStart("intervals");
    for (Map.Entry<Interval, Entry> other : intervals.entrySet()) {
      if (other.getKey() != own) {
        json.writeObjectFieldStart(other.getKey().code());
        entry(json, other.getValue());
        json.writeEndObject();
      }
    }
    json.writeEndObject();
  }

  private void entry(JsonGenerator json, Entry entry) throws IOException {
    FeedVerdict verdict = entry.verdict();
    JsonText.iso(json, "last_date", verdict.lastHeld());
    daysStale(json, verdict.lastHeld());
    json.writeStringField("status", verdict.verdict().name());
    json.writeStringField("reason", verdict.reason());
    json.writeStringField("interval", verdict.feed().interval().code());
    JsonText.iso(json, "calendar", verdict.calendar());
    json.writeStringField("calendar_rule", entry.calendarRule());
    JsonText.iso(json, "expected_session", verdict.expected().map(Due::session));
    JsonText.iso(json, "deadline", verdict.expected().map(Due::deadline));
    JsonText.iso(json, "next_session", verdict.next().map(Due::session));
    JsonText.iso(json, "next_deadline", verdict.next().map(Due::deadline));
    JsonText.coverage(json, verdict.coverage());
    sessions(json, recent(verdict.sessions()));
    if (verdict.source().isPresent()) {
      json.writeStringField("source", verdict.source().get());
    }
    JsonText.strings(json, "warnings", verdict.warnings());
    if (simulated) {
      json.writeBooleanField("simulated", true);
    }
  }

  private void daysStale(JsonGenerator json, Optional<LocalDate> last) throws IOException {
    json.writeFieldName("days_stale");
    if (last.isEmpty()) {
      json.writeNull();
      return;
    }
    LocalDate today = asOf.atZone(ZoneOffset.UTC).toLocalDate();
    // an Asian or Globex session date can be a day ahead of the UTC date
    json.writeNumber(Math.max(0, ChronoUnit.DAYS.between(last.get(), today)));
  }

  private static List<SessionVerdict> recent(List<SessionVerdict> sessions) {
    return sessions.subList(Math.max(0, sessions.size() - RECENT), sessions.size());
  }

  private static void sessions(JsonGenerator json, List<SessionVerdict> sessions)
      throws IOException {
    json.writeArrayFieldStart("sessions");
    for (SessionVerdict session : sessions) {
      json.writeStartObject();
      json.writeStringField("session", session.session().toString());
      json.writeStringField("state", session.state().name());
      JsonText.iso(json, "deadline", session.deadline());
      JsonText.iso(json, "cause", session.cause().map(Cause::words));
      arrivedBetween(json, session.arrival());
      json.writeBooleanField("observed", session.observed());
      bars(json, session.bars());
      JsonText.iso(json, "reason", session.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Of an intraday session; a daily one has no such key. */
  private static void bars(JsonGenerator json, Optional<BarCount> bars) throws IOException {
    if (bars.isPresent()) {
      json.writeObjectFieldStart("bars");
      json.writeNumberField("there", bars.get().there());
      json.writeNumberField("scheduled", bars.get().scheduled());
      json.writeEndObject();
    }
  }

  private static void arrivedBetween(JsonGenerator json, Optional<Arrival> arrival)
      throws IOException {
    json.writeFieldName("arrived_between");
    if (arrival.isEmpty()) {
      json.writeNull();
      return;
    }
    Optional<Instant> without = arrival.get().lastWithout();
    json.writeStartArray();
    if (without.isPresent()) {
      json.writeString(without.get().toString());
    } else {
      json.writeNull();
    }
    json.writeString(arrival.get().firstWith().toString());
    json.writeEndArray();
  }
}
