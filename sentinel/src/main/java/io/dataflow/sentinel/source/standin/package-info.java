/**
 * A server that speaks the vendor's chart protocol on loopback, to develop and rehearse against.
 *
 * <p>In: recorded answers, plain histories or a seed, a clock, and a file of faults. Out: answers
 * as the vendor gives them at that moment. Never asks a real source, never listens on another
 * address than 127.0.0.1, and never runs by itself in place of a source.
 */
package io.dataflow.sentinel.source.standin;
