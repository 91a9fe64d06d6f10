package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads sessions somebody wrote down, each of which brought a bar.
 *
 * <pre>
 * session,open,close,break_start,break_end
 * 2024-07-03,2024-07-03T13:30:00Z,2024-07-03T17:00:00Z,,
 * </pre>
 *
 * <p>The session's date is the first column, whatever its name, with or without {@code T00:00:00Z};
 * {@code open} and {@code close} are found by name; other columns are not read.
 */
public final class SessionsFile {
  private static final String MIDNIGHT = "T00:00:00Z";

  private final CsvFile file;
  private final int open;
  private final int close;

  private SessionsFile(CsvFile file) {
    this.file = file;
    this.open = column(file, "open");
    this.close = column(file, "close");
  }

  /**
   * All sessions of a file in order of dates, whatever the order of its rows.
   *
   * @throws InvalidFileException with the line of every row that is no session, comes twice, or
   *     does not close after the session before it
   */
  public static List<Session> read(Path path) {
    SessionsFile reader = new SessionsFile(CsvFile.read(path));
    List<Session> sessions = reader.sessions();
    reader.file.check();
    return sessions;
  }

  private static int column(CsvFile file, String name) {
    return file.column(name)
        .filter(column -> column > 0)
        .orElseThrow(
            () ->
                file.headerProblem(
                    "the first line must name the columns session,open,close with the session first"));
  }

  private List<Session> sessions() {
    record Line(CsvFile.Row row, Session session) {}
    List<Line> lines = new ArrayList<>();
    for (CsvFile.Row row : file.rows()) {
      session(row).ifPresent(session -> lines.add(new Line(row, session)));
    }
    lines.sort(Comparator.comparing(line -> line.session().date()));
    for (int i = 1; i < lines.size(); i++) {
      Session before = lines.get(i - 1).session();
      Session session = lines.get(i).session();
      if (session.date().equals(before.date())) {
        file.problem(lines.get(i).row(), "the session " + session.date() + " is there already");
      } else if (!session.close().isAfter(before.close())) {
        file.problem(
            lines.get(i).row(),
            "it closes at " + session.close() + ", not after the session " + before.date());
      }
    }
    return lines.stream().map(Line::session).toList();
  }

  private Optional<Session> session(CsvFile.Row row) {
    try {
      Instant opens = instant(row.cell(open), "open");
      Instant closes = instant(row.cell(close), "close");
      LocalDate date = date(row.cell(0));
      if (!opens.isBefore(closes) || !near(date, opens) || !near(date, closes)) {
        throw new IllegalArgumentException(
            "a session of " + date + " does not run from " + opens + " to " + closes);
      }
      return Optional.of(new Session(date, opens, closes, Optional.empty(), Session.Kind.REGULAR));
    } catch (IllegalArgumentException e) {
      file.problem(row, e.getMessage());
      return Optional.empty();
    }
  }

  /** A session's hours lie within a day of its date, in whatever zone. */
  private static boolean near(LocalDate date, Instant at) {
    Instant from = date.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant to = date.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
    return !at.isBefore(from) && !at.isAfter(to);
  }

  private static LocalDate date(String text) {
    String date =
        text.endsWith(MIDNIGHT) ? text.substring(0, text.length() - MIDNIGHT.length()) : text;
    try {
      return LocalDate.parse(date);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" in the first column is no date such as 2024-07-03", e);
    }
  }

  private static Instant instant(String text, String column) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" in the column "
              + column
              + " is no instant such as 2024-07-03T17:00:00Z",
          e);
    }
  }
}
