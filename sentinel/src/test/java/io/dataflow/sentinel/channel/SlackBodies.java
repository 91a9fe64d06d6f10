package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** What Slack says of a message's body. */
final class SlackBodies {
  private static final int ALTOGETHER = 10_000;

  private SlackBodies() {}

  static void check(String body) {
    Map<?, ?> message = Bodies.object(body);
    int characters = mrkdwn(Bodies.text(message, "text", 4_000));
    List<?> blocks = Bodies.list(message, "blocks");
    assertThat(blocks).as("blocks").hasSizeBetween(1, 50);
    for (Object each : blocks) {
      Map<?, ?> block = Bodies.map(each, "a block");
      characters +=
          switch (Bodies.text(block, "type", 20)) {
            case "header" -> header(block);
            case "section" -> section(block);
            default -> throw new AssertionError("no type of block: " + block.get("type"));
          };
    }
    assertThat(characters).as("characters of text and blocks").isLessThanOrEqualTo(ALTOGETHER);
  }

  private static int header(Map<?, ?> block) {
    Map<?, ?> text = Bodies.map(block, "text");
    assertThat(text.get("type")).isEqualTo("plain_text");
    return Bodies.text(text, "text", 150).length();
  }

  private static int section(Map<?, ?> block) {
    assertThat(block.containsKey("text") || block.containsKey("fields"))
        .as("a section has a text or fields")
        .isTrue();
    int characters = block.containsKey("text") ? object(Bodies.map(block, "text"), 3_000) : 0;
    if (block.containsKey("fields")) {
      List<?> fields = Bodies.list(block, "fields");
      assertThat(fields).as("fields").hasSizeBetween(1, 10);
      characters +=
          fields.stream().mapToInt(field -> object(Bodies.map(field, "a field"), 2_000)).sum();
    }
    return characters;
  }

  private static int object(Map<?, ?> text, int longest) {
    assertThat(text.get("type")).isEqualTo("mrkdwn");
    assertThat(text.get("verbatim")).isEqualTo(true);
    return mrkdwn(Bodies.text(text, "text", longest));
  }

  /** A sharp bracket begins a link of ours and nothing else, an ampersand an entity. */
  private static int mrkdwn(String text) {
    String rest = text.replaceAll("<https://[a-z0-9./-]+\\|Read (more|on)>", "");
    assertThat(rest).as("Slack's text without our links").doesNotContain("<", ">");
    assertThat(rest.replaceAll("&(amp|lt|gt);", "")).doesNotContain("&");
    return text.length();
  }
}
