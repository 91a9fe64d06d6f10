package io.dataflow.sentinel.source.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@code INDEX.csv} of a folder of recordings, and what it leaves out from the files. */
final class RecordingIndex {
  static final List<String> COLUMNS =
      List.of(
          "file",
          "symbol",
          "instrument",
          "interval",
          "bars",
          "null_closes",
          "events",
          "http_status",
          "content_type",
          "recorded_at",
          "request",
          "notes",
          "source",
          "bytes");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CHART = Pattern.compile("/v8/finance/chart/([^?/]+)");
  private static final Pattern FILE = Pattern.compile("([^_/]*[A-Z][^_/]*)_(\\d+[a-z]+)_[^/]*");

  private final Path folder;
  private final Path index;
  private final List<String> problems = new ArrayList<>();

  private RecordingIndex(Path folder) {
    this.folder = folder;
    this.index = folder.resolve("INDEX.csv");
  }

  /**
   * Reads the index of a folder.
   *
   * @throws InvalidFileException when the folder has none or it is wrong, with every problem in it
   */
  static List<Recording> read(Path folder) throws IOException {
    RecordingIndex reading = new RecordingIndex(folder);
    List<Recording> recordings = reading.rows();
    if (!reading.problems.isEmpty()) {
      throw new InvalidFileException(reading.problems);
    }
    return recordings;
  }

  private List<Recording> rows() throws IOException {
    List<Recording> recordings = new ArrayList<>();
    if (!Files.isRegularFile(index)) {
      problem(1, "there is no such file; a folder of recordings has an INDEX.csv");
      return recordings;
    }
    List<CsvText.Row> rows = CsvText.parse(Files.readString(index));
    if (rows.isEmpty() || !rows.get(0).fields().equals(COLUMNS)) {
      problem(1, "the first line must name the columns " + String.join(",", COLUMNS));
      return recordings;
    }
    for (CsvText.Row row : rows.subList(1, rows.size())) {
      recording(row).ifPresent(recordings::add);
    }
    return recordings;
  }

  private void problem(int line, String text) {
    problems.add(index + ":" + line + ": " + text);
  }

  private Optional<Recording> recording(CsvText.Row row) throws IOException {
    int before = problems.size();
    Optional<Path> file = file(row);
    Optional<Instant> at = RecordedAt.latest(cell(row, "recorded_at"));
    if (at.isEmpty()) {
      problem(
          row.line(),
          "recorded_at: a moment such as 2021-11-21T13:41:57Z, 2021-05-03 or 2024-10 is wanted,"
              + " not \""
              + cell(row, "recorded_at")
              + "\"");
    }
    Optional<Symbol> symbol = symbol(row);
    Optional<Interval> interval = interval(row);
    int status = status(row);
    if (problems.size() > before) {
      return Optional.empty();
    }
    Window window = window(row, file.orElseThrow(), status, at.orElseThrow());
    return Optional.of(
        new Recording(file.get(), symbol, interval, at.get(), window, status, contentType(row)));
  }

  private static String cell(CsvText.Row row, String column) {
    return row.field(COLUMNS.indexOf(column)).strip();
  }

  private Optional<Path> file(CsvText.Row row) throws IOException {
    String name = cell(row, "file");
    try {
      Path path = folder.resolve(name).normalize();
      if (name.isEmpty() || Path.of(name).isAbsolute() || !path.startsWith(folder.normalize())) {
        problem(row.line(), "file: \"" + name + "\" would leave the folder " + folder);
      } else if (!Files.isRegularFile(path)) {
        problem(row.line(), "file: there is no file " + path);
      } else if (!path.toRealPath().startsWith(folder.toRealPath())) {
        problem(row.line(), "file: \"" + name + "\" is a link out of the folder " + folder);
      } else {
        return Optional.of(path);
      }
    } catch (InvalidPathException e) {
      problem(row.line(), "file: \"" + name + "\" is no path");
    }
    return Optional.empty();
  }

