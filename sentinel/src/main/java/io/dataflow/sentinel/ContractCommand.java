package io.dataflow.sentinel;

import io.dataflow.sentinel.contract.Contract;
import io.dataflow.sentinel.contract.ContractFile;
import io.dataflow.sentinel.contract.Rule;
import io.dataflow.sentinel.engine.DuckDbEngine;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sentinel contract}: checks contract files. */
@Command(
    name = "contract",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ContractCommand.Lint.class,
    description = "A contract says what a row must be to enter silver.",
    footer = {"", "Example:", "  sentinel contract lint contracts/bars.yaml"})
final class ContractCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: lint");
  }

  /** {@code sentinel contract lint}. */
  @Command(
      name = "lint",
      mixinStandardHelpOptions = true,
      description = {
        "Checks a contract file: keys, names, and that each condition is one every engine reads.",
        "Exit codes: 0 fine, 4 problems."
      },
      footer = {"", "Example:", "  sentinel contract lint contracts/bars.yaml"})
  static final class Lint implements Callable<Integer> {
    @Parameters(
        arity = "0..*",
        paramLabel = "FILE",
        description = "Contract files (default: contracts/bars.yaml).")
    private List<Path> files = List.of();

    @Mixin private CiOption ci;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      List<Path> wanted = files.isEmpty() ? List.of(shipped()) : files;
      List<String> problems = new ArrayList<>();
      for (Path file : wanted) {
        try {
          out.println(checked(file));
        } catch (InvalidFileException e) {
          e.problems().forEach(spec.commandLine().getErr()::println);
          problems.addAll(e.problems());
        }
      }
      out.flush();
      int code = problems.isEmpty() ? ExitCode.OK : ExitCode.USAGE;
      return ci.failed(DataOptions.configFile(Optional.empty()), problems, code);
    }

    /**
     * What is said of a good file.
     *
     * @throws InvalidFileException when it has problems
     */
    private static String checked(Path file) {
      Contract contract = ContractFile.read(file);
      List<String> problems = new ArrayList<>(contract.unknownColumns(SilverTables.CANDIDATES));
      problems.addAll(planned(contract));
      if (!problems.isEmpty()) {
        throw new InvalidFileException(problems);
      }
      int rules = contract.rules().size();
      int columns = contract.columns().size();
      return "%s: %d rules over %d columns, no problem".formatted(file, rules, columns);
    }

    private static Path shipped() {
      Path here = Path.of("contracts", "bars.yaml");
      return Files.exists(here) ? here : Installation.folder().resolve(here);
    }

    /** Lets the engine plan each rule over an empty table: types must fit. */
    private static List<String> planned(Contract contract) {
      List<String> problems = new ArrayList<>();
      try (Engine engine =
          new DuckDbEngine(Path.of(System.getProperty("java.io.tmpdir"), "sentinel"))) {
        engine.view("rows", contract.columns(), List.of());
        for (Rule rule : contract.rules()) {
          String select =
              "SELECT CASE WHEN (" + rule.accept() + ") THEN 1 ELSE 0 END FROM \"rows\"";
          Optional<String> problem = engine.problem(select);
          problem.ifPresent(
              text ->
                  problems.add(
                      contract.file()
                          + ":"
                          + rule.line()
                          + ": "
                          + rule.name()
                          + ": "
                          + text.lines().findFirst().orElse(text)));
        }
      }
      return problems;
    }
  }
}
