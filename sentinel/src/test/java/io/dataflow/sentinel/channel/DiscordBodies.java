package io.dataflow.sentinel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What Discord says of a webhook's body. */
final class DiscordBodies {
  private DiscordBodies() {}

  static void check(String body) {
    Map<?, ?> message = Bodies.object(body);
    Bodies.text(message, "content", 2_000);
    assertThat(Bodies.list(Bodies.map(message, "allowed_mentions"), "parse"))
        .as("who may be called")
        .isEmpty();
    List<?> embeds = Bodies.list(message, "embeds");
    assertThat(embeds).as("embeds").hasSizeBetween(1, 10);
    int characters = embeds.stream().mapToInt(embed -> embed(Bodies.map(embed, "an embed"))).sum();
    assertThat(characters).as("characters of all embeds").isLessThanOrEqualTo(6_000);
  }

  private static int embed(Map<?, ?> embed) {
    Bodies.onlyNames(embed, "title", "description", "color", "fields", "timestamp");
    int characters = optional(embed, "title", 256) + optional(embed, "description", 4_096);
    assertThat((Long) embed.get("color")).isBetween(0L, 0xffffffL);
    assertThat(Instant.parse(Bodies.text(embed, "timestamp", 40))).isEqualTo(Messages.AT);
    List<?> fields = Bodies.list(embed, "fields");
    assertThat(fields).as("fields").hasSizeLessThanOrEqualTo(25);
    for (Object each : fields) {
      Map<?, ?> field = Bodies.map(each, "a field");
      characters += Bodies.text(field, "name", 256).length();
      characters += Bodies.text(field, "value", 1_024).length();
      assertThat(field.get("inline")).isInstanceOf(Boolean.class);
    }
    assertThat(characters).as("characters of an embed").isPositive();
    return characters;
  }

  private static int optional(Map<?, ?> embed, String name, int longest) {
    return embed.containsKey(name) ? Bodies.text(embed, name, longest).length() : 0;
  }
}
