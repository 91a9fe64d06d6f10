/**
 * Declares what a bar must be, and evaluates it: rows in, broken rules out.
 *
 * <p>In: a contract file and a table of candidate bars in the engine. Out: for each bar the names
 * of the rules it broke. A rule is a value; nothing here decides what becomes of a bar.
 */
package io.dataflow.sentinel.contract;
