package io.dataflow.sentinel.channel;

import io.dataflow.sentinel.channel.Message.Entry;
import io.dataflow.sentinel.channel.Message.Fact;
import io.dataflow.sentinel.channel.Message.Kind;
import io.dataflow.sentinel.incident.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a template sees of a message: texts, lists and yes or no, each text already in the markup of
 * the template. Nothing in it has a method or a file behind it.
 */
final class MessageView {
  /** The names a template may use anywhere. */
  static final Set<String> NAMES =
      Set.of(
          "state",
          "severity",
          "title",
          "environment",
          "colour",
          "intro",
          "heading",
          "at",
          "entries",
          "left_out",
          "left_out_command",
          "facts",
          "facts_first",
          "left_out_facts",
          "firing",
          "changed",
          "reminder",
          "acknowledged",
          "resolved",
          "refresh",
          "report",
          "test");

  /** And those within {@code entries}. */
  static final Set<String> ENTRY =
      Set.of(
          "incident",
          "state",
          "severity",
          "colour",
          "resolved",
          "title",
          "since",
          "age",
          "lasted",
          "expected",
          "scope",
          "members",
          "cause",
          "change",
          "command",
          "link");

  /** And those within {@code facts}. */
  static final Set<String> FACT = Set.of("name", "value");

  /** The lists, and the names within each. */
  static final Map<String, Set<String>> LISTS = Map.of("entries", ENTRY, "facts", FACT);

  static final String LIST_COMMAND = "sentinel incidents ls";

  private final Message message;
  private final Markup markup;
  private final Shape shape;

  private MessageView(Message message, Markup markup, Shape shape) {
    this.message = message;
    this.markup = markup;
    this.shape = shape;
  }

  static Map<String, Object> of(Message message, Markup markup, Shape shape) {
    return new MessageView(message, markup, shape).view();
  }

  private Map<String, Object> view() {
    List<Entry> entries =
        message.entries().stream()
            .sorted(
                Comparator.comparing(Entry::resolved)
                    .thenComparing(Entry::severity, Comparator.reverseOrder()))
            .toList();
    List<Entry> shown = entries.subList(0, Math.min(shape.entries(), entries.size()));
    int left = entries.size() - shown.size();
    Map<String, Object> view = new HashMap<>();
    for (Kind kind : Kind.values()) {
      view.put(kind.name().toLowerCase(Locale.ROOT), kind == message.kind());
    }
    view.put("state", state());
    view.put("severity", message.severity().word());
    view.put("colour", colour(message.resolved(), message.severity()));
    view.put("title", free(message.title()));
    view.put("environment", environment());
    view.put("at", Words.moment(message.at()));
    view.put("intro", intro());
    view.put("heading", heading(entries));
    view.put("entries", shown.stream().map(this::entry).toList());
    view.put("left_out", left == 0 ? "" : "and " + Words.count(left, "more incident"));
    view.put("left_out_command", left == 0 ? "" : markup.command(LIST_COMMAND));
    facts(view);
    return view;
  }

  private void facts(Map<String, Object> view) {
    List<Fact> all = message.facts();
    List<Map<String, Object>> shown = new ArrayList<>();
    for (Fact fact : all.subList(0, Math.min(shape.facts(), all.size()))) {
      shown.add(Map.of("name", free(fact.name()), "value", free(fact.value())));
    }
    int left = all.size() - shown.size();
    view.put("facts", shown);
    view.put("facts_first", !all.isEmpty() && aboutItself());
    view.put("left_out_facts", left == 0 ? "" : "and " + Words.count(left, "more line"));
  }

  /** Where the lines say more than the incidents below them, which were told of before. */
  private boolean aboutItself() {
    return switch (message.kind()) {
      case ACKNOWLEDGED, REPORT, TEST -> true;
      case FIRING, CHANGED, REMINDER, RESOLVED, REFRESH -> false;
    };
  }

