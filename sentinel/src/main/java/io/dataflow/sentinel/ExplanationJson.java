package io.dataflow.sentinel;

import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Cause;
import io.dataflow.sentinel.freshness.Expectation;
import io.dataflow.sentinel.freshness.SessionVerdict;
import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.market.TradingCalendar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An explanation as JSON: the same steps as its text, in the same order. */
final class ExplanationJson {
  private ExplanationJson() {}

  static Map<String, Object> of(Explanation why) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("symbol", why.instrument().feed().instrument());
    json.put("interval", why.instrument().feed().interval().code());
    json.put("session", why.date().toString());
    json.put("as_of", why.asOf().toString());
    json.put("calendar", calendar(why));
    json.put("hours", why.session().map(ExplanationJson::hours).orElse(null));
    json.put("closure", why.closure().orElse(null));
    json.put("watched_since", text(why.watchedSince()));
    json.put("promises", promises(why));
    json.put("looks", looks(why));
    json.put("last_attempt", why.lastAttempt().map(ExplanationJson::attempt).orElse(null));
    json.put("bars", why.bars().stream().map(ExplanationJson::bar).toList());
    json.put("state", why.said().map(ExplanationJson::state).orElse(null));
    json.put("verdict", why.verdict().verdict().name());
    json.put("reason", why.verdict().reason());
    json.put("changes", changes(why));
    return json;
  }

  private static Map<String, Object> calendar(Explanation why) {
    TradingCalendar calendar = why.instrument().calendar().orElseThrow();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", calendar.name());
    json.put("version", calendar.version());
    json.put("zone", calendar.zone().toString());
    json.put("rule", why.instrument().calendarRule());
    return json;
  }

  private static Map<String, Object> hours(Session session) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("open", session.open().toString());
    json.put("close", session.close().toString());
    json.put("break_start", session.pause().map(p -> p.start().toString()).orElse(null));
    json.put("break_end", session.pause().map(p -> p.end().toString()).orElse(null));
    json.put("kind", session.kind().name().toLowerCase(Locale.ROOT));
    return json;
  }

  private static List<Map<String, Object>> promises(Explanation why) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int i = 0; i < why.promises().size(); i++) {
      Expectation promise = why.promises().get(i);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("written", i < why.written());
      json.put("recorded_at", promise.recordedAt().toString());
      json.put("close", promise.close().toString());
      json.put("lag", promise.lag().toString());
      json.put("grace", promise.grace().toString());
      json.put("deadline", promise.deadline().toString());
      json.put("settle", promise.arrival().settle().toString());
      json.put("judge", promise.arrival().judge().name().toLowerCase(Locale.ROOT));
      json.put("owed", promise.owed());
      json.put("calendar_version", promise.calendarVersion());
      json.put("reason", promise.reason());
      all.add(json);
    }
    return all;
  }

  private static List<Map<String, Object>> looks(Explanation why) {
    return why.looks().stream()
        .map(
            look ->
                Map.<String, Object>of(
                    "at",
                    look.at().toString(),
                    "seen",
                    look.seen().name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static Map<String, Object> attempt(Attempt attempt) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("at", attempt.at().toString());
    json.put("failure", attempt.failure().orElse(null));
    return json;
  }

  private static Map<String, Object> bar(BarHistory.Version bar) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("known_at", bar.knownAt().toString());
    json.put("state", bar.state());
    json.put("close", bar.close().isEmpty() ? null : bar.close());
    json.put("note", bar.note().isEmpty() ? null : bar.note());
    return json;
  }

  private static Map<String, Object> state(SessionVerdict session) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("state", session.state().name());
    json.put("cause", session.cause().map(Cause::words).orElse(null));
    json.put("bars", session.bars().map(Object::toString).orElse(null));
    json.put(
        "arrived_after",
        session.arrival().flatMap(a -> a.lastWithout()).map(Object::toString).orElse(null));
    json.put("arrived_by", session.arrival().map(a -> a.firstWith().toString()).orElse(null));
    json.put("observed", session.observed());
    json.put("reason", session.reason().orElse(null));
    return json;
  }

  private static List<Map<String, Object>> changes(Explanation why) {
    List<Map<String, Object>> all = new ArrayList<>();
    why.changes()
        .forEach(
            change -> {
              Map<String, Object> json = new LinkedHashMap<>();
              json.put("at", text(change.at()));
              json.put("what", change.what());
              all.add(json);
            });
    return all;
  }

  private static String text(Optional<?> value) {
    return value.map(Object::toString).orElse(null);
  }
}
