/**
 * Promotes what passed, quarantines the rest with its reasons, and classifies what changed.
 *
 * <p>In: parsed vintages and a contract. Out: the tables of the silver layer, each committed
 * atomically, and counts of what became of each bar. The same vintages in the same order give the
 * same tables, so silver can be made again from bronze.
 */
package io.dataflow.sentinel.silver;
