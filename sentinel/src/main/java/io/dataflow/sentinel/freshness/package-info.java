/**
 * Says for each session whether what should be there is there.
 *
 * <p>In: calendars, written expectations, looks, what silver and quarantine hold, an instant. Out:
 * a state per session, a verdict per instrument, {@code freshness.json}. Pure: never asks a source,
 * never reads a clock, never writes the ledger.
 */
package io.dataflow.sentinel.freshness;
