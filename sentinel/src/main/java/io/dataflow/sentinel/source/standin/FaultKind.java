package io.dataflow.sentinel.source.standin;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The kinds of fault a file may name, in lower case with {@code -} for {@code _}. */
enum FaultKind {
  DELAY("time: PT2S", "the answer comes late", v -> v.duration("time").map(ReplyFault.Delay::new)),
  STATUS(
      "status: 429 [body: FILE | text: TEXT] [content-type: TYPE]",
      "another status, with its usual body or this one",
      FaultValues::status),
  BODY(
      "body: FILE [status: 200] [content-type: TYPE]",
      "the body of a file beside the fault file, such as a recorded error",
      FaultValues::recorded),
  HTML_PAGE(
      "[status: 200]",
      "a web page instead of data",
      v -> Optional.of(new ReplyFault.HtmlPage(v.code(200)))),
  UNKNOWN_SYMBOL("", "the symbol does not exist", v -> Optional.of(new ReplyFault.UnknownSymbol())),
  EMPTY_BODY("", "status 200 and nothing else", v -> Optional.of(new ReplyFault.EmptyBody())),
  DEEPLY_NESTED(
      "[depth: 100000]",
      "JSON of nothing but brackets",
      v -> Optional.of(new ReplyFault.DeeplyNested(v.count("depth").orElse(100_000)))),
  TRUNCATED_BODY(
      "[bytes: 500]",
      "the body ends early, at half of it if not said",
      v -> Optional.of(new ReplyFault.TruncatedBody(v.count("bytes")))),
  HUGE(
      "[bytes: 104857600]",
      "blanks follow the body up to this size",
      v -> Optional.of(new ReplyFault.Huge(v.count("bytes").orElse(104_857_600)))),
  CONNECTION_RESET(
      "[after: 0]",
      "the connection breaks, after these bytes of the body",
      v -> Optional.of(new ReplyFault.ConnectionReset(v.count("after").orElse(0)))),
  REDIRECT(
      "location: https://consent.example/",
      "the client is sent elsewhere",
      v -> v.line("location").map(ReplyFault.Redirect::new)),
  STOPPED_FEED(
      "after: 2026-03-05",
      "no session after this one ever comes",
      v -> v.date("after").map(ChartFault.StoppedFeed::new)),
  MISSING_SESSION(
      "date: 2026-03-06", "one session is left out", onDate(ChartFault.MissingSession::new)),
  NULL_BAR("date: 2026-03-06", "a row without values", onDate(ChartFault.NullBar::new)),
  HIGH_BELOW_LOW(
      "date: 2026-03-06", "high and low change places", onDate(ChartFault.HighBelowLow::new)),
  WRONG_UNIT(
      "since: 2026-03-06 [factor: 100]",
      "prices in another unit from a session on",
      FaultKind::wrongUnit),
  REPEATED_BAR(
      "date: 2026-03-06",
      "a session shows the bar of the one before",
      onDate(ChartFault.RepeatedBar::new)),
  DUPLICATE_BAR("date: 2026-03-06", "a session comes twice", onDate(ChartFault.DuplicateBar::new)),
  FUTURE_BAR(
      "[at: 2026-04-01T00:00:00Z]",
      "a last row from the future, a week ahead if not said",
      v -> Optional.of(new ChartFault.FutureBar(v.instant("at")))),
  UNEQUAL_ARRAYS(
      "[field: close]",
      "one column is a value short",
      v -> Optional.of(new ChartFault.UnequalArrays(v.column().orElse("close")))),
  WRONG_VALUE(
      "date: 2026-03-06 field: close value: NaN",
      "one value is another number, NaN or Infinity",
      FaultKind::wrongValue),
  OUT_OF_ORDER("", "rows come newest first", v -> Optional.of(new ChartFault.OutOfOrder())),
  NO_DATA("", "a good answer without bars", v -> Optional.of(new ChartFault.NoData())),
  WRONG_META("field: currency value: GBp", "meta says something else", FaultKind::wrongMeta);

  private final String example;
  private final String meaning;
  private final Function<FaultValues, Optional<? extends Fault>> reading;

  FaultKind(
      String example, String meaning, Function<FaultValues, Optional<? extends Fault>> reading) {
    this.example = example;
    this.meaning = meaning;
    this.reading = reading;
  }

  /** Reads the values of this kind; what is missing or wrong is reported. */
  Optional<? extends Fault> read(FaultValues source) {
    return reading.apply(source);
  }

  /** The kind as a file writes it. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** An example of its values; those in brackets may be left out. */
  String example() {
    return example;
  }

  /** What it does, for a person. */
  String meaning() {
    return meaning;
  }

  private static Function<FaultValues, Optional<? extends Fault>> onDate(
      Function<LocalDate, Fault> fault) {
    return values -> values.date("date").map(fault);
  }

  private static Optional<Fault> wrongUnit(FaultValues values) {
    double factor = values.factor(100);
    return values.date("since").map(since -> new ChartFault.WrongUnit(since, factor));
  }

  private static Optional<Fault> wrongValue(FaultValues values) {
    Optional<LocalDate> date = values.date("date");
    Optional<String> column = values.needed("field", values.column());
    Optional<String> value = values.needed("value", values.price());
    return date.flatMap(
        d -> column.flatMap(c -> value.map(v -> new ChartFault.WrongValue(d, c, v))));
  }

  private static Optional<Fault> wrongMeta(FaultValues values) {
    Optional<String> field = values.line("field");
    Optional<String> value = values.line("value");
    return field.flatMap(f -> value.map(v -> new ChartFault.WrongMeta(f, v)));
  }
}
