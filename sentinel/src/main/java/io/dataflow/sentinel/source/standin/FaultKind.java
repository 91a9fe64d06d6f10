package io.dataflow.sentinel.source.standin;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

/** The kinds of fault a file may name, in lower case with {@code -} for {@code _}. */
enum FaultKind {
  DELAY(v -> v.duration("time").map(ReplyFault.Delay::new)),
  STATUS(FaultValues::status),
  BODY(FaultValues::recorded),
  HTML_PAGE(v -> Optional.of(new ReplyFault.HtmlPage(v.code(200)))),
  UNKNOWN_SYMBOL(v -> Optional.of(new ReplyFault.UnknownSymbol())),
  EMPTY_BODY(v -> Optional.of(new ReplyFault.EmptyBody())),
  DEEPLY_NESTED(v -> Optional.of(new ReplyFault.DeeplyNested(v.count("depth").orElse(100_000)))),
  TRUNCATED_BODY(v -> Optional.of(new ReplyFault.TruncatedBody(v.count("bytes")))),
  HUGE(v -> Optional.of(new ReplyFault.Huge(v.count("bytes").orElse(100 * 1024 * 1024)))),
  CONNECTION_RESET(v -> Optional.of(new ReplyFault.ConnectionReset(v.count("after").orElse(0)))),
  REDIRECT(v -> v.line("location").map(ReplyFault.Redirect::new)),
  STOPPED_FEED(v -> v.date("after").map(ChartFault.StoppedFeed::new)),
  MISSING_SESSION(onDate(ChartFault.MissingSession::new)),
  NULL_BAR(onDate(ChartFault.NullBar::new)),
  HIGH_BELOW_LOW(onDate(ChartFault.HighBelowLow::new)),
  WRONG_UNIT(FaultKind::wrongUnit),
  REPEATED_BAR(onDate(ChartFault.RepeatedBar::new)),
  DUPLICATE_BAR(onDate(ChartFault.DuplicateBar::new)),
  FUTURE_BAR(v -> Optional.of(new ChartFault.FutureBar(v.instant("at")))),
  UNEQUAL_ARRAYS(v -> Optional.of(new ChartFault.UnequalArrays(v.column().orElse("close")))),
  WRONG_VALUE(FaultKind::wrongValue),
  OUT_OF_ORDER(v -> Optional.of(new ChartFault.OutOfOrder())),
  NO_DATA(v -> Optional.of(new ChartFault.NoData())),
  WRONG_META(FaultKind::wrongMeta);

  private final Function<FaultValues, Optional<? extends Fault>> reading;

  FaultKind(Function<FaultValues, Optional<? extends Fault>> reading) {
    this.reading = reading;
  }

  /** Reads the values of this kind; what is missing or wrong is reported. */
  Optional<? extends Fault> read(FaultValues values) {
    return reading.apply(values);
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
