package io.dataflow.sentinel.source.standin;

import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads a folder of histories: {@code SYMBOL.csv} each, and corporate actions from {@code
 * actions.csv} or {@code actions/*.csv}.
 */
final class CsvFolder {
  static final List<String> COLUMNS = List.of("date", "open", "high", "low", "close", "volume");
  static final List<String> ACTION_COLUMNS = List.of("symbol", "ex_date", "type", "value");

  private final Path folder;
  private final Map<Symbol, List<CsvHistory.Row>> rows = new TreeMap<>();
  private final Map<Symbol, List<Action>> actions = new HashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private CsvFolder(Path folder) {
    this.folder = folder;
  }

  /** The histories of a folder, and a line on each file that is none. */
  record Content(Map<Symbol, CsvHistory> histories, List<String> notes) {
    Content {
      histories = Map.copyOf(histories);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Reads a folder.
   *
   * @throws InvalidFileException with every problem of its files, or when it holds no history
   */
  static Content read(Path folder) throws IOException {
    CsvFolder reading = new CsvFolder(folder);
    for (Path file : files(folder)) {
      reading.file(file);
    }
    for (Path file : files(folder.resolve("actions"))) {
      reading.actions(file, CsvText.parse(Files.readString(file)));
    }
    if (reading.rows.isEmpty()) {
      reading.problem(
          folder,
          1,
          "holds no history: no file SYMBOL.csv with the columns " + String.join(",", COLUMNS));
    }
    if (!reading.problems.isEmpty()) {
      throw new InvalidFileException(reading.problems);
    }
    Map<Symbol, CsvHistory> histories = new HashMap<>();
    reading.rows.forEach(
        (symbol, rows) ->
            histories.put(
                symbol, new CsvHistory(rows, reading.actions.getOrDefault(symbol, List.of()))));
    return new Content(histories, reading.notes);
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
  }

  private void problem(Path file, int line, String text) {
    if (problems.size() < 50) {
      problems.add(file + ":" + line + ": " + text);
    }
  }

  private void file(Path file) throws IOException {
    List<CsvText.Row> lines = CsvText.parse(Files.readString(file));
    String name = file.getFileName().toString().replaceFirst("\\.csv$", "");
    if (name.equals("actions")) {
      actions(file, lines);
    } else if (lines.isEmpty() || !header(lines.get(0)).equals(COLUMNS)) {
      notes.add(file + " is no history: its columns are not " + String.join(",", COLUMNS));
    } else if (Symbol.problem(name).isPresent()) {
      notes.add(file + " is no history: its name is no symbol");
    } else {
      List<CsvHistory.Row> history = new ArrayList<>(lines.size());
      lines.stream().skip(1).forEach(line -> row(file, line, history::add));
      rows.put(new Symbol(name), history);
    }
  }

  private static List<String> header(CsvText.Row row) {
    return row.fields().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
  }

  private void row(Path file, CsvText.Row line, Consumer<CsvHistory.Row> sink) {
    try {
      sink.accept(
          new CsvHistory.Row(
              LocalDate.parse(line.field(0).strip()),
              number(line, 1),
              number(line, 2),
              number(line, 3),
              number(line, 4),
              number(line, 5)));
    } catch (DateTimeException | NumberFormatException e) {
      problem(
          file,
          line.line(),
          "a line such as 2024-07-03,1.5,1.7,1.4,1.6,1000 is wanted, not \""
              + String.join(",", line.fields())
              + "\"");
    }
  }

  private static double number(CsvText.Row line, int index) {
    String text = line.field(index).strip();
    return text.isEmpty() ? Double.NaN : new BigDecimal(text).doubleValue();
  }

  private void actions(Path file, List<CsvText.Row> lines) {
    List<String> header = lines.isEmpty() ? List.of() : header(lines.get(0));
    if (!header.containsAll(ACTION_COLUMNS)) {
      problem(file, 1, "the columns " + String.join(",", ACTION_COLUMNS) + " are wanted");
      return;
    }
    lines.stream().skip(1).forEach(line -> action(file, header, line));
  }

  private void action(Path file, List<String> header, CsvText.Row line) {
    List<String> cells =
        ACTION_COLUMNS.stream().map(name -> line.field(header.indexOf(name)).strip()).toList();
    try {
      LocalDate date = LocalDate.parse(cells.get(1));
      BigDecimal value = new BigDecimal(cells.get(3));
      if (value.signum() <= 0 || !List.of("dividend", "split").contains(cells.get(2))) {
        throw new NumberFormatException("no action");
      }
      Action action =
          cells.get(2).equals("split")
              ? Action.Split.of(date, value)
              : new Action.Dividend(date, value.doubleValue());
      actions.computeIfAbsent(new Symbol(cells.get(0)), s -> new ArrayList<>()).add(action);
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      problem(
          file,
          line.line(),
          "an action such as AAPL,2020-08-31,split,4 or AAPL,2020-11-06,dividend,0.205 is wanted,"
              + " not \""
              + String.join(",", line.fields())
              + "\"");
    }
  }
}
