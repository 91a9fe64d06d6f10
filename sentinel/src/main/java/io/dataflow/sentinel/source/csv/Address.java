package io.dataflow.sentinel.source.csv;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address of files, whose user, password and query are nobody's business. */
public final class Address {
  private static final Pattern FORM =
      Pattern.compile("(?i)(https?://)(?:([^/@?#]*)@)?([^?#]*)(\\?[^#]*)?(#.*)?");

  private final Matcher parts;

  /**
   * @param template with {@code {symbol}} for the instrument's name
   * @throws IllegalArgumentException when it is no address of http or https
   */
  public Address(String template) {
    parts = FORM.matcher(template);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no address of http or https");
    }
    if (of("A").getHost() == null) {
      throw new IllegalArgumentException("an address without a host");
    }
  }

  /** Whether a location is an address at all. */
  public static boolean is(String location) {
    return location.regionMatches(true, 0, "http://", 0, 7)
        || location.regionMatches(true, 0, "https://", 0, 8);
  }

  /** The instrument's own address; the user and the password are left out. */
  URI of(String symbol) {
    String query = Optional.ofNullable(parts.group(4)).orElse("");
    return URI.create(filled(parts.group(1) + parts.group(3) + query, symbol));
  }

  /** What the server is told of the user. */
  Optional<String> authorization() {
    return Optional.ofNullable(parts.group(2))
        .map(user -> java.net.URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8))
        .map(user -> user.getBytes(StandardCharsets.UTF_8))
        .map(user -> "Basic " + Base64.getEncoder().encodeToString(user));
  }

  /** As it may be shown. */
  String shown(String symbol) {
    String query = parts.group(4) == null ? "" : "?*****";
    return filled(parts.group(1) + parts.group(3), symbol) + query;
  }

  private static String filled(String text, String symbol) {
    return text.replace("{symbol}", URLEncoder.encode(symbol, StandardCharsets.UTF_8));
  }

  /** With the place of the symbol left open. */
  @Override
  public String toString() {
    return parts.group(1) + parts.group(3) + (parts.group(4) == null ? "" : "?*****");
  }
}
