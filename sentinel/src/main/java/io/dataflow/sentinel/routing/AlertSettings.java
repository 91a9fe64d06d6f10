package io.dataflow.sentinel.routing;

import io.dataflow.sentinel.config.Secret;
import java.util.List;
import java.util.Optional;

/**
 * Who hears of what, and how.
 *
 * @param receivers in the order of the file; none when nobody is told
 * @param hidden every secret of the file, and what variables put into one
 * @param warnings what is no mistake for sure, one line each with file and line
 */
public record AlertSettings(
    AlertGlobals globals,
    RouteTree routes,
    List<Receiver> receivers,
    TimeWindows windows,
    Inhibitions inhibitions,
    List<Secret> hidden,
    List<String> warnings) {

  public AlertSettings {
    receivers = List.copyOf(receivers);
    hidden = List.copyOf(hidden);
    warnings = List.copyOf(warnings);
  }

  /** Nobody is told. */
  public static AlertSettings nobody() {
    return UsualMail.nobody();
  }

  /** The receiver of a name; empty when there is none, as nobody is told. */
  public Optional<Receiver> receiver(String name) {
    return receivers.stream().filter(receiver -> receiver.name().equals(name)).findFirst();
  }

  /**
   * Every secret as it is handed to the other side, for what takes them out of texts. Users' names
   * are none: at most mail servers they are the sender's address.
   */
  public List<String> secrets() {
    return hidden.stream().map(Secret::reveal).toList();
  }
}
