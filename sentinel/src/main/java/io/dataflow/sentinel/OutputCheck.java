package io.dataflow.sentinel;

import io.dataflow.sentinel.incident.IncidentClass;
import io.dataflow.sentinel.ledger.Run;
import io.dataflow.sentinel.warehouse.Warehouse;
import io.dataflow.sentinel.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks whether what every run promises is there: the files in the gold folder, and the published
 * tables where a database is set. Absent, empty or older than the run is missing.
 */
final class OutputCheck {
  /** The files of each run, by name. */
  static final List<String> FILES =
      List.of("aggregates.csv", "freshness.json", "summary.json", "sources.json", "sentinel.prom");

  /** Stands for the published tables together. */
  static final String TABLES = "tables in PostgreSQL";

  private final Sentinel sentinel;

  OutputCheck(Sentinel sentinel) {
    this.sentinel = sentinel;
  }

  /**
   * What was found.
   *
   * @param looked the outputs that were looked at
   * @param missing why, by output
   */
  record Outputs(List<String> looked, Map<String, String> missing) {
    void into(Surveyor surveyor, Instant since) {
      for (String output : looked) {
        if (missing.containsKey(output)) {
          surveyor.broken(
              IncidentClass.OUTPUT_MISSING,
              output,
              since,
              "what each run writes",
              output + ": " + missing.get(output),
              1);
        } else {
          surveyor.works(IncidentClass.OUTPUT_MISSING, output);
        }
      }
    }
  }

  /** After a run, of the outputs it wrote. */
  Outputs of(RunReport report) {
    Optional<Run> run = sentinel.ledger().run(report.runId());
    return run.map(this::of).orElseGet(() -> new Outputs(List.of(), Map.of()));
  }

  /** Of a run that is over; of one on another machine only the tables can be looked at. */
  Outputs of(Run run) {
    List<String> looked = new java.util.ArrayList<>();
    Map<String, String> missing = new TreeMap<>();
    if (run.start().host().equals(ThisProcess.host())) {
      looked.addAll(FILES);
      FILES.forEach(f -> file(f, run.start().startedAt()).ifPresent(why -> missing.put(f, why)));
    }
    sentinel
        .warehouse()
        .ifPresent(
            warehouse -> {
              looked.add(TABLES);
              tables(warehouse, run.start().runId()).ifPresent(why -> missing.put(TABLES, why));
            });
    return new Outputs(looked, missing);
  }

  private Optional<String> file(String name, Instant started) {
    Path file = sentinel.settings().paths().gold().resolve(name);
    try {
      if (!Files.exists(file)) {
        return Optional.of("is not there");
      }
      if (Files.size(file) == 0) {
        return Optional.of("is empty");
      }
      Instant written = Files.getLastModifiedTime(file).toInstant();
      return written.isBefore(started.minusSeconds(2)) // some file systems keep whole seconds
          ? Optional.of("is older than run, written " + ReportText.moment(written))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of("cannot be read: " + e.getMessage());
    }
  }

  private static Optional<String> tables(Warehouse warehouse, String run) {
    try {
      return warehouse.missing(run);
    } catch (WarehouseException e) {
      return Optional.of("cannot be looked at: " + e.getMessage());
    }
  }
}
