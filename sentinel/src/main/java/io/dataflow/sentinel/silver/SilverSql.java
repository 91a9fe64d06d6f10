package io.dataflow.sentinel.silver;

import static io.dataflow.sentinel.engine.Column.optional;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Column.Type;
import java.util.List;

/** The statements of a promotion, in the order they run. */
final class SilverSql {
  static final List<Column> FIRSTS =
      List.of(
          optional(1, "symbol", Type.TEXT),
          optional(2, "since", Type.DATE),
          optional(3, "session", Type.DATE));

  static final String LAST_BARS =
      """
      SELECT symbol, open, high, low, close, COALESCE(volume, 0)
      FROM (
        SELECT b.*, ROW_NUMBER() OVER (
            PARTITION BY b.symbol ORDER BY b.session DESC NULLS LAST) AS place
        FROM recent AS b
        JOIN firsts AS f ON f.symbol = b.symbol
        WHERE b.session >= f.since AND b.session < f.session AND b.state = 'final'
      ) AS ranked
      WHERE place = 1
      """;

  /** Each symbol's sources in their order, as its answer in this batch was asked for. */
  static final List<Column> RANKS =
      List.of(
          optional(1, "symbol", Type.TEXT),
          optional(2, "source", Type.TEXT),
          optional(3, "place", Type.BIGINT));

  /** Actions the lake does not know yet. */
  static final String FRESH_ACTIONS =
      """
      SELECT a.*
      FROM actions AS a
      LEFT JOIN known_actions AS k
        ON k.symbol = a.symbol AND k.ex_date = a.ex_date AND k.type = a.type
        AND ABS(k.value - a.value) <= 1E-9 * ABS(k.value)
      WHERE k.symbol IS NULL
      """;

  /**
   * Each accepted bar beside the one silver has, and what that means. Float jitter of 1e-6 is no
   * change, and an answer without adjusted closes says nothing of them. A settled bar is never
   * replaced by one that has not settled, nor a bar of an instrument's own source by a fall-back's,
   * nor any by an imported one, but for a bar that had not settled. A volume read within days of
   * its session was not the last one, however much later the correction is seen; recorded
   * corrections are below 0.5 %, so a tenth is no correction any more.
   */
  static final String CHANGES =
      """
      WITH accepted AS (
        SELECT * FROM judged WHERE broken = ''
      ),
      pairs AS (
        SELECT a.*,
          c.symbol IS NOT NULL AS known,
          c.open AS old_open, c.high AS old_high, c.low AS old_low, c.close AS old_close,
          c.adjclose AS old_adjclose, c.volume AS old_volume, c.currency AS old_currency,
          c.state AS old_state, c.known_at AS old_known_at, c.vintage AS old_vintage,
          c.source AS old_source,
          COALESCE(m.place, CASE WHEN a.source = 'import' THEN 99 ELSE 50 END) AS place,
          COALESCE(o.place, CASE WHEN c.source = 'import' THEN 99 ELSE 50 END) AS old_place,
          ABS(a.open - c.open) <= 1E-6 * ABS(c.open)
            AND ABS(a.high - c.high) <= 1E-6 * ABS(c.high)
            AND ABS(a.low - c.low) <= 1E-6 * ABS(c.low)
            AND ABS(a.close - c.close) <= 1E-6 * ABS(c.close) AS same_prices,
          a.volume IS NOT DISTINCT FROM c.volume AS same_volume,
          a.adjclose IS NULL
            OR a.adjclose IS NOT DISTINCT FROM c.adjclose
            OR ABS(a.adjclose - c.adjclose) <= 1E-6 * ABS(c.adjclose) AS same_adjclose,
          COALESCE((
            SELECT EXP(SUM(LN(s.value)))
            FROM fresh_actions AS s
            WHERE s.symbol = a.symbol AND s.type = 'split' AND s.ex_date > a.session
          ), 1E0) AS split_ratio
        FROM accepted AS a
        LEFT JOIN current_bars AS c
          ON c.symbol = a.symbol AND c.interval = a.interval AND c.session = a.session
        LEFT JOIN source_places AS m ON m.symbol = a.symbol AND m.source = a.source
        LEFT JOIN source_places AS o ON o.symbol = c.symbol AND o.source = c.source
      )
      SELECT *,
        CASE
          WHEN NOT known THEN 'new'
          WHEN known_at < old_known_at THEN 'older'
          WHEN old_state = 'final' AND state = 'provisional' THEN 'ignored'
          WHEN place > old_place AND (old_state = 'final' OR state = 'provisional') THEN 'ignored'
          WHEN source <> old_source THEN 'source'
          WHEN same_prices AND same_volume AND COALESCE(same_adjclose, FALSE)
            AND state = old_state THEN 'same'
          WHEN old_state = 'provisional' AND state = 'final' THEN 'settled'
          WHEN old_state = 'provisional' THEN 'updated'
          WHEN same_prices AND same_volume THEN 'adjusted'
          WHEN same_prices AND CAST(old_known_at AS DATE) <= session + INTERVAL '5' DAY
            AND ABS(volume - old_volume) <= 1E-1 * old_volume
            THEN 'volume'
          WHEN split_ratio <> 1E0 AND ABS(close * split_ratio - old_close) <= 1E-3 * old_close
            THEN 'split'
          WHEN source = 'import' THEN 'source'
          ELSE 'unexplained'
        END AS change
      FROM pairs
      """;

