/**
 * The tables of the lake: what they are called, their columns, their atomic commits.
 *
 * <p>In: queries over what the engine holds. Out: snapshots of Apache Iceberg tables whose Parquet
 * files any engine may read. Never decides what a row means.
 */
package io.dataflow.sentinel.lake;
