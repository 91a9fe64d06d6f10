package io.dataflow.sentinel.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A message as Slack's blocks, and as text for notifications and for programs that take Slack's
 * webhooks without its blocks.
 *
 * <p>Slack documents 50 blocks, 3000 characters a section and 150 a header. It also refuses
 * messages of somewhat more than 13 000 characters, which it does not document: text and blocks
 * together stay below 10 000.
 */
final class SlackBody {
  private static final int HEADER = 150;
  private static final int TEXT = 2_900;
  private static final int BLOCKS_TEXT = 7_000;
  private static final int SECTION = 3_000;
  private static final int ENTRIES = 10;

  private final Message message;
  private final Templates templates;

  SlackBody(Message message, Templates templates) {
    this.message = message;
    this.templates = templates;
  }

  Map<String, Object> json() {
    Shape shape = Fitting.largest(message, ENTRIES, this::fits);
    return Ordered.map("text", text(), "blocks", blocks(shape), "unfurl_links", false);
  }

  private String text() {
    return templates.slack(message, TEXT);
  }

  private boolean fits(Shape shape) {
    List<Map<String, Object>> blocks = blocks(shape);
    return blocks.stream().mapToInt(SlackBody::length).sum() <= BLOCKS_TEXT
        && blocks.stream().allMatch(block -> sectionText(block) <= SECTION);
  }

  private static int length(Object part) {
    if (part instanceof Map<?, ?> map) {
      return map.values().stream().mapToInt(SlackBody::length).sum();
    }
    if (part instanceof List<?> list) {
      return list.stream().mapToInt(SlackBody::length).sum();
    }
    return String.valueOf(part).length();
  }

  private static int sectionText(Map<String, Object> block) {
    return block.get("text") instanceof Map<?, ?> text
        ? String.valueOf(text.get("text")).length()
        : 0;
  }

  private List<Map<String, Object>> blocks(Shape shape) {
    List<Map<String, Object>> blocks = new ArrayList<>();
    blocks.add(
        Ordered.map(
            "type",
            "header",
            "text",
            Ordered.map(
                "type", "plain_text", "text", templates.title(message, HEADER), "emoji", false)));
    if (message.entries().isEmpty() && message.kind() != Message.Kind.REPORT) {
      blocks.add(section(text()));
      return blocks;
    }
    String facts =
        Particulars.ofMessage(message, Markup.SLACK, shape).stream()
            .map(fact -> "*" + fact.name() + "* " + fact.value())
            .collect(Collectors.joining("\n"));
    boolean factsFirst = message.kind() == Message.Kind.REPORT;
    add(blocks, factsFirst ? facts : "");
    Fitting.shown(message, shape).forEach(entry -> add(blocks, entry, shape));
    add(blocks, Fitting.rest(message, shape, Markup.SLACK));
    add(blocks, factsFirst ? "" : facts);
    return blocks;
  }

  private static void add(List<Map<String, Object>> blocks, String text) {
    if (!text.isEmpty()) {
      blocks.add(section(Words.cut(text, SECTION)));
    }
  }

  /** Several blocks, as each of the texts may be near what one block holds. */
  private void add(List<Map<String, Object>> blocks, Message.Entry entry, Shape shape) {
    Particulars particulars = new Particulars(entry, Markup.SLACK, shape);
    blocks.add(
        Ordered.map(
            "type",
            "section",
            "text",
            particulars.ownTitle(message).map(title -> mrkdwn("*" + title + "*")),
            "fields",
            particulars.facts().stream()
                .map(fact -> mrkdwn("*" + fact.name() + "*\n" + fact.value()))
                .toList()));
    particulars.likely().ifPresent(cause -> blocks.add(section("*Likely cause* " + cause)));
    particulars.about().ifPresent(members -> blocks.add(section("*About* " + members)));
    String act =
        particulars.command().orElse("")
            + particulars.link().map(link -> "  <" + link + "|Read more>").orElse("");
    if (!act.isEmpty()) {
      blocks.add(section(act));
    }
  }

  private static Map<String, Object> section(String text) {
    return Ordered.map("type", "section", "text", mrkdwn(text));
  }

  /** Verbatim, so that Slack makes no link of what only looks like one. */
  private static Map<String, Object> mrkdwn(String text) {
    return Ordered.map("type", "mrkdwn", "text", text, "verbatim", true);
  }
}
