/**
 * Reads bars from CSV files, on this machine or at an address.
 *
 * <p>In: a request, and how the files are written. Out: the files' bytes as they were, then
 * candidate bars. How an answer is to be read travels with it, so that it reads the same when the
 * settings have changed.
 */
package io.dataflow.sentinel.source.csv;
