package io.dataflow.sentinel;

import io.dataflow.sentinel.config.ProjectFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntBiFunction;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** {@code sentinel freshness DATA}: which tables are meant, their checks, what is printed. */
final class TableRun {
  private final CommandLine line;
  private final DataOptions options;
  private final Clock wall;
  private final TableChecks.Keeping keeping;

  TableRun(CommandLine line, DataOptions options, Clock wall, TableChecks.Keeping keeping) {
    this.line = line;
    this.options = options;
    this.wall = wall;
    this.keeping = keeping;
  }

  /**
   * Checks the tables and says what was found.
   *
   * @param telling is given the exit code so far, tells people, and says how that ended
   */
  int run(
      List<String> data, TableOptions table, ToIntBiFunction<List<TableReport>, Integer> telling) {
    if (options.choosesSymbols()) {
      throw bad(
          "--only chooses instruments of the settings; for a table of your own: --instruments");
    }
    Optional<Path> file = watchFile(data);
    Path here = Path.of("").toAbsolutePath();
    Path project = file.or(options::namedConfig).map(f -> ProjectFolder.of(f).path()).orElse(here);
    try (OwnTables parts =
        OwnTables.of(project, options.namedConfig(), options.data(), System.getenv())) {
      List<TableWatch> watches = new ArrayList<>();
      if (file.isPresent()) {
        if (table.given()) {
          throw bad(String.join(", ", table.named()) + ": write it into " + file.get());
        }
        watches.addAll(TableWatchFile.read(file.get(), parts.calendars(), project));
      } else {
        watches.add(watch(data, table, parts, here));
      }
      watches.forEach(parts::table); // says what is wrong with an address before the first check
      TableChecks checks = new TableChecks(parts, wall, options.asOf(), keeping);
      List<TableReport> reports = watches.stream().map(checks::check).toList();
      print(reports, file.isPresent());
      return telling.applyAsInt(reports, worst(reports));
    }
  }

  private TableWatch watch(List<String> data, TableOptions table, OwnTables parts, Path here) {
    try {
      return table.watch(data, parts.calendars(), here);
    } catch (IllegalArgumentException e) {
      throw bad(e.getMessage());
    }
  }

  private static Optional<Path> watchFile(List<String> data) {
    return data.stream()
        .filter(text -> text.toLowerCase(Locale.ROOT).matches(".*\\.ya?ml"))
        .findFirst()
        .map(Path::of);
  }

  private ParameterException bad(String message) {
    return new ParameterException(line, message);
  }

  private void print(List<TableReport> reports, boolean byName) {
    PrintWriter out = line.getOut();
    PrintWriter err = line.getErr();
    if (options.json()) {
      out.print(byName ? TableText.json(reports) : TableText.json(reports.get(0)));
      reports.stream()
          .filter(r -> !byName)
          .flatMap(r -> TableText.beside(r).stream())
          .forEach(err::println);
    } else if (options.quiet()) {
      reports.stream().flatMap(r -> TableText.problems(r).stream()).forEach(err::println);
    } else {
      out.print(String.join("\n", reports.stream().map(TableText::of).toList()));
    }
    out.flush();
    err.flush();
  }

  private static int worst(List<TableReport> reports) {
    List<Integer> codes = reports.stream().map(TableReport::exitCode).toList();
    return ExitCode.first(codes);
  }
}
