package io.dataflow.sentinel.incident;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says on one line what is wrong. */
final class Title {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd", Locale.ENGLISH);

  private Title() {}

  /** Of one subject alone. */
  static String of(IncidentClass what, String name, List<LocalDate> sessions) {
    String day = last(sessions).map(DAY::format).orElse("an unknown day");
    int more = sessions.size() - 1;
    return switch (what) {
      case MISSING -> name + ": no bar for " + day + (more > 0 ? before(more) : "");
      case REFUSED ->
          name + ": the bar of " + day + " was refused" + (more > 0 ? before(more) : "");
      case HOLE ->
          more > 0
              ? name + ": " + sessions.size() + " bars are missing behind newer ones"
              : name + ": the bar of " + day + " is missing behind a newer one";
      case CHECK_FAILED -> name + ": " + bars(sessions, day) + " came again and failed a check";
      case RESTATED -> name + ": " + bars(sessions, day) + " changed and nothing explains it";
      case HELD -> name + ": held, its source says that it is another instrument";
      case NEVER_ARRIVED -> name + ": never had data";
      case CALENDAR -> name + ": cannot be judged by its calendar";
      case RUN_FAILED -> "the " + name + " failed";
      case RUN_MISSING -> "no " + name + " came where one was due";
      case OUTPUT_MISSING -> "missing or old: " + name;
      case DELIVERY_FAILED -> name + " takes no messages";
    };
  }

  /** Of an exchange's instruments together. */
  static String of(
      IncidentClass what, String exchange, int members, int size, Optional<LocalDate> session) {
    String day = session.map(LocalDate::toString).orElse("an unknown day");
    String clause =
        switch (what) {
          case MISSING -> "have no bar for " + day;
          case REFUSED -> "had their bar of " + day + " refused";
          case HOLE -> "miss bars behind newer ones";
          case CHECK_FAILED -> "sent bars again that failed a check";
          case RESTATED -> "have bars that changed and nothing explains it";
          case HELD -> "are held, their source says that they are others";
          case NEVER_ARRIVED -> "never had data";
          case CALENDAR -> "cannot be judged by its calendar";
          case RUN_FAILED, RUN_MISSING, OUTPUT_MISSING, DELIVERY_FAILED ->
              throw new IllegalArgumentException(what + " is of no exchange");
        };
    return exchange + ": " + members + " of " + size + " instruments " + clause;
  }

  private static String before(int more) {
    return more == 1 ? " and the session before it" : " and " + more + " sessions before it";
  }

  private static String bars(List<LocalDate> sessions, String day) {
    return sessions.size() == 1 ? "the bar of " + day : sessions.size() + " bars";
  }

  static Optional<LocalDate> last(List<LocalDate> sessions) {
    return sessions.isEmpty() ? Optional.empty() : Optional.of(sessions.get(sessions.size() - 1));
  }
}
