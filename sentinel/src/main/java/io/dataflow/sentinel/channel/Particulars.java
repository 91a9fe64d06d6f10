package io.dataflow.sentinel.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is said of one incident, in pieces that are already in the markup of their channel. */
final class Particulars {
  /** No command of ours is longer; half a command is worse than none. */
  private static final int LONGEST_COMMAND = 1_000;

  /** What is longer fits no button and no field. */
  private static final int LONGEST_LINK = 900;

  private static final int LONGEST_NAME = 40;

  private final Message.Entry entry;
  private final Markup markup;
  private final Shape shape;

  Particulars(Message.Entry entry, Markup markup, Shape shape) {
    this.entry = entry;
    this.markup = markup;
    this.shape = shape;
  }

  String title() {
    return markup.text(Words.cut(entry.title(), Message.TITLE));
  }

  /** State and title, unless the message as a whole already has them. */
  Optional<String> ownTitle(Message message) {
    boolean same = message.entries().size() == 1 && entry.title().equals(message.title());
    String state = entry.resolved() ? "RESOLVED" : entry.severity().name();
    return same ? Optional.empty() : Optional.of(state + ": " + title());
  }

  /** What is new, how long it lasted, how bad it is, what was expected, since when: if known. */
  List<Message.Fact> facts() {
    List<Message.Fact> facts = new ArrayList<>();
    add(facts, entry.resolved() ? "Ended" : "New", entry.change().orElse(""));
    add(facts, "Lasted", entry.lasted().map(Words::length).orElse(""));
    add(facts, "How bad", entry.scope());
    add(facts, "Expected", entry.expected());
    add(facts, "Since", Words.moment(entry.since()));
    return facts;
  }

  private void add(List<Message.Fact> facts, String name, String value) {
    String shown = markup.text(Words.cut(value, shape.longest()));
    if (!shown.isEmpty()) {
      facts.add(new Message.Fact(name, shown));
    }
  }

  /** The likely cause. */
  Optional<String> likely() {
    return some(markup.text(Words.cut(entry.cause(), Message.Entry.CAUSE)));
  }

  /** {@code AAPL, MSFT and 478 more}. */
  Optional<String> about() {
    List<String> names =
        entry.members().stream().map(name -> Words.cut(name, LONGEST_NAME)).toList();
    return some(markup.text(Words.some(names, shape.members())));
  }

  private static Optional<String> some(String text) {
    return Optional.of(text).filter(one -> !one.isEmpty());
  }

  Optional<String> command() {
    return some(markup.command(entry.command()))
        .filter(command -> command.length() <= LONGEST_COMMAND);
  }

  Optional<String> link() {
    return entry.link().flatMap(markup::link).filter(link -> link.length() <= LONGEST_LINK);
  }

  /** The message's own lines, each no longer than a field may be. */
  static List<Message.Fact> ofMessage(Message message, Markup markup, Shape shape) {
    List<Message.Fact> facts = new ArrayList<>();
    for (Message.Fact fact : message.facts()) {
      String name = markup.text(Words.cut(fact.name(), LONGEST_NAME));
      String value = markup.text(Words.cut(fact.value(), shape.longest()));
      if (facts.size() < shape.facts() && !name.isEmpty() && !value.isEmpty()) {
        facts.add(new Message.Fact(name, value));
      }
    }
    int left = message.facts().size() - facts.size();
    if (left > 0) {
      facts.add(new Message.Fact("More", Words.count(left, "line")));
    }
    return facts;
  }
}
