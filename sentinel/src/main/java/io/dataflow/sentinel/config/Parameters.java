package io.dataflow.sentinel.config;

/**
 * The numbers under {@code pipeline:}.
 *
 * @param rereadSessions how many of the newest sessions each run asks for again
 * @param coverageFloor least share of the instruments that must come through, 0 to 1
 */
public record Parameters(
    Limits limits, Fetching fetching, int rereadSessions, double coverageFloor) {
  public Parameters {
    if (rereadSessions < 1) {
      throw new IllegalArgumentException("re-read at least 1 session, not " + rereadSessions);
    }
    if (!(coverageFloor >= 0 && coverageFloor <= 1)) {
      throw new IllegalArgumentException("a share is from 0 to 1, not " + coverageFloor);
    }
  }
}
