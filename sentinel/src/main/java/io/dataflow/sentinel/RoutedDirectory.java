package io.dataflow.sentinel;

import io.dataflow.sentinel.channel.Channel;
import io.dataflow.sentinel.channel.ChannelSettings;
import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.Silence;
import io.dataflow.sentinel.notify.Address;
import io.dataflow.sentinel.notify.Directory;
import io.dataflow.sentinel.notify.Line;
import io.dataflow.sentinel.routing.AlertSettings;
import io.dataflow.sentinel.routing.GroupBy;
import io.dataflow.sentinel.routing.Matchers;
import io.dataflow.sentinel.routing.Receiver;
import io.dataflow.sentinel.routing.Routed;
import io.dataflow.sentinel.routing.Send;
import io.dataflow.sentinel.routing.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Whom the alerts file names, less those a silence, an inhibition or a window keeps quiet. */
final class RoutedDirectory implements Directory {
  private final AlertSettings settings;
  private final Function<ChannelSettings, Channel> channels;
  private final Map<Silence, Matchers> silences = new LinkedHashMap<>();
  private final String environment;
  private final Instant at;

  RoutedDirectory(
      AlertSettings settings,
      Function<ChannelSettings, Channel> channels,
      List<Silence> silences,
      String environment,
      Instant at) {
    this.settings = settings;
    this.channels = channels;
    silences.stream()
        .filter(s -> s.lastsAt(at))
        .forEach(s -> this.silences.put(s, Matchers.parse(s.matchers())));
    this.environment = environment;
    this.at = at;
  }

  @Override
  public List<Address> addresses(Incident incident, List<Incident> all) {
    if (silencedBy(incident).isPresent() || inhibited(incident, all)) {
      return List.of();
    }
    Map<String, String> labels = incident.labels(environment);
    List<Address> addresses = new ArrayList<>();
    for (Routed routed : settings.routes().routed(labels, at)) {
      boolean known = settings.receiver(routed.receiver()).isPresent();
      if (known && routed.muted().isEmpty()) {
        addresses.add(address(routed, incident, labels));
      }
    }
    return addresses;
  }

  /** The silence that covers an incident now. */
  Optional<Silence> silencedBy(Incident incident) {
    Map<String, String> labels = incident.labels(environment);
    return silences.entrySet().stream()
        .filter(s -> s.getValue().match(labels))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private boolean inhibited(Incident incident, List<Incident> all) {
    if (settings.inhibitions().rules().isEmpty()) {
      return false; // thousands of incidents would be compared with each other
    }
    List<Map<String, String>> open =
        all.stream().filter(i -> !i.over()).map(i -> i.labels(environment)).toList();
    return settings.inhibitions().inhibitedBy(incident.labels(environment), open).isPresent();
  }

  private static Address address(Routed routed, Incident incident, Map<String, String> labels) {
    Terms terms = routed.terms();
    GroupBy by = terms.groupBy();
    // the severity is a label too and rises: an incident of its own group keeps its thread
    String group = by.all() ? incident.fingerprint().text() : by.of(labels).toString();
    return new Address(
        routed.receiver(),
        routed.route().path() + " " + group,
        terms.groupWait(),
        terms.groupInterval(),
        terms.repeatInterval().orElse(Duration.ZERO));
  }

  @Override
  public List<Line> lines(String receiver) {
    return settings.receiver(receiver).map(this::lines).orElse(List.of());
  }

  private List<Line> lines(Receiver receiver) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < receiver.sends().size(); i++) {
      Send send = receiver.sends().get(i);
      Channel channel = channels.apply(send.settings());
      Set<Message.Kind> takes = EnumSet.noneOf(Message.Kind.class);
      for (Message.Kind kind : Message.Kind.values()) {
        if (channel.takes(kind) && (kind != Message.Kind.RESOLVED || send.sendResolved())) {
          takes.add(kind);
        }
      }
      lines.add(
          new Line(
              Lines.id(receiver, channel, i), channel.type(), takes, keepsState(send.settings())));
    }
    return lines;
  }

  /** Whether the other side keeps an alert open until it hears that it is over. */
  private static boolean keepsState(ChannelSettings settings) {
    return settings instanceof ChannelSettings.PagerDuty
        || settings instanceof ChannelSettings.Alertmanager
        || settings instanceof ChannelSettings.Webhook
        || settings instanceof ChannelSettings.GitHub
        || settings instanceof ChannelSettings.SlackBot;
  }

  @Override
  public int digestAbove() {
    return settings.globals().digestAbove();
  }
}
