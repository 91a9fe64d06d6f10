package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dataflow.sentinel.channel.Channel;
import io.dataflow.sentinel.channel.ChannelSettings;
import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.channel.Message.Kind;
import io.dataflow.sentinel.config.Secret;
import io.dataflow.sentinel.notify.Outgoing;
import io.dataflow.sentinel.notify.Outgoing.State;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the outbox says after each thing that can happen to a message on its way. */
@Tag("it")
class DelivererTest extends OutboxScene {
  private static final List<String> TYPES =
      List.of("slack", "bot", "discord", "teams", "pagerduty", "alertmanager", "webhook", "github");

  private static ChannelSettings settings(String type, String base) {
    Secret address = new Secret(base);
    URI api = URI.create(base);
    Secret secret = new Secret("pl4nted");
    return switch (type) {
      case "slack" -> new ChannelSettings.SlackWebhook(address);
      case "bot" -> new ChannelSettings.SlackBot(secret, "#alerts", api);
      case "discord" -> new ChannelSettings.Discord(address);
      case "teams" -> new ChannelSettings.Teams(address);
      case "pagerduty" -> new ChannelSettings.PagerDuty(secret, api);
      case "alertmanager" ->
          new ChannelSettings.Alertmanager(address, Optional.empty(), Optional.empty());
      case "github" -> new ChannelSettings.GitHub("example/data", secret, List.of(), api);
      default -> new ChannelSettings.Webhook(address, Optional.empty());
    };
  }

  @ParameterizedTest
  @EnumSource
  void theLedgerSaysWhatBecameOfAMessageOfEachChannel(ChannelFault fault) {
    List<Outgoing> rows = new ArrayList<>();
    for (String type : TYPES) {
      inbox.answers(type, fault.reply());
      channels.put(type, channels(fault.patience()).of(settings(type, fault.base(inbox, type))));
      rows.add(put(type, "c-" + type, 1, Kind.FIRING));
    }

    Deliverer.Deliveries deliveries = deliver();

    boolean givenUp = fault.state() == State.GIVEN_UP;
    assertThat(deliveries.sent()).isEmpty();
    assertThat(deliveries.givenUp()).hasSize(givenUp ? TYPES.size() : 0);
    assertThat(deliveries.waiting()).hasSize(givenUp ? 0 : TYPES.size());
    assertThat(rows)
        .extracting(this::row)
        .allSatisfy(
            row -> {
              assertThat(row.state()).isEqualTo(fault.state());
              assertThat(row.attempts()).as("calls").isOne();
              assertThat(row.failure().orElseThrow()).contains(fault.says());
              assertThat(row.next()).isEqualTo(givenUp ? AT : AT.plus(fault.next()));
              assertThat(row.done()).isEqualTo(givenUp ? Optional.of(AT) : Optional.empty());
              assertThat(ledger.outbox().claim(row.id())).isEmpty();
              assertThat(inbox.letters(row.line())).hasSize(fault.requests());
            });
    assertThat(inbox.letters("elsewhere")).isEmpty();
    assertThat(passing.pauses()).hasSize(TYPES.size() * fault.pauses().size());
    assertThat(passing.pauses()).containsAll(fault.pauses());
  }

