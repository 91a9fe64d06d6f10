/**
 * Reads bars from Parquet files.
 *
 * <p>In: a request and which columns hold what. Out: the instrument's rows of the range as a CSV
 * text, in the form source.csv reads. The files themselves are not copied: they may be large, and
 * hold other instruments.
 */
package io.dataflow.sentinel.source.parquet;
