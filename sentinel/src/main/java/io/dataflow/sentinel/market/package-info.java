/**
 * Instruments, intervals, exchanges, calendars and sessions: facts known before any data arrives.
 *
 * <p>In: symbols, exchange codes, calendar files. Out: {@link
 * io.dataflow.sentinel.market.TradingCalendar} and its sessions. Never reads data, never asks a
 * source, never looks at a clock.
 */
package io.dataflow.sentinel.market;