  /**
   * Bars that broke a rule; new when quarantine does not hold the same one for the same reasons.
   */
  static final String REFUSED =
      """
      SELECT j.symbol, j.interval, j.session, j.source, j.stamp, j.open, j.high, j.low, j.close,
        j.adjclose, j.volume, j.broken, j.known_at, j.vintage,
        q.symbol IS NULL AS is_new
      FROM judged AS j
      LEFT JOIN (
        SELECT DISTINCT symbol, interval, session, open, high, low, close, volume, broken
        FROM known_refusals
      ) AS q
        ON q.symbol = j.symbol AND q.interval = j.interval
        AND q.session IS NOT DISTINCT FROM j.session
        AND q.open IS NOT DISTINCT FROM j.open AND q.high IS NOT DISTINCT FROM j.high
        AND q.low IS NOT DISTINCT FROM j.low AND q.close IS NOT DISTINCT FROM j.close
        AND q.volume IS NOT DISTINCT FROM j.volume AND q.broken = j.broken
      WHERE j.broken <> ''
      """;

  /** New corporate actions, and one row for each symbol whose old adjusted closes moved. */
  static final String NEW_ACTIONS =
      """
      SELECT symbol, ex_date, type, value, currency, source, known_at, vintage
      FROM fresh_actions
      UNION ALL
      SELECT symbol, CAST(MAX(known_at) AS DATE) AS ex_date, 'adjustment' AS type,
        MEDIAN(adjclose / old_adjclose) AS value, CAST(NULL AS VARCHAR) AS currency,
        MAX(source) AS source, MAX(known_at) AS known_at, MAX(vintage) AS vintage
      FROM changes
      WHERE change = 'adjusted' AND adjclose IS NOT NULL AND old_adjclose IS NOT NULL
      GROUP BY symbol
      """;

  /** The versions that other ones replace. */
  static final String SUPERSEDED =
      """
      SELECT symbol, interval, session, old_source AS source, old_open AS open, old_high AS high,
        old_low AS low, old_close AS close, old_adjclose AS adjclose, old_volume AS volume,
        old_currency AS currency, old_state AS state, old_known_at AS known_from,
        known_at AS known_to, change AS cause, old_vintage AS vintage
      FROM changes
      WHERE change IN ('settled', 'updated', 'volume', 'split', 'source', 'unexplained')
      """;

  static final String CHANGED_YEARS =
      """
      SELECT DISTINCT CAST(EXTRACT(YEAR FROM session) AS INTEGER)
      FROM changes
      WHERE change NOT IN ('same', 'older', 'ignored')
      """;

  /** The complete new content of the years a batch touches. */
  static final String NEW_CONTENT =
      """
      SELECT symbol, interval, session, source, open, high, low, close, adjclose, volume, currency,
        state, known_at, vintage
      FROM changes
      WHERE change IN ('new', 'settled', 'updated', 'volume', 'split', 'source', 'unexplained')
      UNION ALL
      SELECT c.symbol, c.interval, c.session, c.source, c.open, c.high, c.low, c.close,
        CASE WHEN n.change = 'adjusted' THEN n.adjclose ELSE c.adjclose END AS adjclose,
        c.volume, c.currency, c.state, c.known_at, c.vintage
      FROM current_bars AS c
      LEFT JOIN changes AS n
        ON n.symbol = c.symbol AND n.interval = c.interval AND n.session = c.session
      WHERE n.symbol IS NULL OR n.change IN ('same', 'older', 'ignored', 'adjusted')
      """;

  static final String COUNTS =
      """
      SELECT symbol, change, COUNT(*) FROM changes GROUP BY symbol, change
      UNION ALL
      SELECT symbol, 'refused', COUNT(*) FROM judged WHERE broken <> '' GROUP BY symbol
      UNION ALL
      SELECT symbol, 'warned', COUNT(*) FROM judged WHERE broken = '' AND warned <> ''
      GROUP BY symbol
      ORDER BY 1, 2
      """;

  static final String WARNED =
      """
      SELECT symbol, warned, COUNT(*) FROM judged WHERE broken = '' AND warned <> ''
      GROUP BY symbol, warned
      ORDER BY 1, 2
      """;

  static final String UNEXPLAINED =
      """
      SELECT symbol, session,
        CONCAT('close ', CAST(old_close AS VARCHAR), ' -> ', CAST(close AS VARCHAR),
          ', volume ', COALESCE(CAST(old_volume AS VARCHAR), 'none'),
          ' -> ', COALESCE(CAST(volume AS VARCHAR), 'none'))
      FROM changes
      WHERE change = 'unexplained'
      ORDER BY symbol, session
      """;

  private SilverSql() {}
}
