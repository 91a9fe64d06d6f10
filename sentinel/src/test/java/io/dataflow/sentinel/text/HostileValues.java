package io.dataflow.sentinel.text;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Texts that have broken programs, for every place a text from outside can end up in. */
public final class HostileValues {
  /** A text that no compression makes shorter: too long for a key of an index in PostgreSQL. */
  public static final String RANDOM = random(10_000);

  /** What every store holds and every format brings back unharmed. */
  public static final List<String> STORABLE =
      List.of(
          "a \"quoted\" name, with a comma",
          "it's O'Brien's; DROP TABLE run; --",
          "' OR '1'='1",
          "two\nlines\r\nand\ttabs",
          "back\\slash \\n \\u0041 %s {0} ${x}",
          "=cmd|' /C calc'!A0",
          "+1+1",
          "-2+3",
          "@SUM(1+1)",
          "\t=1+1",
          "emoji 🚀 family 👨‍👩‍👧 flag 🇫🇷",
          "right to left \u200f\u202eevil\u202c \u2067x\u2069",
          "combining e\u0301 and zero\u200bwidth",
          "\ufeffmark of order",
          "{\"json\": [\"not\", null]}",
          "<script>alert(1)</script>&amp;",
          "x".repeat(10_000),
          "🚀".repeat(5_000),
          RANDOM,
          "NULL",
          " leading and trailing ");

  /** What steers a terminal. */
  public static final List<String> STEERING =
      List.of(
          "\u001b[31mred\u001b[0m",
          "\u001b]0;title\u0007",
          "c1 \u009b31mred",
          "bell\u0007 back\b\b delete\u007f",
          "line separator \u2028 paragraph \u2029");

  /** What not every store can hold: each is kept with U+FFFD in its place. */
  public static final List<String> UNSTORABLE =
      List.of("nul \u0000 within", "half \ud83d alone", "other half \ude80 alone");

  private HostileValues() {}

  private static String random(int length) {
    return new Random(7)
        .ints(length, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** All of them. */
  public static Stream<String> all() {
    return Stream.of(STORABLE, STEERING, UNSTORABLE).flatMap(List::stream);
  }

  /** What any of them is after it was stored. */
  public static String stored(String value) {
    StringBuilder stored = new StringBuilder();
    value
        .codePoints()
        .forEach(c -> stored.appendCodePoint(c == 0 || c >= 0xd800 && c <= 0xdfff ? 0xfffd : c));
    return stored.toString();
  }
}
