/**
 * Replays history under a given clock for any set of freshness rules, side by side.
 *
 * <p>In: a calendar, the bars that came, a schedule of checks, rules. Out: how often each rule was
 * wrong about a feed that lost nothing, which lost sessions it missed, and how long it took. Never
 * asks for the time, never writes, and judges sessions by the freshness package alone.
 */
package io.dataflow.sentinel.backtest;
