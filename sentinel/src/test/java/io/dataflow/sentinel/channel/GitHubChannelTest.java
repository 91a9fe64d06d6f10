package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GitHubChannelTest extends ChannelConformance {
  private static final Optional<String> FIRST = Optional.of("1");

  private final GitHubDouble github = new GitHubDouble();

  @Override
  Channel channel(String base, HttpCaller http) {
    return new GitHubChannel(
        new ChannelSettings.GitHub(
            "acme/lake",
            new Secret("ghp_SECRET"),
            List.of("data", "sentinel"),
            URI.create(base + "/")),
        templates,
        http,
        Messages.CLOCK);
  }

  @Override
  String type() {
    return "github";
  }

  @Override
  Set<Message.Kind> kinds() {
    return PEOPLE;
  }

  @Override
  OtherSide.Reply happy() {
    return new GitHubDouble().reply();
  }

  @Override
  boolean readsAnswer() {
    return true;
  }

  @Override
  void check(OtherSide.Asked asked) {
    assertThat(asked.headers())
        .containsEntry("authorization", "Bearer ghp_SECRET")
        .containsEntry("accept", "application/vnd.github+json");
    GitHubBodies.check(asked);
  }

  /** The second time it finds what it wrote the first time, so both are looked at apart. */
  @ParameterizedTest
  @EnumSource
  void judgesWhatGoesWrongWithALaterMessage(Faults fault) throws IOException {
    judges(fault, Message.Kind.CHANGED, FIRST);
  }

  @Test
  @Override
  void sendsTheSameBytesForTheSameMessage() throws IOException {
    assertThat(firstPost()).isEqualTo(firstPost());
  }

  private String firstPost() throws IOException {
    try (OtherSide other = new OtherSide(happy())) {
      channel(other.base()).deliver(Messages.small(Message.Kind.FIRING), Optional.empty());
      return told(other).get(0).body();
    }
  }

  @Test
  void keepsAThreadAsOneIssueUntilItIsOver() throws IOException {
    try (OtherSide other = new OtherSide(github.reply())) {
      Channel channel = channel(other.base());
      Delivery first = channel.deliver(Messages.small(Message.Kind.FIRING), Optional.empty());
      Optional<String> issue = ((Delivery.Sent) first).reference();
      channel.deliver(Messages.small(Message.Kind.CHANGED), issue);
      channel.deliver(Messages.small(Message.Kind.REMINDER), issue);

      assertThat(issue).contains("1");
      assertThat(github.issues()).hasSize(1);
      assertThat(github.issues().get(0)).containsEntry("state", "open");
      assertThat(github.comments(1)).hasSize(2);

      Delivery last = channel.deliver(Messages.small(Message.Kind.RESOLVED), issue);

      assertThat(last).isEqualTo(new Delivery.Sent(issue));
      assertThat(github.issues().get(0)).containsEntry("state", "closed");
      assertThat(github.comments(1)).hasSize(3).last().asString().contains("2 h 15 min");
    }
  }

  @Test
  void makesNoSecondIssueAndNoSecondCommentWhenItDidNotHearOfTheFirst() throws IOException {
    try (OtherSide other = new OtherSide(github.reply())) {
      Channel channel = channel(other.base());
      for (int again = 0; again < 2; again++) {
        channel.deliver(Messages.small(Message.Kind.FIRING), Optional.empty());
        channel.deliver(Messages.small(Message.Kind.CHANGED), Optional.empty());
        channel.deliver(Messages.small(Message.Kind.REMINDER), Optional.of("1"));
      }

      assertThat(github.issues()).hasSize(1);
      assertThat(github.comments(1)).hasSize(2);
    }
  }

  @Test
  void isNotTakenInByAMarkWithinForeignText() throws IOException {
    try (OtherSide other = new OtherSide(github.reply())) {
      github.add("another", "- More: `<!-- sentinel:" + Messages.THREAD + " -->`");

      Delivery delivery =
          channel(other.base()).deliver(Messages.small(Message.Kind.FIRING), Optional.empty());

      assertThat(delivery).isEqualTo(new Delivery.Sent(Optional.of("2")));
    }
  }

  @Test
  void closesOnASecondTryWithoutASecondComment() throws IOException {
    AtomicInteger closings = new AtomicInteger();
    OtherSide.Reply once =
        (exchange, asked) -> {
          if (asked.method().equals("PATCH") && closings.incrementAndGet() == 1) {
            OtherSide.send(exchange, 502, "");
          } else {
            github.reply().to(exchange, asked);
          }
        };
    try (OtherSide other = new OtherSide(once)) {
      Channel channel = channel(other.base());
      channel.deliver(Messages.small(Message.Kind.FIRING), Optional.empty());
      Message over = Messages.small(Message.Kind.RESOLVED);

      assertThat(channel.deliver(over, FIRST)).isEqualTo(Delivery.failed("HTTP 502 Bad Gateway"));
      assertThat(channel.deliver(over, FIRST)).isEqualTo(new Delivery.Sent(FIRST));
      assertThat(github.comments(1)).hasSize(1);
      assertThat(github.issues().get(0)).containsEntry("state", "closed");
    }
  }

  @Test
  void findsItsIssueBehindManyOthers() throws IOException {
    try (OtherSide other = new OtherSide(github.reply())) {
      Channel channel = channel(other.base());
      channel.deliver(Messages.small(Message.Kind.FIRING), Optional.empty());
      IntStream.range(0, 120).forEach(i -> github.add("another " + i, "of somebody else"));

      Delivery delivery = channel.deliver(Messages.small(Message.Kind.CHANGED), Optional.empty());

      assertThat(delivery).isEqualTo(new Delivery.Sent(Optional.of("1")));
    }
  }

  @Test
  void opensAnotherIssueWhenTheFirstWasDeleted() throws IOException {
    try (OtherSide other = new OtherSide(github.reply())) {
      Channel channel = channel(other.base());
      channel.deliver(Messages.small(Message.Kind.FIRING), Optional.empty());
      github.delete(1);

      Delivery delivery = channel.deliver(Messages.small(Message.Kind.CHANGED), Optional.of("1"));

      assertThat(delivery).isEqualTo(new Delivery.Sent(Optional.of("2")));
    }
  }

  @Test
  void opensNothingForARecoveryOfWhatSomebodyClosed() throws IOException {
    try (OtherSide other = new OtherSide(github.reply())) {
      Delivery delivery =
          channel(other.base()).deliver(Messages.small(Message.Kind.RESOLVED), Optional.empty());

      assertThat(delivery).isInstanceOf(Delivery.Sent.class);
      assertThat(github.issues()).isEmpty();
    }
  }

  @Test
  void closesTheIssueOfATest() throws IOException {
    try (OtherSide other = new OtherSide(github.reply())) {
      channel(other.base()).deliver(Messages.small(Message.Kind.TEST), Optional.empty());

      assertThat(github.issues()).hasSize(1);
      assertThat(github.issues().get(0)).containsEntry("state", "closed");
    }
  }

  @Test
  void takes403AsTooOftenWhenGitHubSaysSo() throws IOException {
    OtherSide.Reply limited =
        (exchange, asked) -> {
          exchange.getResponseHeaders().set("X-RateLimit-Remaining", "0");
          // 40 seconds after 2026-03-07T05:00:00Z
          exchange.getResponseHeaders().set("X-RateLimit-Reset", "1772859640");
          OtherSide.send(exchange, 403, "{}");
        };
    assertThat(delivered(limited))
        .isEqualTo(
            new Delivery.Failed(
                "HTTP 403 Forbidden: asked too often", Optional.of(Duration.ofSeconds(40))));
    assertThat(delivered(OtherSide.text(403, "You have exceeded a secondary rate limit")))
        .isEqualTo(Delivery.failed("HTTP 403 Forbidden: asked too often"));
  }

  private Delivery delivered(OtherSide.Reply reply) throws IOException {
    try (OtherSide other = new OtherSide(reply)) {
      return channel(other.base()).deliver(Messages.small(Message.Kind.FIRING), Optional.empty());
    }
  }
}
