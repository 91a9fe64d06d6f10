package io.dataflow.sentinel.channel;

import java.time.Duration;
import java.util.Optional;

/** How an attempt to send ended. No text in it holds an address, a token or a password. */
public sealed interface Delivery {
  /**
   * The other side has it.
   *
   * @param reference by which later messages of the thread find the first; empty where there is
   *     none
   */
  record Sent(Optional<String> reference) implements Delivery {}

  /**
   * It was not taken, or nobody knows; worth another try.
   *
   * @param why one line: {@code HTTP 503 Service Unavailable}
   * @param after the least time to wait, where the other side named one
   */
  record Failed(String why, Optional<Duration> after) implements Delivery {}

  /**
   * The other side will not take it however often it is asked: a wrong address or token, a body it
   * does not like.
   *
   * @param why one line, with what to look at
   */
  record Refused(String why) implements Delivery {}

  /** Taken, with nothing to remember. */
  static Delivery sent() {
    return new Sent(Optional.empty());
  }

  static Delivery failed(String why) {
    return new Failed(why, Optional.empty());
  }
}
