/**
 * Turns verdicts, failed checks and failed runs into incidents: one for each cause, opened once.
 *
 * <p>In: what one evaluation of the pipeline saw, and the incidents there are. Out: incidents
 * opened, changed and resolved, each with the reason. Resolves by evidence or by a person's word,
 * never because nothing was said. Reads no clock and no database, and tells nobody.
 */
package io.dataflow.sentinel.incident;
