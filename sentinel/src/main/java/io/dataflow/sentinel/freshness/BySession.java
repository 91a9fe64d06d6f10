package io.dataflow.sentinel.freshness;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Values found by session. Rows of a feed are stored and asked for in order of sessions, so the
 * next one is nearly always the same as the last or the one after it: no hash and no search.
 */
final class BySession<T> {
  private final LocalDate[] sessions;
  private final Object[] values;
  private final Map<LocalDate, T> others = new HashMap<>();
  private int at;

  /**
   * @param expected the sessions most values are of, in order, not changed from here on; others are
   *     found too
   */
  BySession(LocalDate[] expected) {
    sessions = expected;
    values = new Object[expected.length];
  }

  @SuppressWarnings("unchecked")
  Optional<T> get(LocalDate session) {
    return Optional.ofNullable(found(session) ? (T) values[at] : others.get(session));
  }

  void put(LocalDate session, T value) {
    if (found(session)) {
      values[at] = value;
    } else {
      others.put(session, value);
    }
  }

  private boolean found(LocalDate session) {
    if (at < sessions.length && sessions[at].equals(session)) {
      return true;
    }
    if (at + 1 < sessions.length && sessions[at + 1].equals(session)) {
      at++;
      return true;
    }
    int place = Arrays.binarySearch(sessions, session);
    at = place < 0 ? at : place;
    return place >= 0;
  }
}
