-- gold.latest_bars: the last row of gold.daily_metrics for each symbol.
--
-- reads  built     the rows of gold.daily_metrics that were just built
--        earlier   this table as it was; kept for symbols without a row in those years
WITH ranked AS (
  SELECT
    symbol, session, close, average_close_7, average_close_30, volume,
    ROW_NUMBER() OVER (PARTITION BY symbol ORDER BY session DESC NULLS LAST) AS place
  FROM built
)
SELECT
  symbol, session AS latest_session, close AS latest_close, average_close_7, average_close_30,
  volume AS latest_volume
FROM ranked
WHERE place = 1
UNION ALL
SELECT
  e.symbol, e.latest_session, e.latest_close, e.average_close_7, e.average_close_30,
  e.latest_volume
FROM earlier AS e
LEFT JOIN (SELECT DISTINCT symbol FROM built) AS b ON b.symbol = e.symbol
CROSS JOIN first_day AS f
WHERE b.symbol IS NULL AND e.latest_session < f.first_session
