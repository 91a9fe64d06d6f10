package io.dataflow.sentinel.source.standin;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * The history of one symbol as a file tells it.
 *
 * @param rows its sessions, oldest first
 * @param actions its corporate actions, oldest first
 */
record CsvHistory(List<Row> rows, List<Action> actions) {
  /** One session; a field the file leaves empty is NaN. */
  record Row(LocalDate date, double open, double high, double low, double close, double volume) {
    Bar at(long stamp) {
      return new Bar(stamp, open, high, low, close, close, volume);
    }
  }

  CsvHistory {
    rows = rows.stream().sorted(Comparator.comparing(Row::date)).toList();
    actions = actions.stream().sorted(Comparator.comparing(Action::date)).toList();
  }
}
