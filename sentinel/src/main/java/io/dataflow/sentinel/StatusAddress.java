package io.dataflow.sentinel;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a file lies that a run left: a path here, or an address of http, https or file.
 *
 * @param shown as messages name it: without user, password and query
 * @param file empty for an address on the network
 * @param web empty for a file here; without user and password
 * @param authorization what the server is told of the user
 */
record StatusAddress(
    String shown, Optional<Path> file, Optional<URI> web, Optional<String> authorization) {

  /**
   * Reads one as people type it.
   *
   * @throws IllegalArgumentException with what is wanted; never with the text, which may hold a
   *     password
   */
  static StatusAddress of(String text) {
    if (!text.matches("(?is)[a-z][a-z0-9+.-]+:.*")) {
      return here(Path.of(text), text);
    }
    try {
      URI uri = new URI(text.strip());
      return switch (uri.getScheme().toLowerCase(java.util.Locale.ROOT)) {
        case "file" -> here(Path.of(uri), text);
        case "http", "https" -> web(uri);
        default -> throw wrong();
      };
    } catch (URISyntaxException | InvalidPathException e) {
      throw wrong();
    }
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "an http, https or file address, or a path, of a summary.json or freshness.json is wanted");
  }

  private static StatusAddress here(Path path, String shown) {
    return new StatusAddress(shown, Optional.of(path), Optional.empty(), Optional.empty());
  }

  private static StatusAddress web(URI uri) throws URISyntaxException {
    if (uri.getHost() == null) {
      throw wrong();
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath();
    String place = uri.getScheme() + "://" + uri.getHost() + port + path;
    String query = uri.getRawQuery();
    return new StatusAddress(
        place + (query == null ? "" : "?*****"),
        Optional.empty(),
        Optional.of(new URI(place + (query == null ? "" : "?" + query))),
        Optional.ofNullable(uri.getRawUserInfo()).map(StatusAddress::basic));
  }

  private static String basic(String user) {
    String plain = URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
    byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return shown;
  }
}
