package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.config.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelsTest {
  private static final Secret SECRET = new Secret("https://example.com/SECRET");
  private static final URI API = URI.create("https://example.com/api");
  private static final Optional<Secret> NONE = Optional.empty();

  private static final ChannelSettings.Email EMAIL =
      new ChannelSettings.Email(
          "mail.example.com",
          587,
          ChannelSettings.Email.Security.STARTTLS,
          NONE,
          NONE,
          "sentinel@example.com",
          List.of("data@example.com"),
          Optional.empty());

  private final Channel mail =
      new StdoutChannel(
          new ChannelSettings.Stdout(true), new Templates(Optional.empty()), writer());

  private final Channels channels =
      new Channels(
          new Templates(Optional.empty()),
          new HttpCaller(Duration.ofSeconds(1), Duration.ofSeconds(1), "test"),
          Messages.CLOCK,
          writer(),
          settings -> mail);

  private static PrintWriter writer() {
    return new PrintWriter(new StringWriter());
  }

  @Test
  void makesAChannelOfEachKindOfSettings() {
    Map<ChannelSettings, String> types = new LinkedHashMap<>();
    types.put(new ChannelSettings.SlackWebhook(SECRET), "slack");
    types.put(new ChannelSettings.SlackBot(SECRET, "#a", API), "slack");
    types.put(new ChannelSettings.Discord(SECRET), "discord");
    types.put(new ChannelSettings.Teams(SECRET), "teams");
    types.put(new ChannelSettings.PagerDuty(SECRET, API), "pagerduty");
    types.put(new ChannelSettings.Alertmanager(SECRET, NONE, NONE), "alertmanager");
    types.put(new ChannelSettings.Webhook(SECRET, NONE), "webhook");
    types.put(new ChannelSettings.GitHub("acme/lake", SECRET, List.of(), API), "github");
    types.put(new ChannelSettings.Stdout(false), "stdout");

    types.forEach(
        (settings, type) -> {
          assertThat(channels.of(settings).type()).isEqualTo(type);
          assertThat(channels.of(settings).toString()).doesNotContain("SECRET");
        });
    assertThat(channels.of(EMAIL)).isSameAs(mail);
    // one more kind of settings is one more line above
    assertThat(ChannelSettings.class.getPermittedSubclasses()).hasSize(types.size() + 1);
  }
}
