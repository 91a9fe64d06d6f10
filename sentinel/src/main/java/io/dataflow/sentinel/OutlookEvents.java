package io.dataflow.sentinel;

import io.dataflow.sentinel.export.IcsEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is due next as events for a calendar program: from the usual time to the deadline, and all
 * day where nothing is owed.
 */
final class OutlookEvents {
  /** An entry with thousands of names is read by nobody. */
  private static final int MOST_NAMED = 50;

  private OutlookEvents() {}

  static List<IcsEvent> of(Outlook outlook) {
    List<IcsEvent> events = new ArrayList<>();
    outlook.groups().forEach(group -> events.add(due(group)));
    outlook.unowed().forEach(one -> events.add(unowed(one)));
    return events;
  }

  private static IcsEvent due(Outlook.Group group) {
    Outlook.Group.Shared shared = group.shared();
    String session = shared.calendar() + " " + ReportText.day(shared.session());
    String special = shared.occasion().map(o -> " (" + o.kind() + ": " + o.name() + ")").orElse("");
    return new IcsEvent(
        uid("due", shared.session(), shared.calendar(), shared.lag() + "-" + shared.grace()),
        new IcsEvent.When.Timed(shared.usual(), shared.deadline()),
        "due: " + session + ", " + OutlookText.named(group.instruments()),
        session
            + special
            + "\nclose "
            + ReportText.moment(shared.close())
            + ", lag "
            + shared.lag()
            + ", grace "
            + shared.grace()
            + "\ndue by "
            + ReportText.moment(shared.deadline())
            + "\n"
            + some(group.instruments()));
  }

  private static IcsEvent unowed(Outlook.Unowed one) {
    String calendar = one.what().calendar();
    return new IcsEvent(
        uid("none", one.what().date(), calendar, one.what().reason()),
        new IcsEvent.When.AllDay(one.what().date()),
        calendar + " " + one.what().reason(),
        "no bar is owed of " + some(one.instruments()));
  }

  private static String some(List<String> instruments) {
    int more = instruments.size() - MOST_NAMED;
    String named = instruments.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return more > 0 ? named + " and " + more + " more" : named;
  }

  /** The same for the same promise, however often it is written. */
  private static String uid(String kind, Object date, String calendar, String what) {
    String name = (kind + "-" + date + "-" + calendar + "-" + what).toLowerCase(Locale.ROOT);
    return name.replaceAll("[^a-z0-9]+", "-") + "@dataflow-sentinel";
  }
}
