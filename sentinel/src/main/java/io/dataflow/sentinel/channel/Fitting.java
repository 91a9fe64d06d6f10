package io.dataflow.sentinel.channel;

import java.util.List;
import java.util.function.Predicate;

/**
 * How much of a message a channel with limits of its own shows. Members go first, then the last
 * incidents; what is said of an incident that is shown stays whole.
 */
final class Fitting {
  private static final List<Integer> MEMBERS = List.of(20, 10, 5, 3, 1, 0);

  /**
   * A free text in a message made of fields is one line, and a line this long is read by nobody.
   */
  private static final Shape WHOLE = Shape.WHOLE.withFacts(10).withLongest(300);

  private Fitting() {}

  /**
   * The most that fits; one incident without its members when nothing does.
   *
   * @param most the most incidents a message of this channel may hold
   */
  static Shape largest(Message message, int most, Predicate<Shape> fits) {
    int entries = Math.min(message.entries().size(), most);
    while (entries > 1 && !fits.test(shape(entries, 0))) {
      entries--;
    }
    for (int members : MEMBERS) {
      if (fits.test(shape(entries, members))) {
        return shape(entries, members);
      }
    }
    return shape(entries, 0);
  }

  private static Shape shape(int entries, int members) {
    return WHOLE.withEntries(entries).withMembers(members);
  }

  static List<Message.Entry> shown(Message message, Shape shape) {
    return message.entries().subList(0, Math.min(shape.entries(), message.entries().size()));
  }

  /** What is said of the incidents that are not shown; empty when all are. */
  static String rest(Message message, Shape shape, Markup markup) {
    int left = left(message, shape);
    return left == 0
        ? ""
        : "and "
            + Words.count(left, "more incident")
            + ": "
            + markup.command(MessageView.LIST_COMMAND);
  }

  static int left(Message message, Shape shape) {
    return Math.max(0, message.entries().size() - shape.entries());
  }
}
