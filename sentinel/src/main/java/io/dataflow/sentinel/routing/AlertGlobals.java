package io.dataflow.sentinel.routing;

import java.net.URI;
import java.util.Optional;

/**
 * What holds for all messages.
 *
 * @param externalUrl where people find this installation's report
 * @param runbookUrl where they read what to do
 * @param digestAbove more new incidents at once than this, for one receiver, become one message
 */
public record AlertGlobals(Optional<URI> externalUrl, Optional<URI> runbookUrl, int digestAbove) {
  static final int DIGEST_ABOVE = 5;

  static AlertGlobals usual() {
    return new AlertGlobals(Optional.empty(), Optional.empty(), DIGEST_ABOVE);
  }
}
