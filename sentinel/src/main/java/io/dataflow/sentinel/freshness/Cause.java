package io.dataflow.sentinel.freshness;

/** Why a session past its deadline is not in the table. */
public enum Cause {
  NOT_LOOKED("not looked", "was not asked for"),
  SOURCE_FAILED("source failed", "could not be fetched"),
  ABSENT("absent", "is absent"),
  NULL_BAR("null bar", "has no prices"),
  PROVISIONAL_ONLY("provisional only", "is only provisional"),
  REPEATED_BAR("repeated bar", "repeats the bar before it"),
  REFUSED("refused", "was refused");

  private final String words;
  private final String clause;

  Cause(String words, String clause) {
    this.words = words;
    this.clause = clause;
  }

  /** The cause in two words: {@code provisional only}. */
  public String words() {
    return words;
  }

  /** What completes "the bar of Friday ...": {@code is only provisional}. */
  public String clause() {
    return clause;
  }
}
