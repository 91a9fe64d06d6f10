package io.dataflow.sentinel.backtest;

/**
 * How a rule did in a replay.
 *
 * @param falseAlarms checks at which it called a table stale that lacked nothing but what was yet
 *     to come
 * @param falseAlarmEpisodes runs of such checks one after the other
 * @param oneSession each session dropped alone
 * @param stop each session and all after it dropped
 */
public record RuleResult(
    String rule, long falseAlarms, long falseAlarmEpisodes, Losses oneSession, Losses stop) {}
