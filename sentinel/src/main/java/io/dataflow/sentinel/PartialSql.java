package io.dataflow.sentinel;

/** What an answer for part of a history is compared by. */
final class PartialSql {
  /**
   * The newest settled session of each symbol that an answer tells otherwise, and what about it
   * differs. A fall-back's answer takes nothing over, so it is compared with bars of its own only.
   * A volume that was read within days of its session was not the last one: its correction says
   * nothing of older bars.
   */
  static final String CHANGED =
      """
      WITH pairs AS (
        SELECT t.symbol, t.session,
          t.source = h.source AS same_source,
          ABS(t.open - h.open) <= 1E-6 * ABS(h.open)
            AND ABS(t.high - h.high) <= 1E-6 * ABS(h.high)
            AND ABS(t.low - h.low) <= 1E-6 * ABS(h.low)
            AND ABS(t.close - h.close) <= 1E-6 * ABS(h.close) AS same_prices,
          COALESCE(
            t.volume IS NOT DISTINCT FROM h.volume
              OR t.volume IS NULL
              OR (CAST(h.known_at AS DATE) <= h.session + INTERVAL '5' DAY
                AND ABS(t.volume - h.volume) <= 1E-1 * h.volume), FALSE) AS usual_volume,
          COALESCE(
            t.adjclose IS NULL
              OR h.adjclose IS NULL
              OR ABS(t.adjclose - h.adjclose) <= 1E-6 * ABS(h.adjclose), FALSE) AS same_adjclose
        FROM told AS t
        JOIN held_bars AS h
          ON h.symbol = t.symbol AND h.interval = '1d' AND h.session = t.session
        WHERE h.state = 'final' AND t.retrieved_at >= h.known_at
          AND (t.source = h.source OR NOT t.fall_back)
      ),
      changed AS (
        SELECT symbol, session,
          CASE
            WHEN NOT same_source THEN 'source'
            WHEN same_prices AND usual_volume THEN 'adjusted'
            ELSE 'values'
          END AS what,
          ROW_NUMBER() OVER (PARTITION BY symbol ORDER BY session DESC NULLS LAST) AS place
        FROM pairs
        WHERE NOT (same_source AND same_prices AND usual_volume AND same_adjclose)
      )
      SELECT symbol, session, what
      FROM changed
      WHERE place = 1
      ORDER BY symbol
      """;

  private PartialSql() {}
}
