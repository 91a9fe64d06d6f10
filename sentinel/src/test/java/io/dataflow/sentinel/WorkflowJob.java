package io.dataflow.sentinel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A job of a workflow file, whose shell is run step by step as GitHub's runner runs it; steps that
 * use actions are left out. Knows the few expressions the files have, and no other.
 */
final class WorkflowJob {
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ (.*?) }}");

  private final List<Map<String, Object>> steps;
  private final Path workspace;
  private final Path temp;
  private final Map<String, String> values = new TreeMap<>();
  private final Map<String, String> environment = new TreeMap<>();

  /**
   * @param file the workflow's
   * @param folder for the workspace and what the runner has beside it
   */
  WorkflowJob(Path file, String job, Path folder) throws IOException {
    Map<?, ?> workflow =
        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    Map<?, ?> jobs = (Map<?, ?>) workflow.get("jobs");
    this.steps = new ArrayList<>();
    for (Object step : (List<?>) ((Map<?, ?>) jobs.get(job)).get("steps")) {
      Map<String, Object> map = new LinkedHashMap<>();
      ((Map<?, ?>) step).forEach((key, value) -> map.put(key.toString(), value));
      steps.add(map);
    }
    this.workspace = Files.createDirectories(folder.resolve("work/market/market"));
    this.temp = Files.createDirectories(folder.resolve("temp"));
  }

  /** How a step ended, and all it printed and left. */
  record Step(String name, int code, String printed, Map<String, String> outputs, String summary) {}

  /** How the job ended, and its steps as far as they ran. */
  record Ended(boolean success, List<Step> steps) {
    Step step(String name) {
      return steps.stream()
          .filter(step -> step.name().equals(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("the step " + name + " did not run: " + steps));
    }

    boolean ran(String name) {
      return steps.stream().anyMatch(step -> step.name().equals(name));
    }

    String all() {
      return steps.toString();
    }
  }

  Path workspace() {
    return workspace;
  }

  /** What an expression gives: {@code secrets.DATABASE_URL}. */
  WorkflowJob value(String expression, String value) {
    values.put(expression, value);
    return this;
  }

  WorkflowJob variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Ended run() throws IOException, InterruptedException {
    List<Step> ended = new ArrayList<>();
    boolean success = true;
    for (int i = 0; i < steps.size(); i++) {
      Map<String, Object> step = steps.get(i);
      if (step.get("run") == null || !wanted(step, success)) {
        continue;
      }
      Step done = shell(step, i);
      ended.add(done);
      String outcome = done.code() == 0 ? "success" : "failure";
      values.put("steps." + step.get("id") + ".outcome", outcome);
      success &= done.code() == 0 || Boolean.TRUE.equals(step.get("continue-on-error"));
    }
    return new Ended(success, ended);
  }

  private boolean wanted(Map<String, Object> step, boolean success) {
    Object condition = step.get("if");
    if (condition == null) {
      return success;
    }
    return switch (condition.toString()) {
      case "${{ always() }}" -> true;
      case "${{ !cancelled() && steps.tests.outcome == 'failure' }}" ->
          values.getOrDefault("steps.tests.outcome", "").equals("failure");
      default -> throw new AssertionError("unknown condition: " + condition);
    };
  }

  private String evaluated(String text) {
    return EXPRESSION
        .matcher(text)
        .replaceAll(
            found -> {
              String name = found.group(1);
              if (name.startsWith("vars.") && name.contains(" || ")) {
                return java.util.regex.Matcher.quoteReplacement(
                    values.getOrDefault(
                        name.split(" ")[0], name.replaceAll("^.* \\|\\| '(.*)'$", "$1")));
              }
              boolean known = name.startsWith("secrets.") || name.startsWith("inputs.");
              if (!known && !values.containsKey(name)) {
                throw new AssertionError("unknown expression: " + name);
              }
              return java.util.regex.Matcher.quoteReplacement(values.getOrDefault(name, ""));
            });
  }

  private Step shell(Map<String, Object> step, int number)
      throws IOException, InterruptedException {
    Path script = Files.writeString(temp.resolve(number + ".sh"), step.get("run").toString());
    Path output = Files.writeString(temp.resolve(number + ".output"), "");
    Path summary = Files.writeString(temp.resolve(number + ".md"), "");
    Path printed = temp.resolve(number + ".log");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", script.toString())
            .directory(workspace.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    Map<String, String> real = builder.environment();
    real.keySet().removeIf(name -> name.matches("(GITHUB|SENTINEL|EMAIL|PG)_?.*|DATABASE_URL"));
    real.putAll(
        Map.of(
            "CI", "true",
            "GITHUB_ACTIONS", "true",
            "GITHUB_WORKSPACE", workspace.toString(),
            "GITHUB_OUTPUT", output.toString(),
            "GITHUB_STEP_SUMMARY", summary.toString(),
            "GITHUB_REPOSITORY", "owner/market",
            "GITHUB_RUN_ID", "77",
            "GITHUB_RUN_ATTEMPT", "1",
            "RUNNER_TEMP", temp.toString()));
    real.putAll(environment);
    if (step.get("env") instanceof Map<?, ?> own) {
      own.forEach((name, value) -> real.put(name.toString(), evaluated(value.toString())));
    }
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the step is still at work: " + step.get("name"));
    }
    return new Step(
        step.get("name").toString(),
        process.exitValue(),
        Files.readString(printed),
        io.dataflow.sentinel.ci.Runner.outputs(Files.readString(output)),
        Files.readString(summary));
  }
}
