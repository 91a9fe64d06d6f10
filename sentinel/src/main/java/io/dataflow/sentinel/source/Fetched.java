package io.dataflow.sentinel.source;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The end of one request with its retries.
 *
 * @param answers every answer that arrived, in order, error bodies too; the last one counts when
 *     {@code failure} is empty
 * @param at when the last try ended
 * @param failure why there is no last answer, naming the host and what to check
 */
public record Fetched(Request request, List<Answer> answers, Instant at, Optional<String> failure) {
  public Fetched {
    answers = List.copyOf(answers);
    if (failure.isEmpty() && answers.isEmpty()) {
      throw new IllegalArgumentException("neither an answer nor a failure");
    }
  }

  /** The answer that counts; empty when nothing arrived in the end. */
  public Optional<Answer> answer() {
    return failure.isPresent() ? Optional.empty() : Optional.of(answers.get(answers.size() - 1));
  }
}
