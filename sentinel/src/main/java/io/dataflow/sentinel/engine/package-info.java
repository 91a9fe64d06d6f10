/**
 * Runs SQL over tables made of Parquet files, and stores the result of a query as one such file.
 *
 * <p>In: file names, rows, SQL that keeps to what every engine runs. Out: rows, files with their
 * column bounds. Knows no table format, no catalog and no market.
 */
package io.dataflow.sentinel.engine;
