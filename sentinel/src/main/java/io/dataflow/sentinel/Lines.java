package io.dataflow.sentinel;

import io.dataflow.sentinel.channel.Channel;
import io.dataflow.sentinel.channel.ChannelSettings;
import io.dataflow.sentinel.channel.Channels;
import io.dataflow.sentinel.routing.Receiver;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The channels of receivers, each made once, and what they are called. */
final class Lines {
  private final Channels channels;
  private final Map<ChannelSettings, Channel> made = new HashMap<>();

  Lines(Channels channels) {
    this.channels = channels;
  }

  Channel of(ChannelSettings settings) {
    return made.computeIfAbsent(settings, channels::of);
  }

  /** By their ids, in the order of the receivers. */
  Map<String, Channel> of(List<Receiver> receivers) {
    Map<String, Channel> found = new LinkedHashMap<>();
    for (Receiver receiver : receivers) {
      for (int i = 0; i < receiver.sends().size(); i++) {
        Channel channel = of(receiver.sends().get(i).settings());
        found.put(id(receiver, channel, i), channel);
      }
    }
    return found;
  }

  /** {@code team/slack/0}. */
  static String id(Receiver receiver, Channel channel, int place) {
    return receiver.name() + "/" + channel.type() + "/" + place;
  }
}
