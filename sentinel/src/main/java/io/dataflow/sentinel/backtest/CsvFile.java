package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A CSV file of dates, instants and durations: UTF-8, a header, no quotes, at most 64 MiB. */
final class CsvFile {
  private static final int LARGEST = 64 << 20;
  private static final int PROBLEMS_TOLD = 20;

  private final Path path;
  private final List<String> header;
  private final List<Row> rows;
  private final List<String> problems = new ArrayList<>();

  private CsvFile(Path path, List<String> header, List<Row> rows) {
    this.path = path;
    this.header = header;
    this.rows = rows;
  }

  /** One line that is not blank, with its number from 1. */
  record Row(int line, List<String> cells) {
    /** The text of a column; empty where the row is shorter. */
    String cell(int column) {
      return column < cells.size() ? cells.get(column) : "";
    }
  }

  /**
   * Reads a file.
   *
   * @throws InvalidFileException when it cannot be read, is no text, or has no row
   */
  static CsvFile read(Path path) {
    String text = text(path);
    List<Row> rows = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (!line.isBlank()) {
        List<String> cells = Arrays.stream(line.split(",", -1)).map(String::strip).toList();
        rows.add(new Row(number, cells));
      }
    }
    if (rows.size() < 2) {
      throw invalid(path, 1, "holds no row below a header");
    }
    return new CsvFile(path, rows.get(0).cells(), rows.subList(1, rows.size()));
  }

  private static String text(Path path) {
    try {
      if (Files.isDirectory(path)) {
        throw invalid(path, 1, "is a folder; a CSV file is wanted");
      }
      if (!Files.exists(path)) {
        throw invalid(path, 1, "there is no such file");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes(path)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw invalid(path, 1, "is not UTF-8 text");
    } catch (IOException e) {
      throw invalid(path, 1, "cannot be read: " + e);
    }
  }

  private static ByteBuffer bytes(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw invalid(path, 1, "is larger than 64 MiB");
      }
      return ByteBuffer.wrap(bytes);
    }
  }

  List<Row> rows() {
    return rows;
  }

  Optional<Integer> column(String name) {
    int at = header.indexOf(name);
    return at < 0 ? Optional.empty() : Optional.of(at);
  }

  int columns() {
    return header.size();
  }

  /** Notes what is wrong with a row. */
  void problem(Row row, String text) {
    problems.add(path + ":" + row.line() + ": " + text);
  }

  /** The end of reading when the header is not what it should be. */
  InvalidFileException headerProblem(String text) {
    return invalid(path, 1, text + ", and it is: " + String.join(",", header));
  }

  /**
   * Ends the reading.
   *
   * @throws InvalidFileException when a row had a problem; with the first 20 of them
   */
  void check() {
    int more = problems.size() - PROBLEMS_TOLD;
    if (!problems.isEmpty()) {
      List<String> told =
          new ArrayList<>(problems.subList(0, Math.min(problems.size(), PROBLEMS_TOLD)));
      if (more > 0) {
        told.add(path + ": and " + more + " more like these");
      }
      throw new InvalidFileException(told);
    }
  }

  private static InvalidFileException invalid(Path path, int line, String text) {
    return new InvalidFileException(List.of(path + ":" + line + ": " + text));
  }
}
