package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Asset;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.ledger.RunStart;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.postgres.PostgresException;
import io.dataflow.sentinel.postgres.RelationName;
import io.dataflow.sentinel.source.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sentinel import}: takes over what the original program left. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Takes over the files of the original program, bronze/SYMBOL_YYYYMMDD_HHMMSS.csv and"
          + " silver/..._silver_YYYY-MM-DD.csv, or its table in PostgreSQL.",
      "Every bar goes through the contract; what is known already is not taken again."
    },
    footer = {
      "",
      "Examples:",
      "  sentinel import ../old-project --dry-run",
      "  sentinel import ../old-project/data --zone Europe/Berlin",
      "  sentinel import --table market_data"
    })
final class ImportCommand implements Callable<Integer> {
  @Mixin private DataOptions options;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project, its data folder, or the folder with the files.")
  private Path folder;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "Take this table of the database that DATABASE_URL names: market_data.")
  private String table;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Zone of the clock that named the files (default: UTC).")
  private ZoneId zone = ZoneOffset.UTC;

  @Option(names = "--dry-run", description = "Look everything over, change nothing.")
  private boolean dryRun;

  @Mixin private WaitOption wait;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if ((folder == null) == (table == null)) {
      throw refused("name the folder of the original program, or its table with --table");
    }
    try (Sentinel sentinel = options.open()) {
      sentinel.instruments().check();
      sentinel.contracts();
      Instant now = sentinel.clock().instant();
      Original original = original(sentinel, now);
      List<Answer> answers = new ArrayList<>(original.answers());
      if (options.choosesSymbols()) {
        answers.removeIf(a -> !sentinel.chosen(a.request().symbol()));
      }
      unknown(sentinel, answers).ifPresent(original.notes()::add);
      String run = Runner.newRunId(RunOrder.after(sentinel.bronze(), options.wall().instant()));
      if (dryRun) {
        int missing = new Importing(sentinel, run, step -> {}).missing(answers).size();
        return new ImportReport(original, answers.size(), missing, true, Map.of(), Map.of())
            .print(spec.commandLine(), options);
      }
      try (WriteTurn turn =
          WriteTurn.taken(
              sentinel, run, options.wall(), wait.waiting(spec.commandLine().getErr()))) {
        return taken(sentinel, run, original, answers, now);
      }
    } catch (PostgresException | SQLException e) {
      spec.commandLine().getErr().println("the table was not taken: " + e.getMessage());
      return ExitCode.NOT_EVALUATED;
    }
  }

  private int taken(
      Sentinel sentinel, String run, Original original, List<Answer> answers, Instant now) {
    sentinel.ledger().open();
    sentinel.ledger().startRun(start(sentinel, run));
    Importing.Report report = new Importing(sentinel, run, this::progress).take(answers, now);
    ImportReport shown =
        new ImportReport(
            original,
            answers.size(),
            report.taken(),
            false,
            ImportReport.counts(report.promoted()),
            report.held());
    sentinel
        .ledger()
        .finishRun(run, options.wall().instant(), shown.exitCode(), Json.line(shown.json()));
    return shown.print(spec.commandLine(), options);
  }

  private RunStart start(Sentinel sentinel, String run) {
    return new RunStart(
        run,
        options.wall().instant(),
        sentinel.clock().instant(),
        "import",
        ProgramVersion.line(),
        folder == null ? "table " + table : folder.toString(),
        ThisProcess.host(),
        ProcessHandle.current().pid());
  }

  private Original original(Sentinel sentinel, Instant now) throws SQLException {
    if (table != null) {
      return new OriginalTable(database(sentinel), relation()).read(now);
    }
    if (!Files.isDirectory(folder)) {
      throw refused(folder + " is no folder");
    }
    try {
      Original original = new OriginalFolder(folder, zone).read(now);
      if (original.answers().isEmpty()
          && original.refused().isEmpty()
          && original.notes().isEmpty()) {
        throw refused(
            "there is no file of the original program in "
                + folder
                + ": its names are SYMBOL_YYYYMMDD_HHMMSS.csv, in it, or in bronze, silver,"
                + " data/bronze or data/silver below it");
      }
      return original;
    } catch (IOException e) {
      throw refused(folder + " cannot be read: " + e);
    }
  }

  private static io.dataflow.sentinel.postgres.PostgresServer database(Sentinel sentinel) {
    return new LedgerChoice(
            sentinel.settings().paths().state(), sentinel.settings().environment(), System.getenv())
        .server();
  }

  private RelationName relation() {
    try {
      return RelationName.parse(table);
    } catch (IllegalArgumentException e) {
      throw refused("--table: " + e.getMessage());
    }
  }

  private static java.util.Optional<String> unknown(Sentinel sentinel, List<Answer> answers) {
    Set<Symbol> set =
        sentinel.settings().assets().stream().map(Asset::symbol).collect(Collectors.toSet());
    TreeSet<String> unknown = new TreeSet<>();
    answers.stream()
        .map(a -> a.request().symbol())
        .filter(s -> !set.contains(s))
        .forEach(s -> unknown.add(s.value()));
    return unknown.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(
            String.join(", ", unknown)
                + ": not among the assets, so their bars are kept and nobody watches them;"
                + " next: sentinel add SYMBOL");
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  private void progress(String step) {
    if (!options.quiet() && !options.json()) {
      spec.commandLine().getErr().println(step);
      spec.commandLine().getErr().flush();
    }
  }
}
