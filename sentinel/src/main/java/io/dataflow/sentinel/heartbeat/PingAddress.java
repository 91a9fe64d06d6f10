package io.dataflow.sentinel.heartbeat;

import io.dataflow.sentinel.config.Secret;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where pings go. Whoever knows the path can ping, so nothing of it is ever said.
 *
 * <pre>
 * https://ping.example.com/KEY/daily-bars?create=1
 *                                        ^ a suffix such as /start goes here
 * </pre>
 */
final class PingAddress {
  private static final Pattern FORM =
      Pattern.compile("(?i)(https?://[^/?#@\\s]+)((?:/[^?#\\s]*)?)(?:\\?([^#\\s]*))?(?:#\\S*)?");

  private final String path;
  private final Optional<String> query;

  private PingAddress(String path, Optional<String> query) {
    this.path = path;
    this.query = query;
  }

  /** Empty when it is no address of http or https, or one with a user. */
  static Optional<PingAddress> of(Secret address) {
    Matcher parts = FORM.matcher(address.reveal().strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    PingAddress made =
        new PingAddress(
            parts.group(1) + parts.group(2).replaceAll("/+$", ""),
            Optional.ofNullable(parts.group(3)).filter(query -> !query.isEmpty()));
    return made.isAddress() ? Optional.of(made) : Optional.empty();
  }

  private boolean isAddress() {
    try {
      return of("", new UUID(0, 0)).getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The address of one ping.
   *
   * @param suffix {@code /start}, or empty for success
   * @param pair the same for the pings of one run
   */
  URI of(String suffix, UUID pair) {
    String before = query.map(q -> q + "&").orElse("");
    return URI.create(path + suffix + "?" + before + "rid=" + pair);
  }

  /** Where it is in stars, for there is nothing else to say of it. */
  @Override
  public String toString() {
    return "*****";
  }
}
