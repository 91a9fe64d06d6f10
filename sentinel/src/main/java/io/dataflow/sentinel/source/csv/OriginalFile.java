package io.dataflow.sentinel.source.csv;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A file that was made before this program was there, looked over.
 *
 * @param symbols those its rows name, none when it has no such column
 * @param sessions first and last; empty when it has no row
 * @param adjusted whether it has adjusted closes
 * @param form how to read it
 */
public record OriginalFile(
    List<String> symbols,
    Optional<Span> sessions,
    boolean adjusted,
    CsvForm form,
    List<String> notes) {
  /** First and last session. */
  public record Span(LocalDate first, LocalDate last) {}

  public OriginalFile {
    symbols = List.copyOf(symbols);
    notes = List.copyOf(notes);
  }

  /**
   * Looks a file over.
   *
   * @param name as messages call it
   * @throws IllegalArgumentException with what is wrong, naming file and line
   */
  public static OriginalFile read(String name, byte[] bytes) {
    if (bytes.length == 0) {
      throw new IllegalArgumentException(name + " is empty");
    }
    try {
      CsvForm form = CsvForm.usual().leftOut();
      CsvText text = CsvText.read(name, bytes, form);
      boolean ended = bytes[bytes.length - 1] == '\n' || bytes[bytes.length - 1] == '\r';
      List<String> symbols = symbols(text, ended);
      List<String> notes = new ArrayList<>(text.notes());
      if (!ended && notes.isEmpty()) {
        notes.add(name + " does not end with a line feed: its last line may be cut off");
      }
      boolean several = symbols.size() > 1;
      CsvForm own = several ? form.withColumns(Map.of(CsvColumn.SYMBOL, "symbol")) : form;
      boolean adjusted = text.places().containsKey(CsvColumn.ADJCLOSE);
      return new OriginalFile(symbols, sessions(text), adjusted, own, notes);
    } catch (CsvProblem e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The beginning of a symbol at the end of a file that breaks off is no other instrument. */
  private static List<String> symbols(CsvText text, boolean ended) {
    TreeSet<String> symbols = new TreeSet<>();
    String last = "";
    for (CsvRecord row : text.rows()) {
      last = text.cell(row, CsvColumn.SYMBOL).orElse("");
      symbols.add(last);
    }
    String cut = last;
    symbols.remove("");
    if (!ended && symbols.stream().anyMatch(s -> !s.equals(cut) && s.startsWith(cut))) {
      boolean elsewhere =
          text.rows().stream()
                  .filter(row -> text.cell(row, CsvColumn.SYMBOL).filter(cut::equals).isPresent())
                  .count()
              > 1;
      if (!elsewhere) {
        symbols.remove(cut);
      }
    }
    return List.copyOf(symbols);
  }

  private static Optional<Span> sessions(CsvText text) throws CsvProblem {
    CsvCells cells = new CsvCells(CsvForm.usual());
    TreeSet<LocalDate> sessions = new TreeSet<>();
    for (CsvRecord row : text.rows()) {
      String written = text.cell(row, CsvColumn.SESSION).orElseThrow();
      sessions.add(
          cells
              .date(written)
              .orElseThrow(
                  () ->
                      CsvProblem.refused(
                          text.at(row, CsvColumn.SESSION)
                              + ": "
                              + CsvHeader.shown(written)
                              + " is no date such as 2024-07-03")));
    }
    return sessions.isEmpty()
        ? Optional.empty()
        : Optional.of(new Span(sessions.first(), sessions.last()));
  }
}
