package io.dataflow.sentinel.freshness;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/** A session and the instant its bar is due. */
public record Due(LocalDate session, Instant deadline) {
  public Due {
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(deadline, "deadline");
  }

  static Due of(Expectation expectation) {
    return new Due(expectation.session(), expectation.deadline());
  }
}
