package io.dataflow.sentinel.silver;

import static io.dataflow.sentinel.engine.Column.optional;
import static io.dataflow.sentinel.engine.Column.required;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Column.Type;
import io.dataflow.sentinel.lake.TableSpec;
import java.util.List;
import java.util.Optional;

/** The tables of the silver layer. Field ids are never reused. */
public final class SilverTables {
  /** The current view: one bar for each instrument, interval and session. */
  public static final TableSpec BARS =
      new TableSpec(
          "silver",
          "bars",
          List.of(
              required(1, "symbol", Type.TEXT),
              required(2, "interval", Type.TEXT),
              required(3, "session", Type.DATE),
              required(4, "source", Type.TEXT),
              required(5, "open", Type.DOUBLE),
              required(6, "high", Type.DOUBLE),
              required(7, "low", Type.DOUBLE),
              required(8, "close", Type.DOUBLE),
              optional(9, "adjclose", Type.DOUBLE),
              optional(10, "volume", Type.BIGINT),
              optional(11, "currency", Type.TEXT),
              required(12, "state", Type.TEXT),
              required(13, "known_at", Type.TIMESTAMP),
              required(14, "vintage", Type.TEXT)),
          Optional.of("session"),
          List.of("symbol", "interval", "session"));

  /** Each version of a bar that another one replaced; rows are only ever added. */
  public static final TableSpec BAR_VERSIONS =
      new TableSpec(
          "silver",
          "bar_versions",
          List.of(
              required(1, "symbol", Type.TEXT),
              required(2, "interval", Type.TEXT),
              required(3, "session", Type.DATE),
              required(4, "source", Type.TEXT),
              required(5, "open", Type.DOUBLE),
              required(6, "high", Type.DOUBLE),
              required(7, "low", Type.DOUBLE),
              required(8, "close", Type.DOUBLE),
              optional(9, "adjclose", Type.DOUBLE),
              optional(10, "volume", Type.BIGINT),
              optional(11, "currency", Type.TEXT),
              required(12, "state", Type.TEXT),
              required(13, "known_from", Type.TIMESTAMP),
              required(14, "known_to", Type.TIMESTAMP),
              required(15, "cause", Type.TEXT),
              required(16, "vintage", Type.TEXT)),
          Optional.empty(),
          List.of("symbol", "interval", "session", "known_from"));

  /**
   * Dividends, splits and capital gains as the source tells them, and one {@code adjustment} for
   * each time it moved the adjusted closes of old sessions.
   */
  public static final TableSpec CORPORATE_ACTIONS =
      new TableSpec(
          "silver",
          "corporate_actions",
          List.of(
              required(1, "symbol", Type.TEXT),
              required(2, "ex_date", Type.DATE),
              required(3, "type", Type.TEXT),
              required(4, "value", Type.DOUBLE),
              optional(5, "currency", Type.TEXT),
              required(6, "source", Type.TEXT),
              required(7, "known_at", Type.TIMESTAMP),
              required(8, "vintage", Type.TEXT)),
          Optional.empty(),
          List.of("symbol", "ex_date", "type", "value", "known_at"));

  /** Bars that broke a rule, with every rule they broke. */
  public static final TableSpec QUARANTINE =
      new TableSpec(
          "silver",
          "quarantine",
          List.of(
              required(1, "symbol", Type.TEXT),
              required(2, "interval", Type.TEXT),
              optional(3, "session", Type.DATE),
              required(4, "source", Type.TEXT),
              required(5, "stamp", Type.BIGINT),
              optional(6, "open", Type.DOUBLE),
              optional(7, "high", Type.DOUBLE),
              optional(8, "low", Type.DOUBLE),
              optional(9, "close", Type.DOUBLE),
              optional(10, "adjclose", Type.DOUBLE),
              optional(11, "volume", Type.BIGINT),
              required(12, "broken", Type.TEXT),
              required(13, "known_at", Type.TIMESTAMP),
              required(14, "vintage", Type.TEXT)),
          Optional.empty(),
          List.of("symbol", "interval", "session", "stamp", "known_at"));

  /** All of them, the one that makes a batch complete last. */
  public static final List<TableSpec> ALL =
      List.of(QUARANTINE, CORPORATE_ACTIONS, BAR_VERSIONS, BARS);

  /** The candidates of a batch with the context their contract may name. */
  public static final List<Column> CANDIDATES =
      List.of(
          optional(1, "symbol", Type.TEXT),
          optional(2, "interval", Type.TEXT),
          optional(3, "session", Type.DATE),
          optional(4, "source", Type.TEXT),
          optional(5, "stamp", Type.BIGINT),
          optional(6, "open", Type.DOUBLE),
          optional(7, "high", Type.DOUBLE),
          optional(8, "low", Type.DOUBLE),
          optional(9, "close", Type.DOUBLE),
          optional(10, "adjclose", Type.DOUBLE),
          optional(11, "volume", Type.BIGINT),
          optional(12, "currency", Type.TEXT),
          optional(13, "state", Type.TEXT),
          optional(14, "known_at", Type.TIMESTAMP),
          optional(15, "vintage", Type.TEXT),
          optional(16, "instrument_type", Type.TEXT),
          optional(17, "session_kind", Type.TEXT),
          optional(18, "copies", Type.BIGINT),
          optional(19, "in_future", Type.BOOLEAN),
          optional(20, "repeats_previous", Type.BOOLEAN),
          optional(21, "reference_close", Type.DOUBLE));

  private SilverTables() {}
}
