/**
 * Tells a server elsewhere that a run began and how it ended, so that it can tell people when
 * nothing comes any more.
 *
 * <p>In: the server's address and what became of the run. Out: what could not be sent, in words.
 * Never holds a run longer than its bound, never throws for the other side, never says the address.
 */
package io.dataflow.sentinel.heartbeat;
