package io.dataflow.sentinel.source.csv;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files as they were read, or why they were not.
 *
 * @param headers of the server, those that matter
 * @param failure what kept from an answer; whether it may pass by itself is not told
 */
record Loaded(
    String url,
    int status,
    List<Part> parts,
    Map<String, String> headers,
    Optional<String> failure) {

  /** One file. */
  record Part(String name, byte[] bytes) {}

  static Loaded failed(String url, String why) {
    return new Loaded(url, 0, List.of(), Map.of(), Optional.of(why));
  }

  /** Nothing is there. */
  static Loaded absent(String url, String why) {
    return new Loaded(url, 404, List.of(), Map.of(CsvParser.SAID, why), Optional.empty());
  }
}
