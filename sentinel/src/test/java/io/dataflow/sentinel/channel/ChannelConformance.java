package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every channel that speaks HTTP promises. */
@Tag("it")
abstract class ChannelConformance {
  static final Set<Message.Kind> PEOPLE =
      Set.of(
          Message.Kind.FIRING,
          Message.Kind.CHANGED,
          Message.Kind.REMINDER,
          Message.Kind.RESOLVED,
          Message.Kind.REPORT,
          Message.Kind.TEST);

  private static final Pattern STEERING =
      Pattern.compile("[\\p{Cc}&&[^\\n]]|[\\p{Cs}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069]");

  final Templates templates = new Templates(Optional.empty());

  /** The channel, which finds its other side at an address; its secrets hold "SECRET". */
  abstract Channel channel(String base, HttpCaller http);

  final Channel channel(String base) {
    return channel(base, http(Duration.ofSeconds(10)));
  }

  static HttpCaller http(Duration patience) {
    return new HttpCaller(patience, patience, "dataflow-sentinel/test");
  }

  abstract String type();

  /** Under which its settings stand. */
  String key() {
    return type() + "_configs";
  }

  abstract Set<Message.Kind> kinds();

  /** Fails with a sentence where the other side would refuse the body. */
  abstract void check(OtherSide.Asked asked);

  /** What the other side answers when all is well. */
  OtherSide.Reply happy() {
    return OtherSide.text(200, "{}");
  }

  /** Whether it needs more of an answer than the status. */
  boolean readsAnswer() {
    return false;
  }

  /** Whether any number of incidents fits. */
  boolean showsAll() {
    return false;
  }

  /** Requests that carry the message. */
  List<OtherSide.Asked> told(OtherSide other) {
    return other.asked().stream().filter(asked -> asked.method().equals("POST")).toList();
  }

  @Test
  void namesItsTypeAndTakesWhatIsOfUseThere() {
    Channel channel = channel("http://127.0.0.1:1");

    assertThat(channel.type()).isEqualTo(type());
    assertThat(Message.Kind.values()).filteredOn(channel::takes).hasSameElementsAs(kinds());
  }

  @ParameterizedTest
  @EnumSource
  void sendsEachKindItTakes(Message.Kind kind) throws IOException {
    try (OtherSide other = new OtherSide(happy())) {
      Channel channel = channel(other.base());
      if (channel.takes(kind)) {
        Delivery delivery = channel.deliver(Messages.small(kind), Optional.empty());

        assertThat(delivery).isInstanceOf(Delivery.Sent.class);
        told(other).forEach(this::check);
      } else {
        assertThat(kinds()).doesNotContain(kind);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void judgesWhatGoesWrong(Faults fault) throws IOException {
    judges(fault, Message.Kind.FIRING, Optional.empty());
  }

  final void judges(Faults fault, Message.Kind kind, Optional<String> reference)
      throws IOException {
    try (OtherSide other = new OtherSide(fault.reply())) {
      Delivery delivery =
          channel(fault.base(other), http(fault.patience()))
              .deliver(Messages.small(kind), reference);

      assertThat(delivery).isInstanceOf(fault.outcome(readsAnswer()));
      if (delivery instanceof Delivery.Failed failed) {
        assertThat(failed.why()).contains(fault.says());
        assertThat(failed.after()).isEqualTo(fault.after());
      } else if (delivery instanceof Delivery.Refused refused) {
        assertThat(refused.why())
            .contains(fault.says())
            .endsWith("; look at " + key() + " in config/alerts.yaml");
      }
      assertThat(delivery.toString()).doesNotContain("SECRET", "127.0.0.1", "nowhere", "http");
      assertThat(other.asked()).noneMatch(asked -> asked.path().equals("/elsewhere"));
    }
  }

  @Test
  void keepsCausesCommandsAndLinksOfWhatItShowsOfAHugeMessage() throws IOException {
    String told = delivered(Messages.huge());

    List<String> shown =
        IntStream.range(10, 50)
            .mapToObj(String::valueOf)
            .filter(number -> told.contains(Messages.hugeTitle(number)))
            .toList();
    assertThat(shown).isNotEmpty().allSatisfy(number -> whole(told, number));
    if (showsAll()) {
      assertThat(shown).hasSize(40);
    } else {
      assertThat(told).containsPattern("and " + (40 - shown.size()) + " more incident");
    }
  }

  @Test
  void leavesMembersOutOfAHugeIncidentAndSaysHowMany() throws IOException {
    String told = delivered(Messages.hugeSingle());

    whole(told, "10");
    assertThat(told).contains("SYMBOL0").containsPattern("and 4\\d\\d more");
  }

  private static void whole(String told, String number) {
    assertThat(told)
        .contains(Messages.hugeCause(number))
        .contains(Messages.hugeCommand(number))
        .contains(Messages.hugeLink(number));
  }

  @Test
  void saysWhatIsWrongSinceWhenHowBadWhyAndWhatToDo() throws IOException {
    assertThat(delivered(Messages.small(Message.Kind.FIRING)))
        .contains("us-daily has no bars of Fri 2026-03-06")
        .containsPattern("2026-03-07[ T]04:30")
        .contains("the session 2026-03-06 by Sat 04:30 UTC")
        .contains("2 of 500 instruments")
        .contains("the source answers with nothing")
        .contains("sentinel explain us-daily")
        .contains("https://example.com/runbook/late");
  }

  @Test
  void letsNothingOfAHostileTextTakeEffect() throws IOException {
    assertThat(delivered(Messages.hostile()))
        .doesNotContainPattern(STEERING)
        .doesNotContain("javascript:");
  }

  @Test
  void sendsTheSameBytesForTheSameMessage() throws IOException {
    try (OtherSide other = new OtherSide(happy())) {
      channel(other.base()).deliver(Messages.small(Message.Kind.FIRING), Optional.empty());
      channel(other.base()).deliver(Messages.small(Message.Kind.FIRING), Optional.empty());

      assertThat(told(other)).hasSize(2);
      assertThat(told(other).get(0)).isEqualTo(told(other).get(1));
      assertThat(told(other).get(0).headers())
          .containsEntry("user-agent", "dataflow-sentinel/test")
          .containsEntry("content-type", "application/json; charset=utf-8");
    }
  }

  /** All texts of the body as they are once it is read, one a line. */
  private String delivered(Message message) throws IOException {
    try (OtherSide other = new OtherSide(happy())) {
      Delivery delivery = channel(other.base()).deliver(message, Optional.empty());

      assertThat(delivery).isInstanceOf(Delivery.Sent.class);
      assertThat(told(other)).isNotEmpty().allSatisfy(this::check);
      List<String> texts = new ArrayList<>();
      told(other).forEach(asked -> collect(Json.read(asked.body()), texts));
      return String.join("\n", texts);
    }
  }

  private static void collect(Object value, List<String> texts) {
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(one -> collect(one, texts));
    } else if (value instanceof List<?> list) {
      list.forEach(one -> collect(one, texts));
    } else {
      texts.add(String.valueOf(value));
    }
  }
}
