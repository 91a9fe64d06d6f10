package io.dataflow.sentinel.source.standin;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The first lines of an HTTP/1.x request.
 *
 * @param method such as {@code GET}
 * @param target path and query as sent, still percent-coded
 * @param version such as {@code HTTP/1.1}
 * @param headers by lower-case name; of a repeated one the last
 */
record HttpHead(String method, String target, String version, Map<String, String> headers) {
  private static final int LONGEST = 32 * 1024;

  HttpHead {
    headers = Map.copyOf(headers);
  }

  /**
   * Reads up to the empty line and skips a declared body.
   *
   * @return empty when the client closed the connection between requests
   * @throws IOException when it closes within one, or sends no HTTP
   */
  static Optional<HttpHead> read(InputStream in) throws IOException {
    String text = upToEmptyLine(in);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String[] lines = text.split("\r?\n");
    String[] first = lines[0].split(" ");
    if (first.length != 3 || !first[2].startsWith("HTTP/1.")) {
      throw new IOException("not an HTTP request line: " + lines[0]);
    }
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    HttpHead head = new HttpHead(first[0], first[1], first[2], headers);
    in.skipNBytes(head.bodyLength());
    return Optional.of(head);
  }

  private static String upToEmptyLine(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    while (!endsWithEmptyLine(text)) {
      int c = in.read();
      if (c < 0) {
        if (text.isEmpty()) {
          return "";
        }
        throw new EOFException("the client closed the connection within a request");
      }
      text.append((char) c);
      if (text.length() > LONGEST) {
        throw new IOException("the head of the request is longer than " + LONGEST + " bytes");
      }
    }
    return new String(
        text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static boolean endsWithEmptyLine(StringBuilder text) {
    int n = text.length();
    return n >= 2
        && text.charAt(n - 1) == '\n'
        && (text.charAt(n - 2) == '\n'
            || (n >= 4 && text.charAt(n - 2) == '\r' && text.charAt(n - 3) == '\n'));
  }

  private long bodyLength() {
    String length = header("content-length").orElse("0");
    return length.matches("\\d{1,9}") ? Long.parseLong(length) : 0;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The path without the query. */
  String path() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  /** The query without its question mark; empty text when there is none. */
  String query() {
    int question = target.indexOf('?');
    return question < 0 ? "" : target.substring(question + 1);
  }

  /** Whether the client takes compressed bodies. */
  boolean acceptsGzip() {
    return header("accept-encoding")
        .map(text -> text.toLowerCase(Locale.ROOT))
        .filter(text -> text.contains("gzip") && !text.contains("gzip;q=0,"))
        .filter(text -> !text.endsWith("gzip;q=0"))
        .isPresent();
  }

  /** Whether the connection ends with this request. */
  boolean closes() {
    String connection = header("connection").orElse("").toLowerCase(Locale.ROOT);
    return connection.contains("close")
        || ("HTTP/1.0".equals(version) && !connection.contains("keep-alive"));
  }
}
