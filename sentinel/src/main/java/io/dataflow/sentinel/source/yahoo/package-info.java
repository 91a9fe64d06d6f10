/**
 * The v8 chart endpoint of Yahoo Finance: its client and its parser.
 *
 * <p>In: a request. Out: an answer, then what it says. The protocol is not documented by its owner;
 * each oddity handled here was seen in recorded answers.
 */
package io.dataflow.sentinel.source.yahoo;
