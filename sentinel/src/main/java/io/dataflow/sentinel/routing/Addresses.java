package io.dataflow.sentinel.routing;

import java.net.URI;
import java.util.Optional;

/** What is wrong with the address of a web service, in words that do not repeat it. */
final class Addresses {
  private static final int LONGEST = 4000;

  private Addresses() {}

  /** Empty when it is an http or https address of a host without a user in it. */
  static Optional<String> problem(String text) {
    URI uri;
    try {
      uri = URI.create(text.length() > LONGEST ? "too long" : text);
    } catch (IllegalArgumentException e) {
      return Optional.of("an address such as https://example.com is wanted; this is none");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme();
    if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
      return Optional.of("an address begins with https:// or http://");
    }
    if (uri.getRawUserInfo() != null || hasUser(uri)) {
      return Optional.of("an address holds no user and no password here");
    }
    if (uri.getHost() == null) {
      return Optional.of("the address names no host");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65535) {
      return Optional.of("a port is a number from 1 to 65535");
    }
    return uri.getRawFragment() == null
        ? Optional.empty()
        : Optional.of("the part behind # is not sent; leave it out");
  }

  private static boolean hasUser(URI uri) {
    return uri.getRawAuthority() != null && uri.getRawAuthority().contains("@");
  }
}