  /** The symbol column; else the symbol of the request, else of the file's name. */
  private Optional<Symbol> symbol(CsvText.Row row) {
    String text = cell(row, "symbol");
    if (text.isEmpty()) {
      text = hinted(row, CHART, FILE, 1);
      text = Symbol.problem(text).isPresent() ? "" : text;
    }
    Optional<String> wrong = text.isEmpty() ? Optional.empty() : Symbol.problem(text);
    wrong.ifPresent(why -> problem(row.line(), "symbol: " + why));
    return text.isEmpty() || wrong.isPresent() ? Optional.empty() : Optional.of(new Symbol(text));
  }

  private Optional<Interval> interval(CsvText.Row row) {
    String text = cell(row, "interval");
    Optional<Interval> known = Interval.parse(text);
    if (!text.isEmpty() && known.isEmpty()) {
      problem(row.line(), "interval: \"" + text + "\" is none; 1d is one");
    }
    return known
        .or(() -> parameter(row, "interval").flatMap(Interval::parse))
        .or(() -> Interval.parse(hinted(row, CHART, FILE, 2)));
  }

  private static String hinted(CsvText.Row row, Pattern request, Pattern file, int group) {
    Matcher asked = request.matcher(cell(row, "request"));
    if (group == 1 && asked.find()) {
      return ChartRequest.decoded(asked.group(1)).orElse("");
    }
    String path = cell(row, "file");
    Matcher named = file.matcher(path.substring(path.lastIndexOf('/') + 1));
    return named.matches() ? named.group(group) : "";
  }

  private int status(CsvText.Row row) {
    String text = cell(row, "http_status");
    if (!text.matches("[1-5]\\d\\d")) {
      problem(row.line(), "http_status: \"" + text + "\" is none; 200 is one");
      return 0;
    }
    return Integer.parseInt(text);
  }

  /** What the column says up to a remark in brackets; JSON when it says nothing. */
  private static String contentType(CsvText.Row row) {
    String text = cell(row, "content_type").replaceFirst("\\s*\\(.*", "");
    return text.isEmpty() ? Answer.JSON : text;
  }

  private static Optional<String> parameter(CsvText.Row row, String name) {
    Matcher matcher = Pattern.compile("[?&]" + name + "=([^&]+)").matcher(cell(row, "request"));
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /**
   * The period of the request; else from the first bar to the last, or to the moment of recording
   * where a range was asked for; everything when there is no bar.
   */
  private static Window window(CsvText.Row row, Path file, int status, Instant at)
      throws IOException {
    BiFunction<String, Long, Long> second =
        (name, otherwise) ->
            parameter(row, name)
                .filter(t -> t.matches("-?\\d{1,14}"))
                .map(Long::valueOf)
                .orElse(otherwise);
    if (parameter(row, "period1").isPresent()) {
      long from = second.apply("period1", Long.MIN_VALUE);
      return new Window(from, Math.max(from, second.apply("period2", Long.MAX_VALUE)));
    }
    List<Long> stamps = status == 200 ? stamps(file) : List.of();
    if (stamps.isEmpty()) {
      return Window.ALWAYS;
    }
    long from = stamps.stream().min(Long::compare).orElseThrow();
    long last = stamps.stream().max(Long::compare).orElseThrow();
    boolean upToNow = parameter(row, "range").isPresent() && !at.equals(RecordedAt.ALWAYS);
    return new Window(from, (upToNow ? Math.max(last, at.getEpochSecond()) : last) + 1);
  }

  private static List<Long> stamps(Path file) throws IOException {
    List<Long> stamps = new ArrayList<>();
    try {
      JsonNode rows = JSON.readTree(file.toFile()).at("/chart/result/0/timestamp");
      rows.forEach(stamp -> stamps.add(stamp.asLong()));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      // a recorded answer may be any text; without bars its window is unknown
    }
    return stamps;
  }
}
