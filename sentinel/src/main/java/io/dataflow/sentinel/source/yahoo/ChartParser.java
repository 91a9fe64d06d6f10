package io.dataflow.sentinel.source.yahoo;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.json.JsonException;
import io.dataflow.sentinel.source.Answer;
import io.dataflow.sentinel.source.CorporateAction;
import io.dataflow.sentinel.source.Facts;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Outcome.Unavailable.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads an answer of the chart endpoint: by status first, then content type, then body. Pure.
 *
 * <p>A parser that begins with the body reports a rate limit as broken JSON.
 */
final class ChartParser {
  private static final Instant FIRST_INSTANT = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST_INSTANT = Instant.parse("9999-12-31T00:00:00Z");

  private ChartParser() {}

  static Outcome parse(Answer answer) {
    int status = answer.status();
    if (status == 429) {
      return new Outcome.Unavailable("HTTP 429 Too Many Requests", Kind.RATE_LIMITED);
    }
    if (status >= 500) {
      return new Outcome.Unavailable("HTTP " + status + ", an outage", Kind.PASSING);
    }
    if (status == 401 || status == 403) {
      return new Outcome.Unavailable("HTTP " + status + said(answer), Kind.LASTING);
    }
    if (status == 404 || status == 400 || status == 422) {
      return refusedRequest(answer);
    }
    if (status != 200) {
      return new Outcome.Unavailable("HTTP " + status + ", not an answer", Kind.LASTING);
    }
    return body(answer);
  }

  private static Outcome refusedRequest(Answer answer) {
    Optional<String> description = description(answer);
    if (answer.status() == 404) {
      return description.isPresent()
          ? new Outcome.Unknown("HTTP 404" + said(answer))
          : new Outcome.Unavailable("HTTP 404 without the endpoint's own error", Kind.LASTING);
    }
    if (description.filter(d -> d.startsWith("Data doesn't exist")).isPresent()) {
      return new Outcome.Empty(Optional.empty(), "HTTP 400" + said(answer));
    }
    return new Outcome.Unavailable("HTTP " + answer.status() + said(answer), Kind.LASTING);
  }

  private static String said(Answer answer) {
    return description(answer).map(d -> ": " + d).orElse("");
  }

  /** The description in the endpoint's error envelope. */
  private static Optional<String> description(Answer answer) {
    if (!answer.contentType().equals("application/json")) {
      return Optional.empty();
    }
    try {
      Optional<Map<?, ?>> root = ChartTree.map(Json.read(answer.body()));
      return root.flatMap(r -> ChartTree.map(r, "chart").or(() -> ChartTree.map(r, "finance")))
          .flatMap(c -> ChartTree.map(c, "error"))
          .flatMap(e -> ChartTree.text(e, "description"));
    } catch (JsonException e) {
      return Optional.of("a body that is no JSON");
    }
  }

  private static Outcome body(Answer answer) {
    String type = answer.contentType();
    if (!type.isEmpty() && !type.endsWith("json")) {
      return new Outcome.Unavailable("HTTP 200 with " + type + " instead of JSON", Kind.PASSING);
    }
    if (answer.body().length == 0) {
      return new Outcome.Unavailable("HTTP 200 with an empty body", Kind.PASSING);
    }
    try {
      Optional<Map<?, ?>> chart =
          ChartTree.map(Json.read(answer.body())).flatMap(r -> ChartTree.map(r, "chart"));
      Optional<Map<?, ?>> result = chart.flatMap(c -> ChartTree.first(c, "result"));
      if (result.isPresent()) {
        return result(answer, result.get());
      }
      return chart
          .flatMap(c -> ChartTree.map(c, "error"))
          .flatMap(e -> ChartTree.text(e, "description"))
          .<Outcome>map(d -> new Outcome.Unavailable("HTTP 200: " + d, Kind.LASTING))
          .orElse(new Outcome.Unavailable("HTTP 200 without a chart", Kind.PASSING));
    } catch (JsonException e) {
      return new Outcome.Unavailable("HTTP 200 with " + e.getMessage(), Kind.PASSING);
    }
  }

