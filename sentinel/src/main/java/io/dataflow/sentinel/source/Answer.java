package io.dataflow.sentinel.source;

import java.time.Instant;
import java.util.Map;

/**
 * What a source sent back, byte for byte.
 *
 * @param url as asked, without secrets
 * @param headers those that matter, names in lower case
 * @param retrievedAt when the last byte had arrived
 */
public record Answer(
    Request request,
    String source,
    String url,
    int status,
    Map<String, String> headers,
    Instant retrievedAt,
    byte[] body) {
  public Answer {
    headers = Map.copyOf(headers);
  }

  /** The same without its bytes. */
  public Answer withoutBody() {
    return new Answer(request, source, url, status, headers, retrievedAt, new byte[0]);
  }

  /** The content type without parameters, in lower case; empty text when there is none. */
  public String contentType() {
    String full = headers.getOrDefault("content-type", "");
    return full.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT);
  }
}
