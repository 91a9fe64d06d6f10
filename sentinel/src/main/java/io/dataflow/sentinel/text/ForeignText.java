package io.dataflow.sentinel.text;

import java.util.regex.Pattern;

/** A text somebody else wrote, on its way into a store or in front of a person. */
public final class ForeignText {
  /** PostgreSQL keeps no NUL, and UTF-8 has no form for half of a surrogate pair. */
  private static final Pattern UNSTORABLE = Pattern.compile("[\\x00\\p{Cs}]");

  /**
   * Control characters, C1 ones as well: a terminal takes U+009B for ESC [. And the marks that turn
   * the direction of what follows, by which a text can be shown as another.
   */
  private static final Pattern STEERING =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069]");

  private static final Pattern STEERING_LINES =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069&&[^\\n\\t]]");

  private ForeignText() {}

  /** The same text in every store: what some store cannot hold becomes U+FFFD. */
  public static String storable(String text) {
    return UNSTORABLE.matcher(text).replaceAll("\ufffd");
  }

  /** For a person, on one line: what would steer a terminal becomes a question mark. */
  public static String line(String text) {
    return STEERING.matcher(text).replaceAll("?");
  }

  /** For a person, over several lines, with tabs. */
  public static String lines(String text) {
    return STEERING_LINES.matcher(text).replaceAll("?");
  }

  /** As {@link #line}, and no longer than so many characters and three dots. */
  public static String cut(String text, int longest) {
    String line = line(text);
    if (line.codePointCount(0, line.length()) <= longest) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, longest)) + "...";
  }
}
