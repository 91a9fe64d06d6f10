package io.dataflow.sentinel;

import io.dataflow.sentinel.ci.Annotation;
import io.dataflow.sentinel.ci.GuardedWriter;
import io.dataflow.sentinel.ci.StepSummary;
import io.dataflow.sentinel.text.ForeignText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Whether a job of a CI is told what a command came to. While it is, nothing that is printed
 * otherwise can be a command to the runner.
 */
final class CiOption {
  /** Which CI. */
  enum Mode {
    GITHUB,
    NONE
  }

  private final Map<String, String> environment;

  @Option(
      names = "--ci",
      paramLabel = "CI",
      description =
          "github: leave annotations, a summary and outputs for the job of GitHub Actions. none: do"
              + " not (default: github where GITHUB_ACTIONS is true).")
  private Mode mode;

  private Optional<Streams> streams = Optional.empty();

  /** Where the runner listens. */
  private record Streams(PrintWriter log, GuardedWriter guarded, PrintWriter err) {}

  /**
   * @param environment the process's own
   */
  CiOption(Map<String, String> environment) {
    this.environment = environment;
  }

  /** That of the last command of a line; empty where it has none. */
  static Optional<CiOption> of(CommandLine command) {
    return command.getCommandSpec().mixins().values().stream()
        .map(CommandLine.Model.CommandSpec::userObject)
        .filter(CiOption.class::isInstance)
        .map(CiOption.class::cast)
        .findFirst();
  }

  private boolean on() {
    return mode == Mode.GITHUB
        || mode == null && "true".equalsIgnoreCase(environment.get("GITHUB_ACTIONS"));
  }

  /** From here on the command prints through the guard, when a job is told. */
  void guard(CommandLine command) {
    if (!on() || streams.isPresent()) {
      return;
    }
    CommandLine.ParseResult parsed = command.getParseResult();
    boolean json =
        parsed != null
            && command.getCommandSpec().findOption("--json") != null
            && parsed.matchedOptionValue("--json", false);
    PrintWriter out = command.getOut();
    PrintWriter err = command.getErr();
    GuardedWriter.Form form = json ? GuardedWriter.Form.JSON : GuardedWriter.Form.TEXT;
    GuardedWriter guardedOut = new GuardedWriter(out, form);
    GuardedWriter guardedErr = new GuardedWriter(err, GuardedWriter.Form.TEXT);
    command.setOut(new PrintWriter(guardedOut, true));
    command.setErr(new PrintWriter(guardedErr, true));
    streams =
        Optional.of( // JSON stays one document; the runner listens to both
            new Streams(json ? err : out, json ? guardedErr : guardedOut, command.getErr()));
  }

  /**
   * Tells the job, when one is to be told.
   *
   * @param settingsFile beside it lies what is secret
   * @param report is made only then
   * @param code how the command ends otherwise
   * @return the exit code
   */
  int tell(
      Path settingsFile, int code, BiFunction<CiPlaces, UnaryOperator<String>, CiReport> report) {
    if (streams.isEmpty()) {
      return code;
    }
    PrintWriter log = streams.get().log();
    if (!streams.get().guarded().atLineStart()) {
      log.println();
    }
    UnaryOperator<String> redactor = Crashes.redactor(settingsFile, environment);
    CiPlaces places = new CiPlaces(GitHubJob.workspace(environment));
    return new GitHubJob(environment, log, streams.get().err(), redactor)
        .tell(report.apply(places, redactor), code);
  }

  /** Tells the job of a command that could not go on; returns the exit code. */
  int failed(Path settingsFile, List<String> problems, int code) {
    return tell(
        settingsFile, code, (places, redactor) -> failure(problems, code, places, redactor));
  }

  private static CiReport failure(
      List<String> problems, int code, CiPlaces places, UnaryOperator<String> redactor) {
    String what = ExitCode.words(code);
    List<Annotation> annotations = new ArrayList<>();
    for (String problem : problems) {
      CiPlaces.Placed placed = places.placed(problem);
      annotations.add(new Annotation(Annotation.Level.ERROR, placed.spot(), what, placed.text()));
    }
    StepSummary summary =
        new StepSummary(redactor)
            .heading("sentinel: " + what)
            .paragraph("Exit code " + code + ".")
            .list(problems.stream().map(ForeignText::line).toList());
    return new CiReport(annotations, summary, Map.of("problems", String.join("\n", problems)));
  }
}
