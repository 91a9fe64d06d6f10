/**
 * Decides who is told what of which incidents, and when.
 *
 * <p>In: the incidents there are, the conversations about them, whom the routes address. Out:
 * messages for the outbox, one for each channel of a receiver, and the conversations as they go on.
 * Sends nothing itself, reads no clock and no file, and never changes an incident.
 */
package io.dataflow.sentinel.notify;
