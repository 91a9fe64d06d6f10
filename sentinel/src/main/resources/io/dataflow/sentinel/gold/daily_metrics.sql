-- gold.daily_metrics: one row for each symbol and session with a settled daily bar.
--
-- reads  bars      settled bars of the years to build, and enough earlier ones for the windows
--        seeds     peak_close of each symbol at the end of the year before, where there is one
--        first_day the first session to build
-- daily_return      close / previous close - 1
-- volatility_30     sample standard deviation of the last 30 log returns, per session, not a year
-- drawdown          close / highest close so far - 1
-- Sums over windows depend on where an engine begins to add; rounding makes them the same.
WITH returns AS (
  SELECT
    symbol, session, close, volume,
    close / LAG(close) OVER w - 1E0 AS daily_return,
    LN(close / LAG(close) OVER w) AS log_return
  FROM bars
  WINDOW w AS (PARTITION BY symbol ORDER BY session NULLS FIRST)
),
windows AS (
  SELECT
    symbol, session, close, volume, daily_return,
    AVG(close) OVER (
      PARTITION BY symbol ORDER BY session NULLS FIRST
      ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS average_close_7,
    AVG(close) OVER (
      PARTITION BY symbol ORDER BY session NULLS FIRST
      ROWS BETWEEN 29 PRECEDING AND CURRENT ROW) AS average_close_30,
    STDDEV_SAMP(log_return) OVER (
      PARTITION BY symbol ORDER BY session NULLS FIRST
      ROWS BETWEEN 29 PRECEDING AND CURRENT ROW) AS volatility,
    COUNT(log_return) OVER (
      PARTITION BY symbol ORDER BY session NULLS FIRST
      ROWS BETWEEN 29 PRECEDING AND CURRENT ROW) AS returns_30
  FROM returns
),
built AS (
  SELECT w.*
  FROM windows AS w
  CROSS JOIN first_day AS f
  WHERE w.session >= f.first_session
),
peaks AS (
  SELECT
    b.*,
    GREATEST(
      COALESCE(s.peak_close, b.close),
      MAX(b.close) OVER (
        PARTITION BY b.symbol ORDER BY b.session NULLS FIRST
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS peak_close
  FROM built AS b
  LEFT JOIN seeds AS s ON s.symbol = b.symbol
)
SELECT
  symbol, session, close, volume,
  ROUND(daily_return, 10) AS daily_return,
  ROUND(average_close_7, 8) AS average_close_7,
  ROUND(average_close_30, 8) AS average_close_30,
  CASE WHEN returns_30 = 30 THEN ROUND(volatility, 10) END AS volatility_30,
  peak_close,
  ROUND(close / peak_close - 1E0, 10) AS drawdown
FROM peaks
