package io.dataflow.sentinel;

import io.dataflow.sentinel.channel.Channel;
import io.dataflow.sentinel.channel.ChannelSettings;
import io.dataflow.sentinel.channel.Channels;
import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.routing.Receiver;
import io.dataflow.sentinel.routing.Send;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The channels of receivers, each made once, and what they are called. */
final class Lines {
  private final Supplier<Channels> channels;
  private Optional<Channels> ready = Optional.empty();
  private final Map<ChannelSettings, Channel> made = new ConcurrentHashMap<>();

  /**
   * @param channels makes them; asked at the first use, as most runs tell nobody anything
   */
  Lines(Supplier<Channels> channels) {
    this.channels = channels;
  }

  Channel of(ChannelSettings settings) {
    return made.computeIfAbsent(settings, s -> channels().of(s));
  }

  private synchronized Channels channels() {
    ready = ready.or(() -> Optional.of(channels.get()));
    return ready.get();
  }

  /** By their ids, in the order of the receivers. */
  Map<String, Channel> of(List<Receiver> receivers) {
    Map<String, Channel> found = new LinkedHashMap<>();
    sends(receivers).forEach((line, send) -> found.put(line, of(send.settings())));
    return found;
  }

  /** Whether a channel hears that something is over. */
  boolean hearsEnds(List<Receiver> receivers, String line) {
    return Optional.ofNullable(sends(receivers).get(line))
        .filter(send -> send.sendResolved() && of(send.settings()).takes(Message.Kind.RESOLVED))
        .isPresent();
  }

  private Map<String, Send> sends(List<Receiver> receivers) {
    Map<String, Send> found = new LinkedHashMap<>();
    for (Receiver receiver : receivers) {
      for (int i = 0; i < receiver.sends().size(); i++) {
        Send send = receiver.sends().get(i);
        found.put(id(receiver, of(send.settings()), i), send);
      }
    }
    return found;
  }

  /** {@code team/slack/0}. */
  static String id(Receiver receiver, Channel channel, int place) {
    return receiver.name() + "/" + channel.type() + "/" + place;
  }
}
