package io.dataflow.sentinel.source.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The cells of one file with their lines, and which column holds what.
 *
 * @param file as messages name it
 * @param places where each column stands
 * @param notes what was odd but harmless
 */
record CsvText(
    String file,
    List<String> header,
    Map<CsvColumn, Integer> places,
    List<CsvRecord> rows,
    List<String> notes) {
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

  /** A column with the line in the file that rows were taken out of. */
  static final String LINE = "#line";

  private static final char BOM = '\uFEFF';

  /**
   * Reads a file.
   *
   * @throws CsvProblem when it is not UTF-8, has no such columns, or a line that does not fit
   */
  static CsvText read(String file, byte[] bytes, CsvForm form) throws CsvProblem {
    String text = decoded(file, bytes);
    if (text.isBlank()) {
      return new CsvText(file, List.of(), Map.of(), List.of(), List.of());
    }
    List<CsvRecord> records = records(file, text, form.delimiter().orElseGet(() -> guessed(text)));
    List<String> header = new ArrayList<>(records.get(0).getFields());
    int first = 1;
    if (nested(records)) {
      header.set(0, records.get(2).getField(0));
      first = 3;
    } else if (tickers(records)) {
      first = 2;
    }
    header.replaceAll(String::strip);
    CsvHeader names = new CsvHeader(file, header);
    List<CsvRecord> rows = new ArrayList<>(records.subList(first, records.size()));
    List<String> notes = new ArrayList<>();
    boolean ended = text.endsWith("\n") || text.endsWith("\r");
    fit(file, rows, header.size(), ended, form.end(), notes);
    return new CsvText(file, header, names.places(form.columns()), rows, notes);
  }

  private static String decoded(String file, byte[] bytes) throws CsvProblem {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return !text.isEmpty() && text.charAt(0) == BOM ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw CsvProblem.refused(file + " is not UTF-8: save it as UTF-8");
    }
  }

  private static List<CsvRecord> records(String file, String text, char delimiter)
      throws CsvProblem {
    List<CsvRecord> records = new ArrayList<>();
    try {
      CsvReader.builder()
          .fieldSeparator(delimiter)
          .allowMissingFields(true)
          .allowExtraFields(true)
          .ofCsvRecord(text)
          .forEach(records::add);
    } catch (CsvParseException e) {
      throw CsvProblem.refused(file + " is no CSV file: " + e.getMessage());
    }
    return records;
  }

  /** The delimiter that stands most often in the first line. */
  private static char guessed(String text) {
    String line = text.lines().findFirst().orElse("");
    char best = ',';
    long most = 0;
    for (char delimiter : DELIMITERS) {
      long count = line.chars().filter(c -> c == delimiter).count();
      if (count > most) {
        best = delimiter;
        most = count;
      }
    }
    return best;
  }

  /** Whether the header has the three lines that newer versions of yfinance write. */
  private static boolean nested(List<CsvRecord> records) {
    return records.size() >= 3
        && records.get(0).getField(0).equals("Price")
        && records.get(1).getField(0).equals("Ticker")
        && records.get(2).getField(0).toLowerCase(Locale.ROOT).startsWith("date");
  }

  /** Whether a second line names the ticker of each column and no date, as yfinance also writes. */
  private static boolean tickers(List<CsvRecord> records) {
    if (records.size() < 2) {
      return false;
    }
    List<String> header = records.get(0).getFields().stream().map(String::strip).toList();
    List<String> second = records.get(1).getFields().stream().map(String::strip).toList();
    int date = header.stream().map(h -> h.toLowerCase(Locale.ROOT)).toList().indexOf("date");
    List<String> named = second.stream().filter(cell -> !cell.isEmpty()).distinct().toList();
    return date >= 0
        && date < second.size()
        && second.get(date).isEmpty()
        && named.size() == 1
        && named.get(0).chars().anyMatch(Character::isLetter);
  }

  private static void fit(
      String file,
      List<CsvRecord> rows,
      int width,
      boolean ended,
      CsvForm.End end,
      List<String> notes)
      throws CsvProblem {
    for (int i = 0; i < rows.size(); i++) {
      CsvRecord row = rows.get(i);
      if (row.getFieldCount() == width) {
        continue;
      }
      boolean brokenOff = i == rows.size() - 1 && !ended && row.getFieldCount() < width;
      String what =
          file + ", line " + row.getStartingLineNumber() + ": " + row.getFieldCount() + " cells, ";
      if (!brokenOff) {
        throw CsvProblem.refused(what + "where the header has " + width);
      }
      if (end == CsvForm.End.BEING_WRITTEN) {
        throw CsvProblem.passing(
            what + "and the file ends there: it is cut off, or being written at this moment");
      }
      notes.add(what + "and the file ends there: the line is left out");
      rows.remove(i);
    }
  }

  /** The cell of a row; empty when the file has no such column. */
  Optional<String> cell(CsvRecord row, CsvColumn column) {
    return Optional.ofNullable(places.get(column)).map(row::getField).map(String::strip);
  }

  /** The line of the file a row was taken from, where it was taken out of a larger one. */
  private String line(CsvRecord row) {
    return header.get(0).equals(LINE)
        ? row.getField(0)
        : String.valueOf(row.getStartingLineNumber());
  }

  /** Where a cell stands, in words. */
  String at(CsvRecord row, CsvColumn column) {
    return file
        + ", line "
        + line(row)
        + ", column "
        + CsvHeader.shown(header.get(places.get(column)));
  }
}
