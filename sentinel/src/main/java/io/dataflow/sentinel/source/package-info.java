/**
 * Fetches a payload for an instrument and a range, and parses it.
 *
 * <p>In: a request. Out: the bytes as received, then candidate bars, corporate actions and facts
 * about the instrument. Never judges a bar: that is the contract's work.
 */
package io.dataflow.sentinel.source;
