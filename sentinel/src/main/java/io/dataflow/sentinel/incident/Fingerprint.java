package io.dataflow.sentinel.incident;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * By which a cause is known again: nothing in it changes while the cause lasts.
 *
 * <pre>missing/silver.bars/yahoo/exchange/XNYS</pre>
 */
public record Fingerprint(IncidentClass what, String dataset, String source, Group group) {
  public Fingerprint {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(group, "group");
  }

  /** As a key, in one text. */
  public String text() {
    return String.join("/", what.word(), dataset, source, group.scope().word(), group.name());
  }

  /** The id of an incident with this fingerprint that opened at an instant (microseconds). */
  String incidentId(long openedAt) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((text() + "@" + openedAt).getBytes(StandardCharsets.UTF_8));
      return "i-" + HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
