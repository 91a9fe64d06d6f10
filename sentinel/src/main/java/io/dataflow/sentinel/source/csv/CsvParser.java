package io.dataflow.sentinel.source.csv;

import io.dataflow.sentinel.source.Answer;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Outcome.Unavailable.Kind;
import java.util.Arrays;
import java.util.Optional;

/** Reads an answer by the form that came with it; pure. */
public final class CsvParser {
  /** The receipt's header with the lengths of the files an answer is made of. */
  static final String PARTS = "parts";

  /** The receipt's header with the files' names, a line each. */
  public static final String FILES = "files";

  /** The receipt's header that says why nothing could be taken out of a file. */
  public static final String PROBLEM = "problem";

  /** The receipt's header that says why there is nothing. */
  public static final String SAID = "said";

  private CsvParser() {}

  /** Whether an answer is one of this kind. */
  public static boolean takes(Answer answer) {
    return "csv".equals(answer.headers().get(CsvForm.KIND));
  }

  /** What an answer says. */
  public static Outcome parse(Answer answer) {
    Optional<Outcome> status = byStatus(answer);
    if (status.isPresent()) {
      return status.get();
    }
    CsvForm form = CsvForm.of(answer.headers());
    CsvBars bars = new CsvBars(answer.request(), form);
    try {
      String[] files = answer.headers().getOrDefault(FILES, answer.url()).split("\n");
      String whole = String.valueOf(answer.body().length);
      String[] parts = answer.headers().getOrDefault(PARTS, whole).split(",");
      int start = 0;
      for (int i = 0; i < parts.length; i++) {
        int end = start + Integer.parseInt(parts[i]);
        byte[] part = Arrays.copyOfRange(answer.body(), start, end);
        bars.add(CsvText.read(files[Math.min(i, files.length - 1)], part, form));
        start = end;
      }
      return bars.outcome();
    } catch (CsvProblem e) {
      return e.passing()
          ? new Outcome.Unavailable(e.getMessage(), Kind.PASSING)
          : new Outcome.Refused(e.getMessage());
    }
  }

  private static Optional<Outcome> byStatus(Answer answer) {
    String problem = answer.headers().get(PROBLEM);
    if (problem != null) {
      return Optional.of(new Outcome.Refused(problem));
    }
    int status = answer.status();
    String what = answer.url() + ": HTTP " + status;
    if (status == 404 || status == 410) {
      String said = answer.headers().getOrDefault(SAID, what);
      return Optional.of(new Outcome.Unknown(said));
    }
    if (status == 429) {
      return Optional.of(new Outcome.Unavailable(what + ", too many requests", Kind.RATE_LIMITED));
    }
    if (status >= 300 && status < 400) {
      String why = what + ", it is elsewhere and redirects are not followed: set that address";
      return Optional.of(new Outcome.Unavailable(why, Kind.LASTING));
    }
    if (status != 200 && status != 204) {
      Kind kind = status >= 500 ? Kind.PASSING : Kind.LASTING;
      return Optional.of(new Outcome.Unavailable(what, kind));
    }
    if (answer.contentType().contains("html")) {
      return Optional.of(new Outcome.Unavailable(what + " with a web page", Kind.PASSING));
    }
    return Optional.empty();
  }
}
