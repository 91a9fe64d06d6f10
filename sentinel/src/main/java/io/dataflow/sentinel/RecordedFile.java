package io.dataflow.sentinel;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.json.JsonException;
import io.dataflow.sentinel.text.ForeignText;
import io.dataflow.sentinel.watchdog.Promise;
import io.dataflow.sentinel.watchdog.Recorded;
import io.dataflow.sentinel.watchdog.SeenRun;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@code summary.json} or a {@code freshness.json} tells of runs. Whoever keeps the file may
 * write anything into it, so only what is needed is taken, and only in its right form.
 */
final class RecordedFile {
  private static final long SCHEMA = 1;
  private static final int LONGEST = 200;
  private static final String NO_VERDICT = "UNKNOWN";

  private final String where;

  private RecordedFile(String where) {
    this.where = where;
  }

  /** It is neither of the two; the message says what is wrong with it. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String why) {
      super(why);
    }
  }

  /**
   * Reads either.
   *
   * @param promised of the instruments whose runs wrote a {@code summary.json}, which names none
   */
  static Recorded read(String where, byte[] text, List<Promise> promised)
      throws UnreadableException {
    RecordedFile file = new RecordedFile(where);
    Map<?, ?> top = file.object(text);
    return top.containsKey("schema_version") ? file.summary(top, promised) : file.freshness(top);
  }

  private Map<?, ?> object(byte[] text) throws UnreadableException {
    Object value;
    try {
      value = Json.read(text);
    } catch (JsonException e) {
      throw new UnreadableException("it is " + ForeignText.cut(e.getMessage(), LONGEST));
    }
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw neither();
  }

  private static UnreadableException neither() {
    return new UnreadableException("it is neither a summary.json nor a freshness.json of a run");
  }

  private Recorded summary(Map<?, ?> top, List<Promise> promised) throws UnreadableException {
    if (!Long.valueOf(SCHEMA).equals(top.get("schema_version"))) {
      throw new UnreadableException(
          "its schema_version is "
              + ForeignText.cut(String.valueOf(top.get("schema_version")), 20)
              + ", and this program reads "
              + SCHEMA
              + ": use here the program that wrote it");
    }
    Instant at = instant(top, "generated_at").orElseThrow(() -> wrong("generated_at"));
    String run = text(top, "run_id").orElseThrow(() -> wrong("run_id"));
    if (!(top.get("exit_code") instanceof Long code) || code < 0 || code > 5) {
      throw wrong("exit_code");
    }
    Optional<String> why =
        top.get("problems") instanceof List<?> problems && !problems.isEmpty()
            ? Optional.of(ForeignText.cut(String.valueOf(problems.get(0)), LONGEST))
            : Optional.empty();
    SeenRun.End end = new SeenRun.End(at, code.intValue(), why);
    return new Recorded(
        where,
        Recorded.Extent.NEWEST_RUN,
        List.of(new SeenRun(run, at, Optional.of(end))),
        Optional.empty(),
        promised);
  }

  private static UnreadableException wrong(String key) {
    return new UnreadableException("its " + key + " is not there, or is not one");
  }

  /**
   * The file names no time. A run wrote it after each deadline that it takes for passed, and before
   * each that it still awaits.
   */
  private Recorded freshness(Map<?, ?> top) throws UnreadableException {
    if (top.isEmpty()) {
      throw new UnreadableException("it names no instrument");
    }
    Instant after = Instant.EPOCH;
    List<Promise> promised = new ArrayList<>();
    Optional<String> why = Optional.empty();
    boolean judged = false;
    for (Map.Entry<?, ?> one : top.entrySet()) {
      if (!(one.getValue() instanceof Map<?, ?> entry)
          || !(entry.get("status") instanceof String status)) {
        throw neither();
      }
      Optional<Instant> deadline = instant(entry, "deadline");
      after = deadline.filter(after::isBefore).orElse(after);
      next(entry).ifPresent(promised::add);
      judged |= !status.equals(NO_VERDICT) || deadline.isPresent();
      why = why.or(() -> text(entry, "reason"));
    }
    SeenRun.End end = new SeenRun.End(after, judged ? ExitCode.OK : ExitCode.NOT_EVALUATED, why);
    return new Recorded(
        where,
        Recorded.Extent.NO_TIMES,
        List.of(new SeenRun("that wrote it", after, Optional.of(end))),
        Optional.empty(),
        promised.stream().distinct().toList());
  }

  private static Optional<Promise> next(Map<?, ?> entry) throws UnreadableException {
    Optional<Instant> deadline = instant(entry, "next_deadline");
    Optional<String> calendar = text(entry, "calendar");
    Optional<LocalDate> session = text(entry, "next_session").map(RecordedFile::date);
    return deadline.isPresent() && calendar.isPresent() && session.isPresent()
        ? Optional.of(
            new Promise(
                ForeignText.cut(calendar.get(), 40), session.get(), deadline.get(), deadline.get()))
        : Optional.empty();
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      return LocalDate.EPOCH;
    }
  }

  private static Optional<String> text(Map<?, ?> map, String key) {
    return map.get(key) instanceof String text && !text.isBlank()
        ? Optional.of(ForeignText.cut(text, LONGEST))
        : Optional.empty();
  }

  /** Empty for null; of a century in which no arithmetic fails. */
  private static Optional<Instant> instant(Map<?, ?> map, String key) throws UnreadableException {
    Object value = map.get(key);
    if (value == null) {
      return Optional.empty();
    }
    try {
      Instant instant = Instant.parse(String.valueOf(value));
      int year = instant.atOffset(ZoneOffset.UTC).getYear();
      if (year >= 1970 && year <= 2199) {
        return Optional.of(instant);
      }
    } catch (DateTimeException e) {
      // told below, as one of another age is
    }
    throw wrong(key);
  }
}
