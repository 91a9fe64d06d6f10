/**
 * The clockwork of {@code sentinel daemon}. Verdicts, a clock and what is to be done come in; when
 * each instrument is asked for next, and the order of the duties, go out. It never fetches, judges
 * or tells anything itself, and keeps nothing that a restart would miss.
 */
package io.dataflow.sentinel.daemon;
