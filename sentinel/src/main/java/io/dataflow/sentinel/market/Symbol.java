package io.dataflow.sentinel.market;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A vendor's name for an instrument, such as {@code AAPL}, {@code ^GSPC}, {@code GC=F}, {@code
 * BRK-B}.
 *
 * @param value 1 to 32 characters out of {@code A-Z a-z 0-9 . - ^ = _ &}, starting with a letter, a
 *     digit or {@code ^}
 */
public record Symbol(String value) implements Comparable<Symbol> {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9^][A-Za-z0-9.^=_&-]{0,31}");

  public Symbol {
    problem(value)
        .ifPresent(
            text -> {
              throw new IllegalArgumentException(text);
            });
  }

  /** Says why a text is no symbol; empty when it is one. */
  public static Optional<String> problem(String text) {
    if (text != null && FORM.matcher(text).matches() && !text.contains("..")) {
      return Optional.empty();
    }
    return Optional.of(
        "not a symbol: "
            + quoted(text)
            + ". A symbol has 1 to 32 characters out of letters, digits and . - ^ = _ &,"
            + " as in AAPL, ^GSPC, GC=F, BRK-B");
  }

  private static String quoted(String text) {
    if (text == null) {
      return "nothing";
    }
    String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    StringBuilder safe = new StringBuilder("\"");
    shown.chars().forEach(c -> safe.append(c < 0x20 || c == 0x7f ? '?' : (char) c));
    return safe.append('"').toString();
  }

  @Override
  public int compareTo(Symbol other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
