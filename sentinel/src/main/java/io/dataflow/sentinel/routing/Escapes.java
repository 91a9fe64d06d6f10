package io.dataflow.sentinel.routing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What backslashes mean in the quoted texts of matchers: as in Go, or as in OpenMetrics. */
final class Escapes {
  private static final String LETTERS = "abfnrtv\\\"";
  private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\\\"";
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:x(?<hex>[0-9a-fA-F]{2})|(?<octal>[0-3][0-7]{2})"
              + "|u(?<short>[0-9a-fA-F]{4})|U(?<long>[0-9a-fA-F]{8})|(?<letter>.))",
          Pattern.DOTALL);

  private Escapes() {}

  /**
   * The inside of a double-quoted literal of Go; {@code \x} and octal ones are bytes of UTF-8.
   *
   * @throws IllegalArgumentException for another escape, a line break, or bytes that are no UTF-8
   */
  static String literal(String inside) {
    if (inside.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a line break in quotes is written \\n");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher escape = ESCAPE.matcher(inside);
    int from = 0;
    for (int at = inside.indexOf('\\'); at >= 0; at = inside.indexOf('\\', from)) {
      bytes.writeBytes(inside.substring(from, at).getBytes(StandardCharsets.UTF_8));
      if (!escape.find(at) || escape.start() != at) {
        throw new IllegalArgumentException("a backslash in quotes is written \\\\");
      }
      bytes.writeBytes(meaning(escape));
      from = escape.end();
    }
    bytes.writeBytes(inside.substring(from).getBytes(StandardCharsets.UTF_8));
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the bytes written with \\ are no UTF-8", e);
    }
  }

  private static byte[] meaning(Matcher escape) {
    String hex = escape.group("hex");
    String octal = escape.group("octal");
    if (hex != null || octal != null) {
      return new byte[] {
        (byte) (hex != null ? Integer.parseInt(hex, 16) : Integer.parseInt(octal, 8))
      };
    }
    String code = escape.group("short") != null ? escape.group("short") : escape.group("long");
    if (code != null) {
      return character(Long.parseLong(code, 16)).getBytes(StandardCharsets.UTF_8);
    }
    int letter = LETTERS.indexOf(escape.group("letter"));
    if (letter < 0) {
      throw new IllegalArgumentException(
          "\\" + escape.group("letter") + " means nothing in quotes; a backslash is written \\\\");
    }
    return new byte[] {(byte) MEANINGS.charAt(letter)};
  }

  private static String character(long code) {
    if (code > Character.MAX_CODE_POINT || (code >= 0xd800 && code <= 0xdfff)) {
      throw new IllegalArgumentException("\\u and \\U name a character");
    }
    return Character.toString((int) code);
  }

  /**
   * A value of the classic grammar, with or without quotes around it: backslashes that mean nothing
   * stay as they are; empty for a quote without its partner.
   */
  static Optional<String> classic(String value) {
    boolean quoted = value.startsWith("\"");
    String inside = quoted ? value.substring(1) : value;
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < inside.length(); i++) {
      char c = inside.charAt(i);
      char next = i + 1 < inside.length() ? inside.charAt(i + 1) : ' ';
      if (c == '"') {
        boolean closes = quoted && i == inside.length() - 1;
        return closes ? Optional.of(plain.toString()) : Optional.empty();
      }
      boolean escapes = c == '\\' && (next == 'n' || next == '"' || next == '\\');
      plain.append(escapes && next == 'n' ? '\n' : escapes ? next : c);
      i += escapes ? 1 : 0;
    }
    return quoted ? Optional.empty() : Optional.of(plain.toString());
  }
}