  @Test
  void triesAgainWithinACallAndTellsTheHistory() {
    hook("a");
    inbox.answers(
        "a",
        Mailboxes.inTurn(
            Mailboxes.status(503),
            Mailboxes.status(429, "Retry-After", "20"),
            Mailboxes.status(200)));
    Outgoing row = put("a", "c-1", 1, Kind.FIRING);

    assertThat(deliver().sent()).hasSize(1);

    assertThat(row(row)).isEqualTo(row.sent(AT));
    assertThat(passing.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(20));
    assertThat(inbox.letters("a"))
        .extracting(l -> l.id().orElseThrow())
        .containsExactly("c-1.1", "c-1.1", "c-1.1");
    assertThat(ledger.incidents().events("i-1"))
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.kind().name()).isEqualTo("NOTIFIED");
              assertThat(e.detail()).isEqualTo("a, firing");
            });
  }

  @Test
  void waitsLongerBetweenCallsThenGivesUpAfterADay() {
    hook("a");
    inbox.answers("a", Mailboxes.status(503));
    Outgoing row = put("a", "c-1", 1, Kind.FIRING);
    List<Long> minutes = new ArrayList<>();
    Instant now = AT;
    while (row(row).state() == State.PENDING) {
      clock.moveTo(now);
      deliver();
      minutes.add(Duration.between(now, row(row).next()).toMinutes());
      now = row(row).next();
    }

    assertThat(minutes.subList(0, 8)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    assertThat(row(row).failure()).contains("HTTP 503 Service Unavailable, for 24 h");
    assertThat(row(row).done().orElseThrow())
        .isAfterOrEqualTo(AT.plus(Duration.ofHours(24)))
        .isBefore(AT.plus(Duration.ofHours(26)));
    assertThat(ledger.incidents().events("i-1"))
        .singleElement()
        .satisfies(e -> assertThat(e.detail()).startsWith("a, firing: HTTP 503"));
  }

  @Test
  void doesNotTryBeforeItIsTimeAndStillSaysThatItWaits() {
    hook("a");
    inbox.answers("a", Mailboxes.status(503));
    put("a", "c-1", 1, Kind.FIRING);
    deliver();
    inbox.clear();
    clock.advance(Duration.ofSeconds(59));

    assertThat(deliver().waiting()).hasSize(1);
    assertThat(inbox.letters()).isEmpty();
  }

  @Test
  void oneThatFailsAfterADayInWhichNobodyTriedIsTriedAtLeastTwice() {
    hook("a");
    inbox.answers("a", Mailboxes.status(503));
    Outgoing row = put("a", "c-1", 1, Kind.FIRING);
    clock.advance(Duration.ofHours(60));

    deliver();
    assertThat(row(row).state()).isEqualTo(State.PENDING);
    clock.advance(Duration.ofMinutes(1));
    deliver();
    assertThat(row(row).state()).isEqualTo(State.GIVEN_UP);
  }

  @Test
  void aChannelThatNeverAnswersDelaysNoOther() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    AtomicBoolean inTime = new AtomicBoolean();
    inbox.answers("slow", exchange -> inTime.set(arrived.await(60, TimeUnit.SECONDS)));
    inbox.answers(
        "fast",
        exchange -> {
          Mailboxes.status(200).to(exchange);
          arrived.countDown();
        });
    hook("slow");
    hook("fast");
    put("slow", "c-1", 1, Kind.FIRING);
    put("slow", "c-2", 1, Kind.FIRING);
    Outgoing row = put("fast", "c-3", 1, Kind.FIRING);

    deliver();

    assertThat(inTime).as("the fast one's arrived while the slow one was held").isTrue();
    assertThat(row(row).state()).isEqualTo(State.SENT);
  }

  @Test
  void aChannelThatBreaksInsideIsToldByItsKindOfFaultAndHarmsNoOther() {
    hook("a");
    channels.put("broken", new BrokenChannel());
    Outgoing broken = put("broken", "c-1", 1, Kind.FIRING);
    Outgoing whole = put("a", "c-2", 1, Kind.FIRING);

    deliver();

    assertThat(row(whole).state()).isEqualTo(State.SENT);
    assertThat(row(broken).failure()).contains("the channel broke: IllegalStateException");
  }

  @Test
  void whatIsGivenUpIsRecordedTogetherWithWhatFollowsFromItOrNotAtAll() {
    hook("a");
    inbox.answers("a", Mailboxes.status(404));
    Outgoing row = put("a", "c-1", 1, Kind.FIRING);

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                deliverer()
                    .deliver(
                        lost -> {
                          throw new IllegalStateException("as if killed here");
                        }));

    assertThat(row(row)).isEqualTo(row);
    assertThat(ledger.incidents().events("i-1")).isEmpty();
  }

  @Test
  void whatNobodyIsToHearAnyMoreIsGivenUp() {
    Outgoing row = put("former/slack/0", "c-1", 1, Kind.FIRING);

    assertThat(deliver().givenUp()).hasSize(1);

    assertThat(row(row).state()).isEqualTo(State.GIVEN_UP);
    assertThat(row(row).failure()).contains("the settings do not name former/slack/0 any more");
  }

  /** A fault of the program itself. */
  private static final class BrokenChannel implements Channel {
    @Override
    public String type() {
      return "broken";
    }

    @Override
    public boolean takes(Kind kind) {
      return true;
    }

    @Override
    public io.dataflow.sentinel.channel.Delivery deliver(
        Message message, Optional<String> reference) {
      throw new IllegalStateException("https://example.com/pl4nted");
    }
  }
}
