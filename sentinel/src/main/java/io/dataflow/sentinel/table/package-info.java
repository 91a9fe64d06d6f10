/**
 * Reads which sessions the newest rows of a user's own table are of, or when their bars start:
 * Parquet files, CSV files, or a table or view of a PostgreSQL.
 *
 * <p>In: where it is, which columns say what, from which date on. Out: sessions or bars by
 * instrument, in one picture of the table. Never writes to it, judges nothing, remembers nothing.
 */
package io.dataflow.sentinel.table;
