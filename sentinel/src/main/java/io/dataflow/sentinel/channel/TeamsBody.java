package io.dataflow.sentinel.channel;

import io.dataflow.sentinel.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message as an Adaptive Card in the envelope that a Workflows flow of Teams takes, at most 28 KB
 * large.
 */
final class TeamsBody {
  private static final int BYTES = 26_000;
  private static final int ENTRIES = 20;
  private static final int TITLE = 250;
  private static final int TEXT = 8_000;

  private final Message message;
  private final Templates templates;

  TeamsBody(Message message, Templates templates) {
    this.message = message;
    this.templates = templates;
  }

  String json() {
    return json(Fitting.largest(message, ENTRIES, this::fits));
  }

  private boolean fits(Shape shape) {
    return json(shape).getBytes(StandardCharsets.UTF_8).length <= BYTES;
  }

  private String json(Shape shape) {
    Map<String, Object> card =
        Ordered.map(
            "$schema",
            "http://adaptivecards.io/schemas/adaptive-card.json",
            "type",
            "AdaptiveCard",
            "version",
            "1.4",
            "msteams",
            Ordered.map("width", "Full"),
            "fallbackText",
            templates.title(message, TITLE),
            "body",
            elements(shape));
    return Json.line(
        Ordered.map(
            "type",
            "message",
            "attachments",
            List.of(
                Ordered.map(
                    "contentType", "application/vnd.microsoft.card.adaptive", "content", card))));
  }

  private List<Map<String, Object>> elements(Shape shape) {
    List<Map<String, Object>> elements = new ArrayList<>();
    Map<String, Object> head = block(Markup.MARKDOWN.text(templates.title(message, TITLE)));
    head.put("size", "Large");
    head.put("weight", "Bolder");
    head.put("color", colour(message));
    elements.add(head);
    if (message.entries().isEmpty() && message.kind() != Message.Kind.REPORT) {
      elements.add(block(templates.markdown(message, TEXT)));
      return elements;
    }
    List<Message.Fact> facts = Particulars.ofMessage(message, Markup.MARKDOWN, shape);
    boolean factsFirst = message.kind() == Message.Kind.REPORT;
    Fitting.shown(message, shape).forEach(entry -> add(elements, entry, shape));
    String rest = Fitting.rest(message, shape, Markup.MARKDOWN);
    if (!rest.isEmpty()) {
      elements.add(block(rest));
    }
    if (!facts.isEmpty()) {
      elements.add(factsFirst ? 1 : elements.size(), facts(facts));
    }
    return elements;
  }

  private void add(List<Map<String, Object>> elements, Message.Entry entry, Shape shape) {
    Particulars particulars = new Particulars(entry, Markup.MARKDOWN, shape);
    particulars.ownTitle(message).ifPresent(title -> elements.add(title(title)));
    List<Message.Fact> facts = new ArrayList<>();
    particulars.likely().ifPresent(cause -> facts.add(new Message.Fact("Likely cause", cause)));
    facts.addAll(particulars.facts());
    particulars.about().ifPresent(members -> facts.add(new Message.Fact("About", members)));
    elements.add(facts(facts));
    Optional<String> command = new Particulars(entry, Markup.PLAIN, shape).command();
    command.ifPresent(text -> elements.add(command(text)));
    particulars.link().ifPresent(link -> elements.add(button(link)));
  }

  private static Map<String, Object> title(String text) {
    Map<String, Object> title = block(text);
    title.put("weight", "Bolder");
    title.put("separator", true);
    return title;
  }

  /** A run of text takes no markup, so that a command can be copied from it as it is. */
  private static Map<String, Object> command(String text) {
    Map<String, Object> run = Ordered.map("type", "TextRun", "text", text, "fontType", "Monospace");
    return Ordered.map("type", "RichTextBlock", "inlines", List.of(run));
  }

  private static Map<String, Object> button(String link) {
    Map<String, Object> action =
        Ordered.map("type", "Action.OpenUrl", "title", "Read more", "url", link);
    return Ordered.map("type", "ActionSet", "actions", List.of(action));
  }

  private static Map<String, Object> block(String text) {
    return Ordered.map("type", "TextBlock", "text", text, "wrap", true);
  }

  private static Map<String, Object> facts(List<Message.Fact> facts) {
    return Ordered.map(
        "type",
        "FactSet",
        "facts",
        facts.stream().map(f -> Ordered.map("title", f.name(), "value", f.value())).toList());
  }

  private static String colour(Message message) {
    if (message.resolved()) {
      return "Good";
    }
    return switch (message.severity()) {
      case INFO -> "Accent";
      case WARNING -> "Warning";
      case ERROR, CRITICAL -> "Attention";
    };
  }
}
