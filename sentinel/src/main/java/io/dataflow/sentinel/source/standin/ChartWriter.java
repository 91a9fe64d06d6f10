package io.dataflow.sentinel.source.standin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Writes the chart document of a generated market for one request. */
final class ChartWriter {
  // Java 17 prints some doubles with a digit too many, later ones do not; this one never does
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private final ChartRequest request;
  private final ChartState state;
  private final List<Bar> bars;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
  private final JsonGenerator json;

  private ChartWriter(ChartRequest request, ChartState state, List<Bar> bars) throws IOException {
    this.request = request;
    this.state = state;
    this.bars = bars;
    this.json = JSON.createGenerator(bytes);
  }

  /** The answer to a well-formed request for daily bars. */
  static Answer answer(ChartRequest request, ChartState state) {
    Window window = ChartRules.window(request, state.now());
    if (request.hasPeriod() && window.to() <= state.firstTrade()) {
      return Answer.beforeListing(window);
    }
    try {
      List<Bar> bars = ChartSelection.of(request, state, window);
      return new Answer(200, Answer.JSON, new ChartWriter(request, state, bars).document());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
  }

  private byte[] document() throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("chart");
    json.writeArrayFieldStart("result");
    json.writeStartObject();
    new ChartMeta(request, state, before()).write(json);
    if (!bars.isEmpty() && !request.has("includeTimestamps", "false")) {
      long[] stamps = bars.stream().mapToLong(Bar::stamp).toArray();
      json.writeFieldName("timestamp");
      json.writeArray(stamps, 0, stamps.length);
    }
    events();
    indicators();
    json.writeEndObject();
    json.writeEndArray();
    json.writeNullField("error");
    json.writeEndObject();
    json.writeEndObject();
    json.close();
    return bytes.toByteArray();
  }

  /** The close before the first bar of the answer. */
  private Optional<Bar> before() {
    long first = bars.isEmpty() ? Long.MAX_VALUE : bars.get(0).stamp();
    Optional<Bar> before = Optional.empty();
    for (Bar bar : state.bars()) {
      if (bar.stamp() >= first) {
        break;
      }
      before = Optional.of(bar);
    }
    return before;
  }

  private void events() throws IOException {
    List<Action> dividends = wanted("div", Action.Dividend.class);
    List<Action> splits = wanted("split", Action.Split.class);
    if (dividends.isEmpty() && splits.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("events");
    event("dividends", dividends);
    event("splits", splits);
    json.writeEndObject();
  }

  private List<Action> wanted(String kind, Class<? extends Action> type) {
    if (bars.isEmpty() || !request.wantsEvent(kind)) {
      return List.of();
    }
    long first = bars.get(0).stamp();
    long last = bars.get(bars.size() - 1).stamp();
    return state.actions().stream()
        .filter(type::isInstance)
        .filter(action -> stamp(action) >= first && stamp(action) <= last)
        .toList();
  }

  private long stamp(Action action) {
    return state.venue().stamp(action.date()).getEpochSecond();
  }

  private void event(String name, List<Action> actions) throws IOException {
    if (actions.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart(name);
    for (Action action : actions) {
      json.writeObjectFieldStart(Long.toString(stamp(action)));
      json.writeNumberField("date", stamp(action));
      if (action instanceof Action.Dividend dividend) {
        json.writeNumberField("amount", dividend.amount());
      } else if (action instanceof Action.Split split) {
        json.writeNumberField("numerator", split.numerator());
        json.writeNumberField("denominator", split.denominator());
        json.writeStringField("splitRatio", split.numerator() + ":" + split.denominator());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void indicators() throws IOException {
    boolean closeOnly = request.has("indicators", "close");
    json.writeObjectFieldStart("indicators");
    json.writeArrayFieldStart("quote");
    json.writeStartObject();
    if (!bars.isEmpty()) {
      prices("close", Bar::close);
    }
    if (!bars.isEmpty() && !closeOnly) {
      prices("open", Bar::open);
      prices("high", Bar::high);
      prices("low", Bar::low);
      volumes();
    }
    json.writeEndObject();
    json.writeEndArray();
    if (!closeOnly && !request.has("includeAdjustedClose", "false")) {
      json.writeArrayFieldStart("adjclose");
      json.writeStartObject();
      if (!bars.isEmpty()) {
        prices("adjclose", Bar::adjclose);
      }
      json.writeEndObject();
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void prices(String name, ToDoubleFunction<Bar> value) throws IOException {
    json.writeArrayFieldStart(name);
    for (Bar bar : bars) {
      double price = value.applyAsDouble(bar);
      if (Double.isNaN(price)) {
        json.writeNull();
      } else {
        json.writeNumber(widened(price));
      }
    }
    json.writeEndArray();
  }

  /**
   * The vendor keeps float32 prices and prints them as doubles, 13.630000114440918 for 13.63; a
   * price with more digits than a float32 has is printed as it is.
   */
  static double widened(double price) {
    float narrow = (float) price;
    return narrow == price || Double.parseDouble(Float.toString(narrow)) == price ? narrow : price;
  }

  private void volumes() throws IOException {
    json.writeArrayFieldStart("volume");
    for (Bar bar : bars) {
      if (Double.isNaN(bar.volume())) {
        json.writeNull();
      } else {
        ChartMeta.whole(json, bar.volume());
      }
    }
    json.writeEndArray();
  }

  /** Start of the day's extended trading that an answer describes; used by range 1d. */
  static boolean preOpen(ChartState state) {
    Instant open = state.current().open();
    return state.venue().hasPrePost()
        && state.now().isBefore(open)
        && !state.now().isBefore(open.minusSeconds(ChartMeta.PRE_SECONDS));
  }
}
