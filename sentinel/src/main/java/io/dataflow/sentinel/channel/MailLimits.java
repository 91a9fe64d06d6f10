package io.dataflow.sentinel.channel;

import java.time.Duration;

/**
 * How long a mail server is waited for.
 *
 * @param connect the longest wait for a connection to one of its addresses
 * @param quiet the longest it may say nothing
 * @param total the longest for all, however slowly it speaks
 */
public record MailLimits(Duration connect, Duration quiet, Duration total) {
  /**
   * A server may take its time after the last byte of a mail, and giving up there sends the mail
   * twice.
   */
  public static MailLimits usual() {
    return new MailLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(25));
  }
}