  private Map<String, Object> entry(Entry entry) {
    Map<String, Object> view = new HashMap<>();
    view.put("incident", free(entry.incident()));
    view.put("resolved", entry.resolved());
    view.put("severity", entry.severity().word());
    view.put("colour", colour(entry.resolved(), entry.severity()));
    view.put("state", entry.resolved() ? "RESOLVED" : entry.severity().name());
    view.put("title", free(entry.title()));
    view.put("since", Words.moment(entry.since()));
    view.put("age", entry.resolved() ? "" : age(Duration.between(entry.since(), message.at())));
    view.put("lasted", entry.lasted().map(Words::length).orElse(""));
    view.put("expected", free(entry.expected()));
    view.put("scope", free(entry.scope()));
    view.put("members", markup.text(Words.some(entry.members(), shape.members())));
    view.put("cause", markup.text(Words.cut(entry.cause(), Entry.CAUSE)));
    view.put("change", free(entry.change().orElse("")));
    view.put("command", markup.command(entry.command()));
    view.put("link", entry.link().flatMap(markup::link).orElse(""));
    return view;
  }

  private static String age(Duration age) {
    return age.compareTo(Duration.ofMinutes(1)) < 0 ? "" : Words.length(age);
  }

  private String free(String text) {
    return markup.text(Words.cut(text.strip(), shape.longest()));
  }

  /** The usual one goes without saying, so that a message about any other stands out. */
  private String environment() {
    return message.environment().equalsIgnoreCase("production")
        ? ""
        : markup.text(Words.cut(message.environment(), 40));
  }

  private String state() {
    String severity = message.severity().name();
    return switch (message.kind()) {
      case FIRING -> severity;
      case CHANGED -> severity + ", CHANGED";
      case REMINDER, REFRESH -> severity + ", STILL";
      case ACKNOWLEDGED -> severity + ", ACKNOWLEDGED";
      case RESOLVED -> "RESOLVED";
      case REPORT -> message.severity() == Severity.INFO ? "REPORT" : severity + ", REPORT";
      case TEST -> "TEST";
    };
  }

  private String intro() {
    return switch (message.kind()) {
      case FIRING, CHANGED, RESOLVED, REPORT -> "";
      case REMINDER, REFRESH -> still();
      case ACKNOWLEDGED -> "Somebody has taken this up.";
      case TEST -> "This is a test: nothing is wrong, and messages arrive here.";
    };
  }

  private String still() {
    return message.entries().stream()
        .filter(entry -> !entry.resolved())
        .map(entry -> age(Duration.between(entry.since(), message.at())))
        .filter(age -> !age.isEmpty() && message.entries().size() == 1)
        .findFirst()
        .map(age -> "Still not over after " + age + ".")
        .orElse("Still not over.");
  }

  private String heading(List<Entry> entries) {
    if (message.kind() == Kind.REPORT) {
      return entries.isEmpty() ? "" : "Still open: " + Words.count(entries.size(), "incident");
    }
    if (entries.size() < 2) {
      return "";
    }
    long over = entries.stream().filter(Entry::resolved).count();
    String all = Words.count(entries.size(), "incident");
    return over == 0 || over == entries.size()
        ? all + ", the worst first"
        : all + ", " + over + " of them over, the worst first";
  }

  static String colour(boolean resolved, Severity severity) {
    if (resolved) {
      return "#1b7a3d";
    }
    return switch (severity) {
      case CRITICAL -> "#b3261e";
      case ERROR -> "#b84a0e";
      case WARNING -> "#8a6100";
      case INFO -> "#2f5d9b";
    };
  }

  /** The names that may be used within these lists, from the outside in. */
  static Set<String> within(Iterable<String> lists) {
    Set<String> names = new TreeSet<>(NAMES);
    for (String list : lists) {
      names.addAll(Optional.ofNullable(LISTS.get(list)).orElse(Set.of()));
    }
    return names;
  }
}
