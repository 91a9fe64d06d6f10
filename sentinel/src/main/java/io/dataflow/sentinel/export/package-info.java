/**
 * Says verdicts and sessions in the formats other tools read.
 *
 * <p>In: verdicts, calendars, what a run came to. Out: texts: CSV, iCalendar, Alertmanager's time
 * intervals, dbt's {@code sources.json}, Prometheus' text format. Pure: never judges, never reads a
 * clock, never writes a file.
 */
package io.dataflow.sentinel.export;