  private static Outcome result(Answer answer, Map<?, ?> result) {
    Map<?, ?> meta = ChartTree.map(result, "meta").orElse(Map.of());
    Optional<Facts> facts = facts(meta);
    String asked = answer.request().symbol().value();
    if (facts.isEmpty()) {
      return new Outcome.Refused("the answer does not say which symbol it is for");
    }
    if (!facts.get().symbol().equalsIgnoreCase(asked)) {
      return new Outcome.Refused(
          "the answer is for " + shown(facts.get().symbol()) + ", asked was " + asked);
    }
    String granularity = ChartTree.text(meta, "dataGranularity").orElse("");
    String wanted = answer.request().interval().code();
    if (!granularity.isEmpty() && !granularity.equals(wanted)) {
      return new Outcome.Refused(
          "the answer has " + shown(granularity) + " bars, asked was " + wanted);
    }
    List<?> stamps = ChartTree.list(result, "timestamp").orElse(List.of());
    if (stamps.isEmpty()) {
      return new Outcome.Empty(facts, emptyReason(facts.get()));
    }
    return new ChartRows(answer, facts.get(), result, stamps).read();
  }

  /** Vendor text for a message: printable, short. */
  static String shown(String text) {
    String cut = text.length() > 40 ? text.substring(0, 40) + "..." : text;
    return '"' + cut.replaceAll("[^\\x20-\\x7e]", "?") + '"';
  }

  private static String emptyReason(Facts facts) {
    return facts.exchange().filter("YHD"::equals).isPresent()
        ? "no bars, and the exchange code YHD of delisted symbols"
        : "no bars in this range";
  }

  private static Optional<Facts> facts(Map<?, ?> meta) {
    return ChartTree.text(meta, "symbol")
        .map(
            symbol ->
                new Facts(
                    symbol,
                    ChartTree.name(meta, "longName").or(() -> ChartTree.name(meta, "shortName")),
                    ChartTree.text(meta, "currency"),
                    ChartTree.text(meta, "exchangeName"),
                    ChartTree.text(meta, "instrumentType").map(t -> t.toUpperCase(Locale.ROOT)),
                    ChartTree.text(meta, "exchangeTimezoneName").flatMap(ChartParser::zone),
                    ChartTree.whole(meta, "firstTradeDate")
                        .flatMap(ChartParser::instant)
                        .map(at -> OptionalLong.of(at.getEpochSecond()))
                        .orElse(OptionalLong.empty()),
                    ChartTree.whole(meta, "regularMarketTime").flatMap(ChartParser::instant)));
  }

  private static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** An instant between the years 1 and 9999. */
  static Optional<Instant> instant(long seconds) {
    boolean sane =
        seconds >= FIRST_INSTANT.getEpochSecond() && seconds < LAST_INSTANT.getEpochSecond();
    return sane ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
  }

  /** Dividends, splits and capital gains, by the date inside: the keys are not reliable. */
  static List<CorporateAction> actions(Map<?, ?> result, ZoneId zone, List<String> notes) {
    List<CorporateAction> actions = new ArrayList<>();
    Map<?, ?> events = ChartTree.map(result, "events").orElse(Map.of());
    Map<String, CorporateAction.Type> kinds =
        Map.of(
            "dividends", CorporateAction.Type.DIVIDEND,
            "splits", CorporateAction.Type.SPLIT,
            "capitalGains", CorporateAction.Type.CAPITAL_GAIN);
    kinds.forEach(
        (key, type) ->
            ChartTree.map(events, key)
                .orElse(Map.of())
                .values()
                .forEach(
                    event ->
                        ChartTree.map(event)
                            .flatMap(e -> action(e, type, zone))
                            .ifPresentOrElse(
                                actions::add, () -> notes.add("an unreadable entry in " + key))));
    actions.sort(
        java.util.Comparator.comparing(CorporateAction::exDate)
            .thenComparing(CorporateAction::type)
            .thenComparing(CorporateAction::value));
    return actions;
  }

  private static Optional<CorporateAction> action(
      Map<?, ?> event, CorporateAction.Type type, ZoneId zone) {
    double value =
        type == CorporateAction.Type.SPLIT
            ? ChartTree.number(event.get("numerator")) / ChartTree.number(event.get("denominator"))
            : ChartTree.number(event.get("amount"));
    Optional<Instant> at = ChartTree.whole(event, "date").flatMap(ChartParser::instant);
    return at.filter(i -> Double.isFinite(value) && value > 0)
        .map(
            i ->
                new CorporateAction(
                    i.atZone(zone).toLocalDate(), type, value, ChartTree.text(event, "currency")));
  }
}
