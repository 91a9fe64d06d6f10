package io.dataflow.sentinel;

import io.dataflow.sentinel.ci.Annotation;
import io.dataflow.sentinel.ci.Annotations;
import io.dataflow.sentinel.ci.StepOutput;
import io.dataflow.sentinel.ci.StepSummary;
import io.dataflow.sentinel.ci.WorkflowCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The job of GitHub Actions this process is a step of, as the variables of the runner name it. */
final class GitHubJob {
  private static final String SUMMARY = "GITHUB_STEP_SUMMARY";
  private static final String OUTPUT = "GITHUB_OUTPUT";

  private final Map<String, String> environment;
  private final PrintWriter log;
  private final PrintWriter err;
  private final UnaryOperator<String> redactor;

  /**
   * @param log what the runner reads, unguarded, at the beginning of a line
   * @param err where it is told what could not be written
   * @param redactor takes secrets out of texts
   */
  GitHubJob(
      Map<String, String> environment,
      PrintWriter log,
      PrintWriter err,
      UnaryOperator<String> redactor) {
    this.environment = Map.copyOf(environment);
    this.log = log;
    this.err = err;
    this.redactor = redactor;
  }

  /** The folder of the repository: without a word of it, the one this process is in. */
  static Path workspace(Map<String, String> environment) {
    return file(environment, "GITHUB_WORKSPACE").orElse(Path.of("")).toAbsolutePath();
  }

  private static Optional<Path> file(Map<String, String> environment, String variable) {
    try {
      return Optional.ofNullable(environment.get(variable))
          .filter(name -> !name.isBlank())
          .map(Path::of);
    } catch (InvalidPathException e) {
      return Optional.empty(); // the runner names files that there can be
    }
  }

  /**
   * Tells the job all of it.
   *
   * @param code how the command ends otherwise
   * @return the exit code, with what could not be written
   */
  int tell(CiReport report, int code) {
    Annotations.shown(report.annotations()).stream()
        .map(this::redacted)
        .map(WorkflowCommand::of)
        .forEach(log::println);
    log.flush();
    boolean summed = written(SUMMARY, file -> page(report.summary(), file));
    int all = summed ? code : ExitCode.first(List.of(code, ExitCode.NOT_RECORDED));
    Map<String, String> outputs = new LinkedHashMap<>();
    report.outputs().forEach((name, value) -> outputs.put(name, redactor.apply(value)));
    outputs.put("exit-code", Integer.toString(all));
    boolean put = written(OUTPUT, file -> StepOutput.text(outputs));
    return put ? all : ExitCode.first(List.of(all, ExitCode.NOT_RECORDED));
  }

  private Annotation redacted(Annotation one) {
    return new Annotation(
        one.level(), one.spot(), redactor.apply(one.title()), redactor.apply(one.message()));
  }

  /** Other commands of the same step may have left something there. */
  private static String page(StepSummary summary, Path file) throws IOException {
    long used = Files.exists(file) ? Files.size(file) : 0;
    return summary.text((int) Math.max(0, StepSummary.MOST_BYTES - used));
  }

  /** Makes a text out of the file it is to be added to. */
  private interface Text {
    String of(Path file) throws IOException;
  }

  private boolean written(String variable, Text text) {
    Optional<Path> file = file(environment, variable);
    if (file.isEmpty()) {
      return true; // not within a job, as with --ci github at a desk
    }
    try {
      Files.writeString(
          file.get(),
          text.of(file.get()),
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      return true;
    } catch (IOException e) {
      err.println(
          "the file of "
              + variable
              + " could not be written, so the job shows less than there is: "
              + e
              + ". Mend it, or leave it out with: --ci none");
      err.flush();
      return false;
    }
  }
}
