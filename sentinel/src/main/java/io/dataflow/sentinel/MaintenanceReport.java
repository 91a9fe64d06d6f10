package io.dataflow.sentinel;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a maintenance did, or would do.
 *
 * @param before what lay on disk when it began
 * @param after what lay there when it was done; in a rehearsal the same
 * @param forgotten rows of the ledger, by table
 * @param aside the file the log was put into
 * @param warnings what was left undone, and what to do
 */
record MaintenanceReport(
    String id,
    Removals.Mode mode,
    Instant now,
    DiskUse before,
    DiskUse after,
    List<Leftover> removed,
    List<LakeSweep.Swept> swept,
    Map<String, Long> forgotten,
    Optional<Path> aside,
    List<String> warnings) {
  MaintenanceReport {
    removed = List.copyOf(removed);
    swept = List.copyOf(swept);
    forgotten = new LinkedHashMap<>(forgotten);
    warnings = List.copyOf(warnings);
  }

  int exitCode() {
    return warnings.isEmpty() ? ExitCode.OK : ExitCode.WARNINGS;
  }

  private long bytesRemoved() {
    return removed.stream().mapToLong(Leftover::bytes).sum();
  }

  private int young() {
    return swept.stream().mapToInt(LakeSweep.Swept::young).sum();
  }

  /** The main figures. */
  Map<String, Object> counts() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("files_removed", removed.size());
    counts.put("bytes_removed", bytesRemoved());
    counts.put("snapshots", swept.stream().mapToInt(LakeSweep.Swept::snapshots).sum());
    counts.put("files_merged", swept.stream().mapToInt(LakeSweep.Swept::merged).sum());
    counts.put("ledger_rows", forgotten.values().stream().mapToLong(Long::longValue).sum());
    return counts;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("dry_run", mode == Removals.Mode.REHEARSAL);
    json.put("as_of", now);
    json.put("before", before.json());
    json.put("after", mode == Removals.Mode.REHEARSAL ? null : after.json());
    json.putAll(counts());
    json.put("tables", swept.stream().map(LakeSweep.Swept::json).toList());
    json.put("ledger", forgotten);
    json.put("log_put_aside", aside.map(Path::toString).orElse(null));
    json.put("removed", removed.stream().map(MaintenanceReport::json).toList());
    json.put("warnings", warnings);
    return json;
  }

  private static Map<String, Object> json(Leftover leftover) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", leftover.file().toString());
    json.put("bytes", leftover.bytes());
    json.put("what", leftover.kind().words());
    json.put("why", leftover.why());
    return json;
  }

  /** For a terminal. */
  String text() {
    boolean real = mode == Removals.Mode.REAL;
    StringBuilder text = new StringBuilder();
    if (!real) {
      text.append("A dry run: nothing was changed.\n\n");
      removed.forEach(
          r -> text.append("%s, %s: %s\n".formatted(r.file(), DiskUse.words(r.bytes()), r.why())));
      text.append(removed.isEmpty() ? "" : "\n");
    }
    text.append(kinds(real ? "removed" : "would be removed"));
    tables(real).forEach(line -> text.append(line).append('\n'));
    text.append('\n').append(disk(real));
    return text.toString();
  }

  private String kinds(String verb) {
    Map<Leftover.Kind, DiskUse.Part> kinds = new EnumMap<>(Leftover.Kind.class);
    removed.forEach(r -> kinds.merge(r.kind(), new DiskUse.Part(1, r.bytes()), DiskUse.Part::and));
    if (kinds.isEmpty()) {
      return "nothing " + verb + "\n";
    }
    StringBuilder text = new StringBuilder();
    kinds.forEach(
        (kind, part) ->
            text.append(
                "%s %s: %d, %s\n"
                    .formatted(kind.words(), verb, part.files(), DiskUse.words(part.bytes()))));
    return text.toString();
  }

  private List<String> tables(boolean real) {
    List<String> lines = new ArrayList<>();
    for (LakeSweep.Swept one : swept) {
      if (one.snapshots() > 0) {
        lines.add(
            "%s: %d earlier snapshots %s"
                .formatted(
                    one.table(), one.snapshots(), real ? "forgotten" : "would be forgotten"));
      }
      if (one.merged() > 0) {
        lines.add(
            "%s: %d small files %s %d"
                .formatted(
                    one.table(), one.merged(), real ? "became" : "would become", one.into()));
      }
    }
    forgotten.forEach(
        (table, rows) -> {
          if (rows > 0) {
            lines.add(
                "ledger: %d rows of %s %s"
                    .formatted(rows, table, real ? "forgotten" : "would be forgotten"));
          }
        });
    aside.ifPresent(
        file -> lines.add("the log " + (real ? "was put" : "would be put") + " aside as " + file));
    if (young() > 0) {
      lines.add(
          young() + " files that no table names are younger than maintenance.orphan_age and stay");
    }
    return lines;
  }

  private String disk(boolean real) {
    TextTable table = new TextTable("FOLDER", "FILES", "BYTES", real ? "BEFORE" : "TO GO");
    before.parts().forEach((name, part) -> table.add(row(name, part, after.part(name), real)));
    table.add(row("total", before.total(), after.total(), real));
    return table.toString();
  }

  private List<String> row(String name, DiskUse.Part was, DiskUse.Part is, boolean real) {
    String last =
        real
            ? "%d files, %s".formatted(was.files(), DiskUse.words(was.bytes()))
            : name.equals("total") ? DiskUse.words(bytesRemoved()) : "";
    return List.of(name, Long.toString(is.files()), DiskUse.words(is.bytes()), last);
  }
}
