package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.text.ForeignText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads matchers as Alertmanager does: by its grammar for UTF-8, and a single one that does not fit
 * by its classic grammar, as in {@code name=~[a-z]{2}}.
 *
 * <pre>
 * severity = critical
 * {severity=~"warning|error", "exchange" != XNYS,}
 * </pre>
 */
final class MatcherText {
  private static final int LONGEST = 4000;
  private static final String RESERVED = "{}!=~,\\\"'`";
  private static final String FORM =
      "a matcher is label=\"value\", with = != =~ or !~ between them";

  /** With the longer signs first, of which the shorter ones are a part. */
  private static final List<Matcher.Operator> SIGNS =
      List.of(
          Matcher.Operator.LIKE,
          Matcher.Operator.NOT_EQUAL,
          Matcher.Operator.UNLIKE,
          Matcher.Operator.EQUAL);

  private static final Pattern CLASSIC =
      Pattern.compile(
          "\\s*(?<label>[a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?<sign>=~|!=|!~|=)\\s*(?<value>.*)",
          Pattern.DOTALL);

  private final String text;
  private int at;

  private MatcherText(String text) {
    this.text = text;
  }

  /**
   * The matchers of a text, at least one.
   *
   * @throws IllegalArgumentException when it has another form
   */
  static List<Matcher> parse(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a matcher has at most " + LONGEST + " characters, not " + text.length());
    }
    try {
      return read(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(shown(text) + ": " + e.getMessage(), e);
    }
  }

  private static List<Matcher> read(String text) {
    try {
      return new MatcherText(text).all();
    } catch (IllegalArgumentException e) {
      return classic(text).orElseThrow(() -> e);
    }
  }

  private static String shown(String text) {
    return "\"" + ForeignText.cut(text.strip(), 60) + "\"";
  }

  private List<Matcher> all() {
    List<Matcher> all = new ArrayList<>();
    boolean braces = take('{');
    while (!ended(braces)) {
      all.add(one());
      if (!take(',') && !ended(braces)) {
        throw wrong("a comma or the end is wanted");
      }
    }
    if (braces && !take('}')) {
      throw wrong("the closing } is missing");
    }
    skip();
    if (at < text.length()) {
      throw wrong("nothing is wanted behind the matchers");
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException(FORM);
    }
    return all;
  }

  private boolean ended(boolean braces) {
    skip();
    return at == text.length() || (braces && text.charAt(at) == '}');
  }

  private Matcher one() {
    String label = word("the name of a label");
    skip();
    Matcher.Operator operator =
        SIGNS.stream()
            .filter(each -> text.startsWith(each.sign(), at))
            .findFirst()
            .orElseThrow(() -> wrong("= != =~ or !~ is wanted"));
    at += operator.sign().length();
    return new Matcher(label, operator, word("a value, in quotes when it is empty,"));
  }

  /** A text in quotes, or one without reserved characters. */
  private String word(String wanted) {
    skip();
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int start = at;
    while (at < text.length() && !reserved(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    if (start == at) {
      throw wrong(wanted + " is wanted");
    }
    return text.substring(start, at);
  }

  private static boolean reserved(int c) {
    return space(c) || RESERVED.indexOf(c) >= 0;
  }

  private static boolean space(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }

  private String quoted() {
    int start = ++at;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      at = text.length();
      throw wrong("the closing quote is missing");
    }
    return Escapes.literal(text.substring(start, at++));
  }

  private boolean take(char c) {
    skip();
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private void skip() {
    while (at < text.length() && space(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String wanted) {
    String place = at >= text.length() ? "at its end" : "at character " + (at + 1);
    return new IllegalArgumentException(place + " " + wanted + "; " + FORM);
  }

  /** By the older grammar: the value is all the rest of the text up to the next comma. */
  private static Optional<List<Matcher>> classic(String text) {
    String inner = text.strip();
    if (inner.startsWith("{") && inner.endsWith("}")) {
      inner = inner.substring(1, inner.length() - 1);
    }
    List<Matcher> all = new ArrayList<>();
    for (String part : parts(inner)) {
      java.util.regex.Matcher found = CLASSIC.matcher(part);
      Optional<String> value =
          found.matches() ? Escapes.classic(found.group("value").strip()) : Optional.empty();
      if (value.isEmpty() || !balanced(part)) {
        return Optional.empty();
      }
      all.add(new Matcher(found.group("label"), operator(found.group("sign")), value.get()));
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  /** Braces of a pattern come in pairs; another one is left over from those around the matchers. */
  private static boolean balanced(String part) {
    return part.contains("\"")
        || part.chars().filter(c -> c == '{').count() == part.chars().filter(c -> c == '}').count();
  }

  private static Matcher.Operator operator(String sign) {
    return Arrays.stream(Matcher.Operator.values())
        .filter(each -> each.sign().equals(sign))
        .findFirst()
        .orElseThrow();
  }

  /** What stands between commas outside of quotes, without an empty last part. */
  private static List<String> parts(String text) {
    List<StringBuilder> parts = new ArrayList<>(List.of(new StringBuilder()));
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '"' && (i == 0 || text.charAt(i - 1) != '\\');
      if (c == ',' && !quoted) {
        parts.add(new StringBuilder());
      } else {
        parts.get(parts.size() - 1).append(c);
      }
    }
    if (parts.get(parts.size() - 1).toString().isBlank()) {
      parts.remove(parts.size() - 1);
    }
    return parts.stream().map(StringBuilder::toString).collect(Collectors.toList());
  }
}
