package io.dataflow.sentinel.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message as Discord's embeds: at most 10, of at most 25 fields each, and 6000 characters
 * together. Nobody is called by it, whatever stands in it.
 */
final class DiscordBody {
  private static final int CONTENT = 2_000;
  private static final int TITLE = 256;
  private static final int DESCRIPTION = 4_096;
  private static final int FIELD = 1_024;
  private static final int TOGETHER = 5_900;
  private static final int EMBEDS = 10;

  private final Message message;
  private final Templates templates;

  DiscordBody(Message message, Templates templates) {
    this.message = message;
    this.templates = templates;
  }

  Map<String, Object> json() {
    Shape shape = Fitting.largest(message, EMBEDS - 1, this::fits);
    return Ordered.map(
        "content", content(shape),
        "embeds", embeds(shape),
        "allowed_mentions", Ordered.map("parse", List.of()));
  }

  private boolean fits(Shape shape) {
    return embeds(shape).stream().mapToInt(DiscordBody::length).sum() <= TOGETHER;
  }

  private static int length(Map<String, Object> embed) {
    int length = length(embed, "title") + length(embed, "description");
    for (Object field : (List<?>) embed.get("fields")) {
      Map<?, ?> pair = (Map<?, ?>) field;
      length += length(pair, "name") + length(pair, "value");
    }
    return length;
  }

  private static int length(Map<?, ?> map, String name) {
    return map.get(name) instanceof String text ? text.length() : 0;
  }

  private String content(Shape shape) {
    String title = Markup.MARKDOWN.text(templates.title(message, Message.TITLE + 50));
    String rest = Fitting.rest(message, shape, Markup.MARKDOWN);
    return Words.cut(rest.isEmpty() ? title : title + " (" + rest + ")", CONTENT);
  }

  private List<Map<String, Object>> embeds(Shape shape) {
    List<Map<String, Object>> embeds = new ArrayList<>();
    if (message.entries().isEmpty() && message.kind() != Message.Kind.REPORT) {
      embeds.add(embed(colour(), "", templates.markdown(message, DESCRIPTION), List.of()));
      return embeds;
    }
    List<Message.Fact> facts = Particulars.ofMessage(message, Markup.MARKDOWN, shape);
    for (Message.Entry entry : Fitting.shown(message, shape)) {
      Particulars particulars = new Particulars(entry, Markup.MARKDOWN, shape);
      embeds.add(
          embed(
              MessageView.colour(entry.resolved(), entry.severity()),
              particulars.ownTitle(message).orElse(""),
              description(particulars),
              fields(particulars.facts())));
    }
    if (!facts.isEmpty()) {
      boolean factsFirst = message.kind() == Message.Kind.REPORT;
      embeds.add(factsFirst ? 0 : embeds.size(), embed(colour(), "", "", fields(facts)));
    }
    return embeds;
  }

  private static String description(Particulars particulars) {
    List<String> lines = new ArrayList<>();
    particulars.likely().ifPresent(cause -> lines.add("**Likely cause** " + cause));
    particulars.about().ifPresent(members -> lines.add("**About** " + members));
    particulars.command().ifPresent(lines::add);
    particulars.link().ifPresent(link -> lines.add("[Read more](" + link + ")"));
    return String.join("\n", lines);
  }

  private static List<Map<String, Object>> fields(List<Message.Fact> facts) {
    return facts.stream()
        .map(
            fact ->
                Ordered.map(
                    "name", Words.cut(fact.name(), TITLE),
                    "value", Words.cut(fact.value(), FIELD),
                    "inline", fact.value().length() <= 40))
        .toList();
  }

  private String colour() {
    return MessageView.colour(message.resolved(), message.severity());
  }

  private Map<String, Object> embed(
      String colour, String title, String description, List<Map<String, Object>> fields) {
    return Ordered.map(
        "title", said(Words.cut(title, TITLE)),
        "description", said(description),
        "color", Integer.parseInt(colour.substring(1), 16),
        "fields", fields,
        "timestamp", message.at().toString());
  }

  private static Optional<String> said(String text) {
    return Optional.of(text).filter(some -> !some.isEmpty());
  }
}
