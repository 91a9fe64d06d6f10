package io.dataflow.sentinel.source.csv;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.dataflow.sentinel.market.Symbol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files with the bars of several instruments, taken apart: each instrument's rows as a file of
 * their own, with the line each came from.
 */
record SharedFiles(
    Loaded loaded, Map<String, List<Loaded.Part>> bySymbol, Optional<String> problem) {

  static SharedFiles of(Loaded loaded, CsvForm form) {
    Map<String, List<Loaded.Part>> all = new HashMap<>();
    if (loaded.failure().isPresent() || loaded.status() != 200) {
      return new SharedFiles(loaded, all, Optional.empty());
    }
    try {
      for (Loaded.Part part : loaded.parts()) {
        CsvText text = CsvText.read(part.name(), part.bytes(), form);
        rows(text)
            .forEach(
                (symbol, rows) ->
                    all.computeIfAbsent(symbol, s -> new ArrayList<>())
                        .add(new Loaded.Part(part.name(), taken(text, rows))));
      }
      return new SharedFiles(loaded, all, Optional.empty());
    } catch (CsvProblem e) {
      return e.passing()
          ? new SharedFiles(Loaded.failed(loaded.url(), e.getMessage()), all, Optional.empty())
          : new SharedFiles(loaded, all, Optional.of(e.getMessage()));
    }
  }

  private static Map<String, List<CsvRecord>> rows(CsvText text) {
    Map<String, List<CsvRecord>> rows = new LinkedHashMap<>();
    for (CsvRecord row : text.rows()) {
      rows.computeIfAbsent(text.cell(row, CsvColumn.SYMBOL).orElse(""), s -> new ArrayList<>())
          .add(row);
    }
    return rows;
  }

  private static byte[] taken(CsvText text, List<CsvRecord> rows) {
    CsvWriting writing = new CsvWriting();
    List<String> header = new ArrayList<>(List.of(CsvText.LINE));
    text.places().values().forEach(place -> header.add(text.header().get(place)));
    writing.row(header);
    for (CsvRecord row : rows) {
      List<String> cells = new ArrayList<>(List.of(String.valueOf(row.getStartingLineNumber())));
      text.places().values().forEach(place -> cells.add(row.getField(place)));
      writing.row(cells);
    }
    return writing.text().getBytes(StandardCharsets.UTF_8);
  }

  /** What the files hold of one instrument. */
  Loaded of(Symbol symbol) {
    if (loaded.failure().isPresent() || loaded.status() != 200) {
      return loaded;
    }
    if (problem.isPresent()) {
      return new Loaded(
          loaded.url(), 200, List.of(), Map.of(CsvParser.PROBLEM, problem.get()), Optional.empty());
    }
    List<Loaded.Part> parts = bySymbol.getOrDefault(symbol.value(), List.of());
    return parts.isEmpty()
        ? Loaded.absent(loaded.url(), "no row of " + symbol + " in " + loaded.url())
        : new Loaded(loaded.url(), 200, parts, loaded.headers(), Optional.empty());
  }
}
