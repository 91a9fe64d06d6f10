package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What a Workflows flow of Teams, and the Adaptive Card it shows, say of a body. */
final class TeamsBodies {
  private static final int BYTES = 28 * 1024;

  private TeamsBodies() {}

  static void check(String body) {
    assertThat(body.getBytes(StandardCharsets.UTF_8).length)
        .as("bytes of the message")
        .isLessThanOrEqualTo(BYTES);
    Map<?, ?> message = Bodies.object(body);
    assertThat(message.get("type")).isEqualTo("message");
    List<?> attachments = Bodies.list(message, "attachments");
    assertThat(attachments).hasSize(1);
    Map<?, ?> attachment = Bodies.map(attachments.get(0), "the attachment");
    assertThat(attachment.get("contentType")).isEqualTo("application/vnd.microsoft.card.adaptive");
    Map<?, ?> card = Bodies.map(attachment, "content");
    assertThat(card.get("type")).isEqualTo("AdaptiveCard");
    assertThat(card.get("version")).isEqualTo("1.4");
    assertThat(Bodies.list(card, "body"))
        .isNotEmpty()
        .allSatisfy(element -> element(Bodies.map(element, "an element")));
  }

  private static void element(Map<?, ?> element) {
    switch (Bodies.text(element, "type", 40)) {
      case "TextBlock" -> {
        Bodies.text(element, "text", BYTES);
        assertThat(element.get("wrap")).as("long texts wrap").isEqualTo(true);
      }
      case "FactSet" ->
          assertThat(Bodies.list(element, "facts"))
              .isNotEmpty()
              .allSatisfy(
                  fact -> {
                    Bodies.text(Bodies.map(fact, "a fact"), "title", 300);
                    Bodies.text(Bodies.map(fact, "a fact"), "value", 2_000);
                  });
      case "RichTextBlock" ->
          assertThat(Bodies.list(element, "inlines"))
              .isNotEmpty()
              .allSatisfy(run -> Bodies.text(Bodies.map(run, "a run"), "text", 2_000));
      case "ActionSet" ->
          assertThat(Bodies.list(element, "actions"))
              .hasSizeBetween(1, 6)
              .allSatisfy(
                  action ->
                      assertThat(Bodies.text(Bodies.map(action, "an action"), "url", 2_000))
                          .startsWith("https://"));
      default -> throw new AssertionError("no type of element: " + element.get("type"));
    }
  }
}
