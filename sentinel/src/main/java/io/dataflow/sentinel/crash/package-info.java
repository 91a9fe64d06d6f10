/**
 * Reports failures of the program itself to a server that speaks the protocol of Sentry.
 *
 * <p>In: what was thrown, and a few words of where. Out: one event, and what could not be sent, in
 * words. Never sends a name of a machine or person, nor anything by itself; never holds its caller
 * longer than its bound, never throws, never says the address.
 */
package io.dataflow.sentinel.crash;
