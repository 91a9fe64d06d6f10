package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.WrittenPage;
import io.dataflow.sentinel.config.Secret;
import io.dataflow.sentinel.json.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Compares {@code docs/MESSAGES.md} with what is sent, and writes it anew: {@code make docs}. */
@Tag("it")
class MessageCatalogueTest {
  private static final Optional<Secret> NONE = Optional.empty();
  private static final int LIMIT = 3_000;

  /** Of which the bodies are shown, with what each is an answer to. */
  private static final Map<String, Optional<Message>> BODIES = new LinkedHashMap<>();

  static {
    Optional<Message> first = Optional.of(SampleMessages.firing());
    BODIES.put("firing", Optional.empty());
    BODIES.put("changed", first);
    BODIES.put("resolved", first);
    BODIES.put("digest", Optional.empty());
    BODIES.put("clean-report", Optional.empty());
  }

  private final Templates templates = new Templates(Optional.empty());
  private final HttpCaller http =
      new HttpCaller(Duration.ofSeconds(10), Duration.ofSeconds(10), "dataflow-sentinel");
  private final StringBuilder page = new StringBuilder();

  @Test
  void thePageShowsWhatIsSent() throws IOException {
    head();
    for (Map.Entry<String, Message> sample : SampleMessages.all().entrySet()) {
      section(sample.getKey(), sample.getValue());
    }
    WrittenPage.hold("MESSAGES.md", page.toString());
  }

  private void head() {
    page.append(
        """
        # What messages look like

        Every kind of message as it is sent, from sample incidents: the title (the subject of a mail), the texts in each of
        the languages that channels speak, and for some the bodies as they go over the wire, laid out. Mails have the text
        and the same as a page of HTML. Who hears of what: [ALERTS.md](ALERTS.md).

        This page is made, and held, by a test. After a change of templates or channels, in the folder of the project:

        ```
        """);
    page.append(WrittenPage.AGAIN).append("\n```\n");
  }

  private void section(String name, Message message) throws IOException {
    String heading = name.replace('-', ' ');
    page.append("\n## ").append(heading.substring(0, 1).toUpperCase(java.util.Locale.ROOT));
    page.append(heading.substring(1)).append("\n\nTitle: `");
    page.append(templates.title(message, 150)).append("`\n");
    block("As text", "text", templates.text(message, LIMIT));
    block("As Markdown", "markdown", templates.markdown(message, LIMIT));
    block("For Slack", "text", templates.slack(message, LIMIT));
    if (BODIES.containsKey(name)) {
      for (Map.Entry<String, Function<String, Channel>> one : channels().entrySet()) {
        body(one.getKey(), one.getValue(), message, BODIES.get(name));
      }
    }
  }

  private void block(String what, String language, String content) {
    page.append("\n").append(what).append(":\n\n````").append(language).append("\n");
    page.append(content).append("\n````\n");
  }

  private Map<String, Function<String, Channel>> channels() {
    Map<String, Function<String, Channel>> all = new LinkedHashMap<>();
    all.put("Slack", at -> of(new ChannelSettings.SlackWebhook(new Secret(at))));
    all.put("Discord", at -> of(new ChannelSettings.Discord(new Secret(at))));
    all.put("Teams", at -> of(new ChannelSettings.Teams(new Secret(at))));
    all.put(
        "PagerDuty",
        at -> of(new ChannelSettings.PagerDuty(new Secret("ROUTING_KEY"), URI.create(at))));
    all.put("Alertmanager", at -> of(new ChannelSettings.Alertmanager(new Secret(at), NONE, NONE)));
    all.put("a webhook", at -> of(new ChannelSettings.Webhook(new Secret(at), NONE)));
    all.put(
        "GitHub",
        at ->
            of(
                new ChannelSettings.GitHub(
                    "acme/lake",
                    new Secret("TOKEN"),
                    List.of("data", "sentinel"),
                    URI.create(at))));
    return all;
  }

  private Channel of(ChannelSettings settings) {
    return new Channels(
            templates,
            http,
            Messages.CLOCK,
            new java.io.PrintWriter(java.io.Writer.nullWriter()),
            email -> new EmailChannel(email, templates, MailLimits.usual()))
        .of(settings);
  }

  /** What a channel posts of a message, after the one it answers. */
  private void body(
      String name, Function<String, Channel> made, Message message, Optional<Message> before)
      throws IOException {
    OtherSide.Reply reply =
        name.equals("GitHub") ? new GitHubDouble().reply() : OtherSide.text(200, "{\"id\":\"1\"}");
    try (OtherSide other = new OtherSide(reply)) {
      Channel channel = made.apply(other.base());
      if (!channel.takes(message.kind())) {
        return;
      }
      Optional<String> reference = Optional.empty();
      if (before.isPresent()
          && channel.deliver(before.get(), Optional.empty()) instanceof Delivery.Sent sent) {
        reference = sent.reference();
      }
      int earlier = other.asked().size();
      assertThat(channel.deliver(message, reference)).isInstanceOf(Delivery.Sent.class);
      other.asked().stream()
          .skip(earlier)
          .filter(asked -> !asked.method().equals("GET"))
          .forEach(asked -> block(to(name, asked), "json", json(asked)));
    }
  }

  private static String to(String name, OtherSide.Asked asked) {
    return name.equals("GitHub")
        ? "To GitHub, " + asked.method() + " " + asked.path()
        : "To " + name;
  }

  private static String json(OtherSide.Asked asked) {
    return Json.pretty(Json.read(asked.body())).strip();
  }
}
