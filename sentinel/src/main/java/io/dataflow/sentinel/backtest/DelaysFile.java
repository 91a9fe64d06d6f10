package io.dataflow.sentinel.backtest;

import io.dataflow.sentinel.yaml.InvalidFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads measured delays: a CSV file with a column {@code delay}, or with one column only. */
public final class DelaysFile {
  private DelaysFile() {}

  /**
   * The delays of a file, in the order of its rows.
   *
   * @throws InvalidFileException with the line of every row that holds none
   */
  public static List<Duration> read(Path path) {
    CsvFile file = CsvFile.read(path);
    int column =
        file.column("delay")
            .orElseGet(
                () -> {
                  if (file.columns() > 1) {
                    throw file.headerProblem("the first line must name a column delay");
                  }
                  return 0;
                });
    List<Duration> delays = new ArrayList<>();
    for (CsvFile.Row row : file.rows()) {
      try {
        delays.add(DurationText.parse(row.cell(column)));
      } catch (IllegalArgumentException e) {
        file.problem(row, e.getMessage());
      }
    }
    file.check();
    return delays;
  }
}
