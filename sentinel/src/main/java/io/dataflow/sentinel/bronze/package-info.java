/**
 * Lands answers untouched and append-only.
 *
 * <p>In: answers. Out: content-addressed files and receipts that give their order. Nothing is ever
 * changed here, and only what contributed nothing is removed, by maintenance that is told to and
 * with a note of its own; silver can be made again from bronze alone.
 */
package io.dataflow.sentinel.bronze;
