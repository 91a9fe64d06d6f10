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

  private void settle(Outgoing after) {
    Claim mine = new Claim("host 1", AT);
    assertThat(outbox().claim(after.id(), outbox().claim(after.id()), mine)).isTrue();
    assertThat(outbox().settle(after, mine)).isTrue();
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

    assertThat(outbox().pending())
        .singleElement()
        .satisfies(
            o -> {
              assertThat(o.message().title()).isEqualTo("two");
              assertThat(o.message().kind()).as("nobody heard the first").isEqualTo(Kind.FIRING);
            });
    assertThat(outbox().messages("c-1").get(0).state()).isEqualTo(State.REPLACED);

    put(letter("c-1", 3, Kind.RESOLVED, "three"));
    assertThat(outbox().pending())
        .singleElement()
        .satisfies(o -> assertThat(o.message().kind()).isEqualTo(Kind.RESOLVED));
  }

  @Test
  default void whatReplacesAMessageThatFailedHasFailedForAsLong() {
    put(letter("c-1", 1, Kind.FIRING, "one"));
    settle(outbox().pending().get(0).failed("HTTP 503", AT.plusSeconds(60)));
    put(later(letter("c-1", 2, Kind.REFRESH, "nothing new"), 10));

    assertThat(outbox().pending())
        .singleElement()
        .satisfies(
            o -> {
              assertThat(o.created()).isEqualTo(AT);
              assertThat(o.next()).isEqualTo(AT.plusSeconds(60));
              assertThat(o.attempts()).isOne();
              assertThat(o.failure()).contains("HTTP 503");
            });
    put(later(letter("c-1", 3, Kind.CHANGED, "news"), 20));
    assertThat(outbox().pending())
        .singleElement()
        .satisfies(
            o -> {
              assertThat(o.created()).isEqualTo(AT);
              assertThat(o.next()).as("news is tried at once").isEqualTo(AT.plusSeconds(20));
              assertThat(o.attempts()).isOne();
            });
  }

  private static Outgoing later(Outgoing letter, int seconds) {
    return Outgoing.of(
        letter.line(), letter.message(), letter.incidents(), AT.plusSeconds(seconds));
  }

  @Test
  default void thatSomebodyHasTakenItUpDoesNotReplaceWhatItIs() {
    put(letter("c-1", 1, Kind.FIRING, "one"));
    put(letter("c-1", 2, Kind.ACKNOWLEDGED, "one"));
    assertThat(outbox().pending())
        .extracting(o -> o.message().kind())
        .containsExactly(Kind.FIRING, Kind.ACKNOWLEDGED);
    put(letter("c-1", 3, Kind.RESOLVED, "one"));
    assertThat(outbox().pending())
        .extracting(o -> o.message().kind())
        .containsExactly(Kind.RESOLVED);
  }

  @Test
  default void aNewerReportReplacesOneThatWaits() {
    put(letter("run-1", 1, Kind.REPORT, "first"), letter("c-1", 1, Kind.FIRING, "else"));
    put(letter("run-2", 1, Kind.REPORT, "second"));
    assertThat(outbox().pending())
        .extracting(o -> o.message().title())
        .containsExactlyInAnyOrder("second", "else");
  }

  @Test
  default void countsTheTenthMessageAfterTheNinth() {
    Claim mine = new Claim("host 1", AT);
    put(letter("c-1", 9, Kind.CHANGED, "nine"));
    assertThat(outbox().claim(outbox().pending().get(0).id(), Optional.empty(), mine)).isTrue();
    put(letter("c-1", 10, Kind.RESOLVED, "ten"));
    assertThat(outbox().pending())
        .extracting(o -> o.message().title())
        .containsExactly("nine", "ten");
    assertThat(outbox().messages("c-1"))
        .extracting(o -> o.message().title())
        .containsExactly("nine", "ten");
  }

  private void giveUp(Outgoing... letters) {
    for (Outgoing each : letters) {
      put(each);
      settle(each.givenUp("HTTP 404", AT));
    }
  }

  @Test
  default void putsBackTheLastOfWhatAConversationLostAsItsFirst() {
    giveUp(
        letter("c-1", 1, Kind.FIRING, "one"),
        letter("c-1", 2, Kind.CHANGED, "two"),
        letter("c-1", 3, Kind.ACKNOWLEDGED, "three"));
    assertThat(outbox().again(AT.plusSeconds(9))).isOne();
    assertThat(outbox().pending())
        .singleElement()
        .satisfies(
            o -> {
              assertThat(o.message().title()).isEqualTo("two");
              assertThat(o.message().kind()).isEqualTo(Kind.FIRING);
              assertThat(o.created()).isEqualTo(AT.plusSeconds(9));
            });
    assertThat(outbox().again(AT.plusSeconds(10))).isZero();
  }

  @Test
  default void doesNotPutBackWhatALaterMessageToldOrWhatIsOver() {
    giveUp(letter("c-1", 1, Kind.FIRING, "one"), letter("c-2", 1, Kind.FIRING, "two"));
    put(letter("c-1", 2, Kind.RESOLVED, "one"));
    settle(outbox().pending().get(0).sent(AT));
    outbox().record(new Dispatch(List.of(over("c-2")), List.of()));

    assertThat(outbox().again(AT.plusSeconds(9))).isZero();
    assertThat(outbox().pending()).isEmpty();

    giveUp(letter("c-2", 2, Kind.RESOLVED, "two"), letter("run-1", 1, Kind.REPORT, "first"));
    giveUp(letter("run-2", 1, Kind.REPORT, "second"));
    assertThat(outbox().again(AT.plusSeconds(10))).isEqualTo(2);
    assertThat(outbox().pending())
        .extracting(o -> o.message().kind() + " " + o.message().title())
        .containsExactlyInAnyOrder("RESOLVED two", "REPORT second");
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
    assertThat(outbox().pending())
        .extracting(o -> o.message().title())
        .containsExactlyInAnyOrder("one", "two", "else");

    assertThat(outbox().claim(one.id(), Optional.of(mine), other)).as("mine is dead").isTrue();
    assertThat(outbox().settle(one.failed("late", AT), mine)).as("it is another's").isFalse();
    assertThat(outbox().settle(one.sent(AT.plusSeconds(1)), other)).isTrue();
    assertThat(outbox().settle(one.failed("late", AT), other)).as("it was sent").isFalse();
    assertThat(outbox().claim(one.id())).isEmpty();
    assertThat(outbox().claim(one.id(), Optional.empty(), other)).as("it was sent").isFalse();
    assertThat(outbox().messages("c-1").get(0)).isEqualTo(one.sent(AT.plusSeconds(1)));
  }

  @Test
  default void tellsWhatBecameOfAttempts() {
    Outgoing one = letter("c-1", 1, Kind.FIRING, "one");
    put(one);
    Outgoing failed = one.failed("HTTP 503", AT.plusSeconds(60));
    settle(failed);
    assertThat(outbox().pending()).containsExactly(failed);
    assertThat(outbox().lastSettled()).isEmpty();

    Outgoing givenUp = failed.givenUp("HTTP 404", AT.plusSeconds(61));
    settle(givenUp);
    assertThat(outbox().pending()).isEmpty();
    assertThat(outbox().lastSettled()).containsOnlyKeys("team/slack/0").containsValue(givenUp);

    assertThat(outbox().again(AT.plusSeconds(99))).isOne();
    assertThat(outbox().pending())
        .singleElement()
        .satisfies(o -> assertThat(o.next()).isEqualTo(AT.plusSeconds(99)));
  }

  @Test
  default void keepsNoRefreshThatWasSent() {
    Outgoing refresh = letter("c-1", 1, Kind.REFRESH, "one");
    put(refresh);
    settle(refresh.sent(AT));
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

  private static Conversation over(String id) {
    Conversation lasting = conversation(id);
    return new Conversation(
        id,
        "team",
        "g",
        AT,
        lasting.interval(),
        lasting.repeat(),
        Optional.of(AT),
        1,
        Optional.of(AT),
        lasting.told());
  }

  @Test
  default void forgetsWhatIsOver() {
    Outgoing sent = letter("c-1", 1, Kind.FIRING, "one");
    outbox().record(new Dispatch(List.of(over("c-1"), conversation("c-2")), List.of(sent)));
    settle(sent.sent(AT));
    put(letter("c-2", 1, Kind.FIRING, "waits"));
    outbox().refer("team/slack/0", "c-1", "x");

    ledger().past().forget(AT.plusSeconds(1));

    assertThat(outbox().messages("c-1")).isEmpty();
    assertThat(outbox().conversationsAbout("i-1")).containsExactly(conversation("c-2"));
    assertThat(outbox().reference("team/slack/0", "c-1")).isEmpty();
    assertThat(outbox().pending()).hasSize(1);
  }
}
