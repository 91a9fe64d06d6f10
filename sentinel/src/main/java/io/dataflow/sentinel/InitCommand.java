package io.dataflow.sentinel;

import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.text.ForeignText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sentinel init}: a project folder of one's own. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a folder with settings, contract and examples, in which sentinel run works at once.",
      "Files that are there already stay as they are; a folder that has settings is refused."
    },
    footer = {
      "",
      "Exit codes: 0 made, 4 bad usage or a project already, 5 a file could not be written.",
      "",
      "Examples:",
      "  sentinel init market-data",
      "  sentinel init market-data --symbol AAPL,7203.T,BTC-USD --start 2015-01-01"
    })
final class InitCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "Made when it is not there.")
  private Path folder;

  @Option(
      names = "--symbol",
      paramLabel = "SYMBOL",
      split = ",",
      defaultValue = "AAPL,SPY,BTC-USD,GC=F",
      description =
          "The instruments, as the source writes them, separated by commas (default:"
              + " ${DEFAULT-VALUE}).")
  private List<String> symbols;

  @Option(
      names = "--start",
      paramLabel = "DATE",
      defaultValue = "2020-01-01",
      description = "The first session that is asked for (default: ${DEFAULT-VALUE}).")
  private LocalDate start;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print problems only.")
  private boolean quiet;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    NewProject project = new NewProject(folder, wanted(), start);
    if (project.there()) {
      throw refused(
          folder
              + " is a project already: it has config/assets.yaml. For one more instrument there:"
              + " sentinel add SYMBOL");
    }
    try {
      report(project.make());
      return ExitCode.OK;
    } catch (IOException e) {
      throw new UncheckedIOException(
          folder + " could not be made a project: " + e + ". Check the disk and its permissions",
          e);
    }
  }

  private Set<Symbol> wanted() {
    Set<Symbol> wanted = new LinkedHashSet<>();
    for (String each : symbols) {
      Symbol.problem(each.strip())
          .ifPresent(
              problem -> {
                throw refused("--symbol: " + problem);
              });
      wanted.add(new Symbol(each.strip()));
    }
    return wanted;
  }

  private void report(List<NewProject.Made> files) {
    if (quiet) {
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    for (NewProject.Made file : files) {
      out.println((file.written() ? "made  " : "kept  ") + ForeignText.line(file.name()));
    }
    out.println();
    out.println("Next:");
    out.println("  cd " + ForeignText.line(folder.toString()));
    out.println("  sentinel next       what is due when");
    out.println("  sentinel run        the pipeline, once");
    out.println("  sentinel daemon     the pipeline by the calendars of the exchanges");
    out.println("  sentinel doctor     what a run needs, looked at");
    out.flush();
  }

  private ParameterException refused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
