/**
 * Builds the analytics tables, one SQL file a table, and the file existing readers use.
 *
 * <p>In: settled bars of silver. Out: the gold layer. Only the years whose bars changed, and those
 * after them, are built again; running values are carried over from the year before.
 */
package io.dataflow.sentinel.gold;
