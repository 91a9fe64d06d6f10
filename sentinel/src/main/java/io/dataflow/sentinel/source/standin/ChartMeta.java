package io.dataflow.sentinel.source.standin;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The {@code meta} object of a generated answer.
 *
 * @param request what was asked
 * @param state what is known
 * @param before the bar before the first one of the answer
 */
record ChartMeta(ChartRequest request, ChartState state, Optional<Bar> before) {
  /** How long before the open extended trading begins. */
  static final long PRE_SECONDS = 19_800;

  private static final long POST_SECONDS = 14_400;
  private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("zzz", Locale.US);
  private static final String[] RANGES = {
    "1d", "5d", "1mo", "3mo", "6mo", "1y", "2y", "5y", "10y", "ytd", "max"
  };

  void write(JsonGenerator json) throws IOException {
    Venue venue = state.venue();
    json.writeObjectFieldStart("meta");
    json.writeStringField("currency", "USD");
    json.writeStringField("symbol", state.symbol().value());
    json.writeStringField("exchangeName", venue.exchange());
    json.writeStringField("fullExchangeName", venue.exchangeInFull());
    json.writeStringField("instrumentType", venue.type(state.symbol()));
    json.writeNumberField("firstTradeDate", state.firstTrade());
    json.writeNumberField("regularMarketTime", state.lastTrade());
    json.writeBooleanField("hasPrePostMarketData", venue.hasPrePost());
    zone(json, state.now());
    json.writeStringField("exchangeTimezoneName", venue.zone().getId());
    prices(json);
    json.writeStringField("longName", state.name());
    json.writeStringField("shortName", state.name());
    if (before.isPresent()) {
      price(json, "chartPreviousClose", before.get().close());
    }
    json.writeNumberField("priceHint", 2);
    tradingPeriod(json);
    json.writeStringField("dataGranularity", "1d");
    json.writeStringField("range", request.range().orElse(""));
    json.writeArrayFieldStart("validRanges");
    for (String range : RANGES) {
      json.writeString(range);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private ZonedDateTime zone(JsonGenerator json, Instant at) throws IOException {
    ZonedDateTime there = at.atZone(state.venue().zone());
    json.writeNumberField("gmtoffset", there.getOffset().getTotalSeconds());
    json.writeStringField("timezone", ZONE.format(there));
    return there;
  }

  private void prices(JsonGenerator json) throws IOException {
    List<Bar> bars = state.bars();
    if (bars.isEmpty()) {
      return;
    }
    Bar last = bars.get(bars.size() - 1);
    long yearAgo = state.now().getEpochSecond() - 365L * 86_400;
    List<Bar> year = bars.stream().filter(bar -> bar.stamp() >= yearAgo).toList();
    price(json, "regularMarketPrice", last.close());
    price(json, "fiftyTwoWeekHigh", year.stream().mapToDouble(Bar::high).max().orElse(Double.NaN));
    price(json, "fiftyTwoWeekLow", year.stream().mapToDouble(Bar::low).min().orElse(Double.NaN));
    price(json, "regularMarketDayHigh", last.high());
    price(json, "regularMarketDayLow", last.low());
    if (!Double.isNaN(state.lastVolume())) {
      json.writeFieldName("regularMarketVolume");
      whole(json, state.lastVolume());
    }
  }

  /** A price as the vendor prints it in meta: the shortest decimal of the float32. */
  private static void price(JsonGenerator json, String name, double price) throws IOException {
    if (!Double.isNaN(price)) {
      float narrow = (float) price;
      boolean same = ChartWriter.widened(price) == narrow;
      json.writeNumberField(name, same ? Double.parseDouble(Float.toString(narrow)) : price);
    }
  }

  /** A number without a decimal point where it has no fraction. */
  static void whole(JsonGenerator json, double value) throws IOException {
    if (value == Math.rint(value) && Math.abs(value) < 1e18) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(value);
    }
  }

  private void tradingPeriod(JsonGenerator json) throws IOException {
    Instant open = state.current().open();
    Instant close = state.current().close();
    boolean extended = state.venue().hasPrePost();
    json.writeObjectFieldStart("currentTradingPeriod");
    period(json, "pre", open.minusSeconds(extended ? PRE_SECONDS : 0), open);
    period(json, "regular", open, close);
    period(json, "post", close, close.plusSeconds(extended ? POST_SECONDS : 0));
    json.writeEndObject();
  }

  private void period(JsonGenerator json, String name, Instant start, Instant end)
      throws IOException {
    json.writeObjectFieldStart(name);
    zone(json, start);
    json.writeNumberField("start", start.getEpochSecond());
    json.writeNumberField("end", end.getEpochSecond());
    json.writeEndObject();
  }
}
