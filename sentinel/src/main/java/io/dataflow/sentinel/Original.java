package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Receipt;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.source.Answer;
import io.dataflow.sentinel.source.Request;
import io.dataflow.sentinel.source.csv.CsvParser;
import io.dataflow.sentinel.source.csv.OriginalFile;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the original program left, as answers of the kind {@code import}, and what of it was not
 * taken.
 *
 * @param answers oldest first
 * @param refused why a file, a table or its rows were not taken, a sentence each
 * @param notes what is to be known of those that were
 */
record Original(List<Answer> answers, List<String> refused, List<String> notes) {
  static Original nothing() {
    return new Original(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /**
   * Takes one text over: an answer for each instrument in it.
   *
   * @param name as messages and receipts call it
   * @param symbol of rows that name none
   * @param at when it was retrieved
   */
  void take(String name, Optional<String> symbol, Instant at, byte[] bytes) {
    OriginalFile file;
    try {
      file = OriginalFile.read(name, bytes);
    } catch (IllegalArgumentException e) {
      refused.add(e.getMessage());
      return;
    }
    if (file.sessions().isEmpty()) {
      notes.add(name + " has no rows");
      return;
    }
    notes.addAll(file.notes());
    // cleaned files and the table never had them
    if (!file.adjusted() && !name.contains("_silver_") && !name.startsWith("table ")) {
      notes.add(name + " has no column \"Adj Close\": its bars have no adjusted closes");
    }
    List<String> symbols = file.symbols().isEmpty() ? symbol.stream().toList() : file.symbols();
    symbol
        .filter(s -> !symbols.contains(s))
        .ifPresent(s -> notes.add(name + ": its rows are of " + String.join(", ", symbols)));
    for (String one : symbols) {
      Symbol.problem(one)
          .ifPresentOrElse(
              problem -> refused.add(name + ": " + problem),
              () -> answers.add(answer(name, new Symbol(one), at, bytes, file)));
    }
  }

  private static Answer answer(
      String name, Symbol symbol, Instant at, byte[] bytes, OriginalFile file) {
    OriginalFile.Span span = file.sessions().orElseThrow();
    Map<String, String> headers = new LinkedHashMap<>(file.form().toHeaders());
    headers.put(CsvParser.FILES, name);
    Request request =
        new Request(
            symbol,
            Interval.DAY_1,
            span.first().atStartOfDay(ZoneOffset.UTC).toInstant(),
            span.last().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    return new Answer(request, Receipt.IMPORT, "import:" + name, 200, headers, at, bytes);
  }
}
