package io.dataflow.sentinel.source.csv;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.dataflow.sentinel.source.CandidateBar;
import io.dataflow.sentinel.source.CorporateAction;
import io.dataflow.sentinel.source.CorporateAction.Type;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Request;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Collects the bars of an answer's files that a request asks for.
 *
 * <p>A cell that should be a number and is none becomes a value that no contract of bars accepts,
 * so that its row is refused and the others are not; a note says where it stands.
 */
final class CsvBars {
  private static final int MOST_NOTES = 20;

  private final Request request;
  private final CsvForm form;
  private final CsvCells cells;
  private final LocalDate from;
  private final LocalDate to;
  private final TreeMap<LocalDate, List<CandidateBar>> bars = new TreeMap<>();
  private final List<CorporateAction> actions = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  CsvBars(Request request, CsvForm form) {
    this.request = request;
    this.form = form;
    this.cells = new CsvCells(form);
    // a zone may lie behind UTC, where the session's day begins after its date does
    this.from = request.from().atZone(form.zone().orElse(ZoneOffset.UTC)).toLocalDate();
    this.to = request.to().atZone(ZoneOffset.UTC).toLocalDate().plusDays(1);
  }

  void add(CsvText text) throws CsvProblem {
    text.notes().forEach(this::note);
    for (CsvRecord row : text.rows()) {
      boolean wanted =
          !form.shared()
              || text.cell(row, CsvColumn.SYMBOL)
                  .filter(request.symbol().value()::equals)
                  .isPresent();
      if (wanted) {
        add(text, row);
      }
    }
  }

  private void add(CsvText text, CsvRecord row) throws CsvProblem {
    String written = text.cell(row, CsvColumn.SESSION).orElseThrow();
    Optional<LocalDate> date = cells.date(written);
    if (date.isEmpty()) {
      throw CsvProblem.refused(
          text.at(row, CsvColumn.SESSION)
              + ": "
              + CsvHeader.shown(written)
              + " is no date "
              + form.dateFormat().map(f -> "of the form " + f).orElse("such as 2024-07-03"));
    }
    LocalDate session = date.get();
    if (session.isBefore(from) || session.isAfter(to)) {
      return;
    }
    bars.computeIfAbsent(session, s -> new ArrayList<>()).add(bar(text, row, session));
    action(text, row, CsvColumn.DIVIDENDS, Type.DIVIDEND, session);
    action(text, row, CsvColumn.SPLITS, Type.SPLIT, session);
  }

  private CandidateBar bar(CsvText text, CsvRecord row, LocalDate session) {
    double adjclose =
        read(text, row, CsvColumn.ADJCLOSE, cells::number, Double.POSITIVE_INFINITY)
            .orElse(Double.NaN);
    Optional<Long> volume = read(text, row, CsvColumn.VOLUME, cells::whole, -1L);
    return new CandidateBar(
        Optional.of(session),
        session.atStartOfDay(ZoneOffset.UTC).toEpochSecond(),
        false,
        1,
        price(text, row, CsvColumn.OPEN),
        price(text, row, CsvColumn.HIGH),
        price(text, row, CsvColumn.LOW),
        price(text, row, CsvColumn.CLOSE),
        adjclose,
        volume.map(OptionalLong::of).orElseGet(OptionalLong::empty));
  }

  private double price(CsvText text, CsvRecord row, CsvColumn column) {
    return read(text, row, column, cells::number, Double.NaN).orElse(Double.NaN);
  }

  /** A cell's value; empty when it says that there is none. */
  private <T> Optional<T> read(
      CsvText text,
      CsvRecord row,
      CsvColumn column,
      Function<String, Optional<T>> parse,
      T unreadable) {
    Optional<String> cell = text.cell(row, column).filter(c -> !CsvCells.absent(c));
    if (cell.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value = parse.apply(cell.get());
    if (value.isEmpty()) {
      note(text.at(row, column) + ": " + CsvHeader.shown(cell.get()) + " is no number");
    }
    return Optional.of(value.orElse(unreadable));
  }

  private void action(CsvText text, CsvRecord row, CsvColumn column, Type type, LocalDate session) {
    read(text, row, column, cells::number, 0.0)
        .filter(value -> value > 0 && !(type == Type.SPLIT && value == 1))
        .ifPresent(
            value -> actions.add(new CorporateAction(session, type, value, Optional.empty())));
  }

  private void note(String note) {
    if (notes.size() < MOST_NOTES) {
      notes.add(note);
    }
  }

  Outcome outcome() {
    String symbol = request.symbol().value();
    if (bars.isEmpty()) {
      return new Outcome.Empty(
          Optional.of(form.facts(symbol)), "no row of " + symbol + " from " + from + " to " + to);
    }
    List<CandidateBar> all = new ArrayList<>();
    bars.forEach((session, rows) -> all.addAll(once(session, rows)));
    return new Outcome.Bars(form.facts(symbol), all, actions, notes);
  }

  private List<CandidateBar> once(LocalDate session, List<CandidateBar> rows) {
    List<CandidateBar> distinct = new ArrayList<>();
    for (CandidateBar row : rows) {
      if (distinct.stream().noneMatch(row::sameValues)) {
        distinct.add(row);
      }
    }
    if (distinct.size() < rows.size()) {
      note("a second row of " + session + " with the same values, left out");
    }
    return distinct.stream().map(row -> row.withCopies(distinct.size())).toList();
  }
}
