package io.dataflow.sentinel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that was looked at.
 *
 * @param subject what was looked at, in a word or two
 * @param what how it is
 * @param todo a command or an act; empty when there is nothing to do
 */
record Symptom(Level level, String subject, String what, Optional<String> todo) {
  /** How it is. */
  enum Level {
    OK("ok"),
    WARN("warn"),
    FAIL("FAIL"),
    /** Not looked at, because it was not wanted. */
    LEFT_OUT("-");

    private final String word;

    Level(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  static Symptom ok(String subject, String what) {
    return new Symptom(Level.OK, subject, what, Optional.empty());
  }

  static Symptom warn(String subject, String what, String todo) {
    return new Symptom(Level.WARN, subject, what, Optional.of(todo));
  }

  static Symptom fail(String subject, String what, String todo) {
    return new Symptom(Level.FAIL, subject, what, Optional.of(todo));
  }

  /** A failure whose message says itself what to do. */
  static Symptom fail(String subject, String what) {
    return new Symptom(Level.FAIL, subject, what, Optional.empty());
  }

  static Symptom leftOut(String subject, String why) {
    return new Symptom(Level.LEFT_OUT, subject, why, Optional.empty());
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(
        "level",
        level == Level.LEFT_OUT ? "left out" : level.word().toLowerCase(java.util.Locale.ROOT));
    json.put("subject", subject);
    json.put("what", what);
    json.put("todo", todo.orElse(null));
    return json;
  }
}
