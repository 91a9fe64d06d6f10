/**
 * Remembers runs, batches, looks, expectations, verdicts and instrument facts in a database.
 *
 * <p>In: records of the stages, each with its instants. Out: the same records, to the microsecond.
 * Decides nothing: which look counts, what a verdict means and what to do about an open batch is
 * the caller's. Never reads a clock, and never writes outside the ledger's own database.
 */
package io.dataflow.sentinel.ledger;
