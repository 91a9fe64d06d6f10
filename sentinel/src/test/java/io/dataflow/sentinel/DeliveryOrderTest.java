package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.channel.Message.Kind;
import io.dataflow.sentinel.notify.Claim;
import io.dataflow.sentinel.notify.Outgoing;
import io.dataflow.sentinel.notify.Outgoing.State;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In which order messages go out, and which of them, when a channel takes none for a while. */
@Tag("it")
class DeliveryOrderTest extends OutboxScene {
  @Test
  void oneThatFailedKeepsThoseBehindItBackAndTheyGoTogetherOnceOneArrives() {
    hook("a");
    inbox.answers("a", Mailboxes.status(503));
    put("a", "c-1", 1, Kind.FIRING);
    put("a", "c-2", 1, Kind.FIRING);
    deliver();
    assertThat(inbox.letters()).hasSize(3);
    assertThat(ledger.outbox().pending())
        .extracting(o -> o.failure().orElseThrow())
        .containsExactly("HTTP 503 Service Unavailable", "a message before it failed");

    inbox.clear();
    inbox.answers("a", Mailboxes.status(200));
    put("a", "c-3", 1, Kind.FIRING);

    assertThat(deliver().sent()).hasSize(3);
    assertThat(ids("a")).containsExactly("c-3.1", "c-1.1", "c-2.1");
  }

  @Test
  void refusesOfOneMessageDoNotKeepTheNextBack() {
    hook("a");
    inbox.answers("a", Mailboxes.inTurn(Mailboxes.status(413), Mailboxes.status(200)));
    Outgoing large = put("a", "c-1", 1, Kind.FIRING);
    Outgoing small = put("a", "c-2", 1, Kind.FIRING);

    deliver();

    assertThat(row(large).state()).isEqualTo(State.GIVEN_UP);
    assertThat(row(small).state()).isEqualTo(State.SENT);
  }

  @Test
  void whileAChannelIsOutOneMessageWithTheNewestContentWaits() {
    hook("a");
    inbox.answers("a", Mailboxes.status(503));
    put("a", "c-1", 1, Kind.FIRING);
    put("a", "c-2", 1, Kind.FIRING);
    deliver();
    put("a", "c-1", 2, Kind.CHANGED);
    put("a", "c-2", 2, Kind.RESOLVED);
    deliver();
    put("a", "c-1", 3, Kind.CHANGED);
    inbox.clear();
    inbox.answers("a", Mailboxes.status(200));

    deliver();

    assertThat(ids("a")).containsExactlyInAnyOrder("c-1.3", "c-2.2");
    assertThat(inbox.letters("a"))
        .anySatisfy(
            l -> {
              assertThat(l.body()).contains("c-1 3", "\"kind\":\"firing\"");
              assertThat(l.resolved()).isFalse();
            });
    assertThat(inbox.letters("a")).anySatisfy(l -> assertThat(l.resolved()).isTrue());
  }

  @Test
  void neverTellsTheEndBeforeTheBeginning() {
    hook("a");
    inbox.answers("a", Mailboxes.status(503));
    Outgoing first = put("a", "c-1", 1, Kind.FIRING);
    Claim dead = dead();
    deliver();
    assertThat(ledger.outbox().claim(first.id(), Optional.empty(), dead)).isTrue();
    Outgoing end = put("a", "c-1", 2, Kind.RESOLVED); // a claimed one is not replaced
    inbox.answers("a", Mailboxes.status(200));
    inbox.clear();

    assertThat(deliver().sent()).as("the first is not due yet").isEmpty();
    clock.advance(Duration.ofMinutes(1));
    assertThat(deliver().sent()).hasSize(2);

    assertThat(ids("a")).containsExactly(first.message().id(), end.message().id());
  }

  @Test
  void aChannelWithMoreToSendThanTimeIsCutShortAndTheRestWaits() {
    hook("a");
    inbox.answers(
        "a",
        exchange -> {
          passing.pause(Duration.ofSeconds(10)); // as long as it takes
          Mailboxes.status(200).to(exchange);
        });
    IntStream.range(10, 20).forEach(i -> put("a", "c-" + i, 1, Kind.FIRING));

    Deliverer.Deliveries first = deliver();

    assertThat(first.sent()).as("begun within 75 s").hasSize(8);
    assertThat(first.waiting())
        .hasSize(2)
        .allSatisfy(o -> assertThat(o.failure()).contains("its turn did not come in time"));
    assertThat(ledger.outbox().pending()).hasSize(2).allMatch(o -> o.attempts() == 0);
    assertThat(deliver().sent()).hasSize(2);
  }
}
