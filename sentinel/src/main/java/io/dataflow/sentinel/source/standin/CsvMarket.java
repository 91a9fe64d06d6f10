package io.dataflow.sentinel.source.standin;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Answers daily bars from plain histories, as the vendor would have given them at a moment.
 *
 * <p>A session is answered once it is over: what its bar looked like while it ran, a history does
 * not tell. Prices stay as the file has them; the adjusted close is the close.
 */
public final class CsvMarket implements Market {
  private final Path folder;
  private final CsvFolder.Content content;

  private CsvMarket(Path folder, CsvFolder.Content content) {
    this.folder = folder;
    this.content = content;
  }

  static CsvMarket open(Path folder) throws IOException {
    return new CsvMarket(folder, CsvFolder.read(folder));
  }

  /** The symbols there is a history for. */
  public SortedSet<Symbol> symbols() {
    return new TreeSet<>(content.histories().keySet());
  }

  /** A line on each file of the folder that is no history. */
  public List<String> notes() {
    return content.notes();
  }

  @Override
  public String origin() {
    return content.histories().size() + " histories in " + folder;
  }

  @Override
  public Answer answer(ChartRequest request, Instant now) {
    Optional<CsvHistory> history =
        Optional.ofNullable(content.histories().get(request.symbol()))
            .filter(h -> !h.rows().isEmpty());
    if (history.isEmpty()) {
      return Answer.unknownSymbol();
    }
    return Interval.parse(request.interval()).equals(Optional.of(Interval.DAY_1))
        ? ChartWriter.answer(request, state(request.symbol(), history.get(), now))
        : ChartRules.dailyOnly(request, now);
  }

  private static ChartState state(Symbol symbol, CsvHistory history, Instant now) {
    Venue venue = Venue.of(symbol);
    List<Bar> bars = new ArrayList<>(history.rows().size());
    LocalDate last = history.rows().get(0).date();
    for (CsvHistory.Row row : history.rows()) {
      if (!venue.close(row.date()).isAfter(now)) {
        bars.add(row.at(venue.stamp(row.date()).getEpochSecond()));
        last = row.date();
      }
    }
    return new ChartState(
        symbol,
        symbol.value(),
        now,
        venue.stamp(history.rows().get(0).date()).getEpochSecond(),
        Math.min(now.getEpochSecond(), venue.close(last).getEpochSecond()),
        bars.isEmpty() ? Double.NaN : bars.get(bars.size() - 1).volume(),
        bars,
        history.actions(),
        current(venue, now));
  }

  private static ChartState.Period current(Venue venue, Instant now) {
    LocalDate date = now.atZone(venue.zone()).toLocalDate();
    while (!venue.trades(date)) {
      date = date.plusDays(1);
    }
    return new ChartState.Period(venue.stamp(date), venue.close(date));
  }
}
