/**
 * Publishes the lake into a PostgreSQL that other programs read, and reads it back.
 *
 * <p>In: the tables of the lake, what the ledger says of runs. Out: tables of a schema, each
 * publication one transaction. Never changes a row that it did not write itself, but for the bar of
 * a symbol and date that the lake has too.
 */
package io.dataflow.sentinel.warehouse;
