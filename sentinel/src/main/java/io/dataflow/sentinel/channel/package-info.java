/**
 * Sends messages to people and to other systems: one class a channel.
 *
 * <p>In: a message, and what the channel gave back for the first one of the same thread. Out:
 * whether it was taken, is worth another try, or will never be taken. Decides neither who hears nor
 * when, keeps nothing, and never says an address or a secret.
 */
package io.dataflow.sentinel.channel;
