package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.notify.Letters.AT;
import static io.dataflow.sentinel.notify.Letters.conversation;
import static io.dataflow.sentinel.notify.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.channel.Message.Kind;
import io.dataflow.sentinel.notify.Claim;
import io.dataflow.sentinel.notify.Conversation;
import io.dataflow.sentinel.notify.Dispatch;
import io.dataflow.sentinel.notify.Outgoing;
import io.dataflow.sentinel.notify.Outgoing.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every ledger promises about conversations and the outbox. */
interface OutboxLedgerConformance {
  Ledger ledger();

  private OutboxLedger outbox() {
    return ledger().outbox();
  }

  private void put(Outgoing... messages) {
    outbox().record(new Dispatch(List.of(), List.of(messages)));
  }

  @Test
  default void keepsConversationsAndMessagesAsTheyAre() {
    Conversation conversation = conversation("c-1");
    Outgoing letter = letter("c-1", 1, Kind.FIRING, Records.HOSTILE.replaceAll("[\\x00]", ""));
    outbox().record(new Dispatch(List.of(conversation), List.of(letter)));

    assertThat(outbox().conversations()).containsExactly(conversation);
    assertThat(outbox().conversationsAbout("i-1")).containsExactly(conversation);
    assertThat(outbox().conversationsAbout("i-2")).isEmpty();
    assertThat(outbox().pending()).containsExactly(letter);
    assertThat(outbox().messages("c-1")).containsExactly(letter);
  }

  @Test
  default void aNewerMessageReplacesOneThatWaits() {
    put(letter("c-1", 1, Kind.FIRING, "one"));
    put(letter("c-1", 2, Kind.CHANGED, "two"));

    assertThat(outbox().pending()).singleElement().satisfies(o -> {
      assertThat(o.message().title()).isEqualTo("two");
      assertThat(o.message().kind()).as("nobody heard the first").isEqualTo(Kind.FIRING);
    });
    assertThat(outbox().messages("c-1").get(0).state()).isEqualTo(State.REPLACED);

    put(letter("c-1", 3, Kind.RESOLVED, "three"));
    assertThat(outbox().pending()).singleElement()
        .satisfies(o -> assertThat(o.message().kind()).isEqualTo(Kind.RESOLVED));
  }

  @Test
  default void aMessageThatIsBeingSentIsNotReplacedNorAnothersOrSentTwice() {
    Outgoing one = letter("c-1", 1, Kind.FIRING, "one");
    put(one);
    Claim mine = new Claim("host 1", AT);
    assertThat(outbox().claim(one.id())).isEmpty();
    assertThat(outbox().claim(one.id(), Optional.empty(), mine)).isTrue();
    assertThat(outbox().claim(one.id())).contains(mine);
    Claim other = new Claim("host 2", AT);
    assertThat(outbox().claim(one.id(), Optional.empty(), other)).isFalse();

    put(letter("c-1", 2, Kind.CHANGED, "two"), letter("c-2", 1, Kind.FIRING, "else"));
    assertThat(outbox().pending()).extracting(o -> o.message().title())
        .containsExactlyInAnyOrder("one", "two", "else");

    assertThat(outbox().claim(one.id(), Optional.of(mine), other)).as("mine is dead").isTrue();
    outbox().settle(one.sent(AT.plusSeconds(1)));
    assertThat(outbox().claim(one.id())).isEmpty();
    assertThat(outbox().claim(one.id(), Optional.empty(), other)).as("it was sent").isFalse();
    assertThat(outbox().messages("c-1").get(0)).isEqualTo(one.sent(AT.plusSeconds(1)));
  }

  @Test
  default void tellsWhatBecameOfAttempts() {
    Outgoing one = letter("c-1", 1, Kind.FIRING, "one");
    put(one);
    Outgoing failed = one.failed("HTTP 503", AT.plusSeconds(60));
    outbox().settle(failed);
    assertThat(outbox().pending()).containsExactly(failed);
    assertThat(outbox().lastSettled()).isEmpty();

    Outgoing givenUp = failed.givenUp("HTTP 404", AT.plusSeconds(61));
    outbox().settle(givenUp);
    assertThat(outbox().pending()).isEmpty();
    assertThat(outbox().lastSettled()).containsOnlyKeys("team/slack/0").containsValue(givenUp);

    assertThat(outbox().again(AT.plusSeconds(99))).isOne();
    assertThat(outbox().pending()).singleElement()
        .satisfies(o -> assertThat(o.next()).isEqualTo(AT.plusSeconds(99)));
  }

  @Test
  default void keepsNoRefreshThatWasSent() {
    Outgoing refresh = letter("c-1", 1, Kind.REFRESH, "one");
    put(refresh);
    outbox().settle(refresh.sent(AT));
    assertThat(outbox().messages("c-1")).isEmpty();
  }

  @Test
  default void remembersWhatAChannelGaveBack() {
    assertThat(outbox().reference("team/slack/0", "c-1")).isEmpty();
    outbox().refer("team/slack/0", "c-1", "C1 1.2");
    outbox().refer("team/slack/0", "c-1", "C1 3.4");
    assertThat(outbox().reference("team/slack/0", "c-1")).contains("C1 3.4");
    assertThat(outbox().reference("team/slack/1", "c-1")).isEmpty();
  }

  @Test
  default void forgetsWhatIsOver() {
    Conversation over =
        new Conversation(
            "c-1",
            "team",
            "g",
            AT,
            conversation("c").interval(),
            conversation("c").repeat(),
            Optional.of(AT),
            1,
            Optional.of(AT),
            conversation("c").told());
    Outgoing sent = letter("c-1", 1, Kind.FIRING, "one");
    outbox().record(new Dispatch(List.of(over, conversation("c-2")), List.of(sent)));
    outbox().settle(sent.sent(AT));
    put(letter("c-2", 1, Kind.FIRING, "waits"));
    outbox().refer("team/slack/0", "c-1", "x");

    ledger().past().forget(AT.plusSeconds(1));

    assertThat(outbox().messages("c-1")).isEmpty();
    assertThat(outbox().conversationsAbout("i-1")).containsExactly(conversation("c-2"));
    assertThat(outbox().reference("team/slack/0", "c-1")).isEmpty();
    assertThat(outbox().pending()).hasSize(1);
  }
}
