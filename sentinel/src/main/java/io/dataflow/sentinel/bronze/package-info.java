/**
 * Lands answers untouched and append-only.
 *
 * <p>In: answers. Out: content-addressed files and receipts that give their order. Nothing is ever
 * changed or removed here; silver can be made again from bronze alone.
 */
package io.dataflow.sentinel.bronze;
