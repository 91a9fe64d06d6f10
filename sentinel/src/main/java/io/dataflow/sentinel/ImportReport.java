package io.dataflow.sentinel;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.silver.Promoted;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/**
 * What an import came to, for people and programs.
 *
 * @param read instruments' parts of files, or of a table
 * @param taken those that were not known already
 * @param bars how many bars were {@code new, same, replaced, older, refused}
 * @param held instruments that are held, with why
 */
record ImportReport(
    Original original,
    int read,
    int taken,
    boolean dryRun,
    Map<String, Long> bars,
    Map<String, String> held) {

  static Map<String, Long> counts(Promoted promoted) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("new", promoted.count("new"));
    counts.put("same", promoted.count("same"));
    long replaced = 0;
    for (String change :
        Set.of("settled", "updated", "volume", "split", "source", "adjusted", "unexplained")) {
      replaced += promoted.count(change);
    }
    counts.put("replaced", replaced);
    counts.put("older", promoted.count("older") + promoted.count("ignored"));
    counts.put("refused", promoted.count("refused"));
    return counts;
  }

  int exitCode() {
    Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    if (!original.refused().isEmpty() || bars.getOrDefault("refused", 0L) > 0 || !held.isEmpty()) {
      troubles.add(Trouble.DATA);
    }
    if (!original.notes().isEmpty()) {
      troubles.add(Trouble.WARNING);
    }
    return ExitCode.of(troubles);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dry_run", dryRun);
    json.put("vintages_read", read);
    json.put("vintages_new", taken);
    json.put("vintages_known", read - taken);
    json.put("bars", bars);
    json.put("files_refused", original.refused());
    json.put("notes", original.notes());
    json.put("held", held);
    json.put("exit_code", exitCode());
    return json;
  }

  int print(CommandLine line, DataOptions options) {
    PrintWriter out = line.getOut();
    PrintWriter err = line.getErr();
    if (options.json()) {
      out.print(Json.pretty(json()));
      out.flush();
      return exitCode();
    }
    original.refused().forEach(r -> err.println("not taken: " + r));
    held.forEach((symbol, change) -> err.println(symbol + ": held, " + change));
    if (!options.quiet()) {
      original.notes().forEach(out::println);
      out.println(read + " vintages read: " + taken + " new, " + (read - taken) + " known already");
      bars.forEach((what, count) -> out.println("  bars " + what + ": " + count));
      if (bars.getOrDefault("refused", 0L) > 0) {
        out.println("  why: sentinel quarantine ls");
      }
      out.println(dryRun ? "nothing was changed" : "next: sentinel run");
    }
    out.flush();
    err.flush();
    return exitCode();
  }
}
