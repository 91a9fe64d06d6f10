package io.dataflow.sentinel;

import io.dataflow.sentinel.Symptom.Level;
import io.dataflow.sentinel.json.Json;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sentinel doctor}: what is wrong, and what to do. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at settings, Java, class archive, disks, the source and its clock, the ledger, bronze,",
      "the tables and what runs left open; says how each is and what to do. Changes nothing."
    },
    footer = {
      "",
      "Exit codes: 0 all well, 2 warnings only, 3 something failed, 4 bad settings.",
      "",
      "Examples:",
      "  sentinel doctor",
      "  sentinel doctor --deep --offline --json"
    })
final class DoctorCommand implements Callable<Integer> {
  @Mixin private DataOptions options;

  @Option(names = "--offline", description = "Leave out what is on the network, and say so.")
  private boolean offline;

  @Option(
      names = "--deep",
      description = "Read every byte of bronze and of the tables, and compare.")
  private boolean deep;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Sentinel sentinel = options.open()) {
      Doctor doctor = new Doctor(sentinel, new Doctor.Scope(offline, deep), options.wall());
      List<Symptom> symptoms = doctor.symptoms();
      int code = code(symptoms);
      print(symptoms, code);
      return code;
    }
  }

  private static int code(List<Symptom> symptoms) {
    boolean failed = symptoms.stream().anyMatch(s -> s.level() == Level.FAIL);
    boolean warned = symptoms.stream().anyMatch(s -> s.level() == Level.WARN);
    if (failed) {
      return ExitCode.NOT_EVALUATED;
    }
    return warned ? ExitCode.WARNINGS : ExitCode.OK;
  }

  private void print(List<Symptom> symptoms, int code) {
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("exit_code", code);
      json.put("checks", symptoms.stream().map(Symptom::json).toList());
      out.print(Json.pretty(json));
    } else {
      TextTable table = new TextTable("STATE", "WHAT", "HOW IT IS");
      symptoms.stream()
          .filter(s -> !options.quiet() || s.level() == Level.WARN || s.level() == Level.FAIL)
          .forEach(
              s ->
                  table.add(
                      List.of(
                          s.level().word(),
                          s.subject(),
                          options
                              .remedy()
                              .exact(
                                  s.what() + s.todo().map(todo -> ". Do: " + todo).orElse("")))));
      out.print(table.rows() == 0 ? "" : table);
    }
    out.flush();
  }
}
