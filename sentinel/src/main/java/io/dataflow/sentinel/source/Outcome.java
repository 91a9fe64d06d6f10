package io.dataflow.sentinel.source;

import java.util.List;
import java.util.Optional;

/** What an answer says. */
public sealed interface Outcome {
  /** Bars, actions and facts, as sent; {@code notes} say what was odd but harmless. */
  record Bars(
      Facts facts, List<CandidateBar> bars, List<CorporateAction> actions, List<String> notes)
      implements Outcome {
    public Bars {
      bars = List.copyOf(bars);
      actions = List.copyOf(actions);
      notes = List.copyOf(notes);
    }
  }

  /** The source answered that it has no bars in this range. */
  record Empty(Optional<Facts> facts, String reason) implements Outcome {}

  /** The source does not know the symbol. */
  record Unknown(String reason) implements Outcome {}

  /** The answer arrived whole and cannot be trusted: data refused. */
  record Refused(String reason) implements Outcome {}

  /** No answer to the question: rate limit, outage, a body that is cut off. */
  record Unavailable(String reason, Kind kind) implements Outcome {
    /** Whether asking again can help. */
    public enum Kind {
      RATE_LIMITED,
      /** Asking again soon may help. */
      PASSING,
      /** Asking again brings the same. */
      LASTING
    }
  }
}
