/**
 * Keeps texts from outside harmless where they end up.
 *
 * <p>In: any text a vendor, a table or a person wrote. Out: the same text, but for what a database
 * or UTF-8 cannot hold, what steers a terminal, or what a spreadsheet would run. Never decides what
 * a text means.
 */
package io.dataflow.sentinel.text;
