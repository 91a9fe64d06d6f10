package io.dataflow.sentinel.postgres;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Texts as addresses write them: {@code p%40ss} for {@code p@ss}. */
final class PercentText {
  private PercentText() {}

  /**
   * Reads a text; a {@code +} stays one.
   *
   * @param problem what to say when it cannot be read
   * @throws IllegalArgumentException with the problem
   */
  static String decoded(String text, String problem) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer plain = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        plain.put(bytes[i]);
        continue;
      }
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(bytes[i + 2], 16) : -1;
      if (low < 0 || high == 0 && low == 0) {
        throw new IllegalArgumentException(problem);
      }
      plain.put((byte) (high * 16 + low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(plain.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(problem, e);
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
