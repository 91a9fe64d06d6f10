package io.dataflow.sentinel.channel;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.text.ForeignText;
import java.io.PrintWriter;
import java.util.Optional;

/** A terminal, or the log of a CI job: texts for people, or a line of JSON a message. */
final class StdoutChannel implements Channel {
  private static final int TEXT = 20_000;

  private final ChannelSettings.Stdout settings;
  private final Templates templates;
  private final PrintWriter out;

  StdoutChannel(ChannelSettings.Stdout settings, Templates templates, PrintWriter out) {
    this.settings = settings;
    this.templates = templates;
    this.out = out;
  }

  @Override
  public String type() {
    return "stdout";
  }

  @Override
  public boolean takes(Message.Kind kind) {
    return Audience.PEOPLE.takes(kind);
  }

  @Override
  public Delivery deliver(Message message, Optional<String> reference) {
    String text =
        settings.json()
            ? Json.line(MessageJson.of(message, Shape.WHOLE.withEntries(100)))
            : text(message);
    out.println(ForeignText.lines(text).stripTrailing());
    if (!settings.json()) {
      out.println(); // a blank line between messages
    }
    out.flush();
    return out.checkError() ? Delivery.failed("nobody reads the output any more") : Delivery.sent();
  }

  /** Incidents have a title each; of how a run went, the message's own is the only one. */
  private String text(Message message) {
    String text = templates.text(message, TEXT);
    return message.kind() == Message.Kind.REPORT
        ? templates.title(message, Message.TITLE * 2) + "\n" + text
        : text;
  }
}
