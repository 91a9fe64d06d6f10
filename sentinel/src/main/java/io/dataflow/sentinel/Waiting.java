package io.dataflow.sentinel;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How a command waits while another one is at work.
 *
 * @param most how long; nothing for not at all
 * @param told is told what is waited for, and what was found
 */
record Waiting(Duration most, Passing time, Consumer<String> told) {
  /** Another command is at work now and then for a second or two. */
  static final Duration BETWEEN_TWO_LOOKS = Duration.ofMillis(250);

  private static final Duration BETWEEN_TWO_WORDS = Duration.ofMinutes(1);

  /** Not at all. */
  static Waiting none(Consumer<String> told) {
    return new Waiting(Duration.ZERO, Passing.real(), told);
  }

  /** The same, with another one that is told. */
  Waiting alsoTold(Consumer<String> another) {
    return new Waiting(most, time, told.andThen(another));
  }

  /** The rest of the time, as it is used up. */
  Turn begin() {
    return new Turn(time.passed());
  }

  /** One time of waiting. */
  final class Turn {
    private final Duration start;
    private Duration nextWord = Duration.ZERO;

    private Turn(Duration start) {
      this.start = start;
    }

    Duration passed() {
      return time.passed().minus(start);
    }

    /** Whether it was waited as long as was asked for. */
    boolean over() {
      return passed().compareTo(most) >= 0;
    }

    /** Waits a little, and says now and then what for. */
    void pause(String what) {
      if (!most.isZero() && passed().compareTo(nextWord) >= 0) {
        nextWord = passed().plus(BETWEEN_TWO_WORDS);
        Duration rest = most.minus(passed());
        if (!rest.isNegative()) {
          told.accept(
              "waiting, at most " + Durations.words(rest.plusMillis(999)) + " more: " + what);
        }
      }
      time.pause(BETWEEN_TWO_LOOKS);
    }
  }
}
