package io.dataflow.sentinel.export;

import io.dataflow.sentinel.market.Session;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sessions as CSV, every instant in UTC: {@code 2024-07-03,2024-07-03T13:30:00Z,...}. */
public final class SessionsCsv {
  private static final String HEADER = "session,open,close,break_start,break_end\n";

  private SessionsCsv() {}

  /** A header, then a line a session; a session without a break ends with two empty columns. */
  public static String text(List<Session> sessions) {
    StringBuilder csv = new StringBuilder(HEADER);
    for (Session session : sessions) {
      Optional<Instant> start = session.pause().map(Session.Pause::start);
      Optional<Instant> end = session.pause().map(Session.Pause::end);
      csv.append(session.date())
          .append(',')
          .append(session.open())
          .append(',')
          .append(session.close())
          .append(',')
          .append(start.map(Instant::toString).orElse(""))
          .append(',')
          .append(end.map(Instant::toString).orElse(""))
          .append('\n');
    }
    return csv.toString();
  }
}
