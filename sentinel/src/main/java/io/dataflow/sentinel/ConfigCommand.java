package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Loaded;
import io.dataflow.sentinel.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sentinel config}: the settings in force. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Every setting in force, its origin and its meaning; secrets as stars.",
    footer = {"", "Examples:", "  sentinel config", "  sentinel config --json"})
final class ConfigCommand implements Callable<Integer> {
  @Mixin private DataOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Loaded loaded = options.load();
    if (options.json()) {
      List<Map<String, Object>> rows = new ArrayList<>();
      loaded
          .origins()
          .forEach(
              o -> {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("name", o.name());
                row.put("value", o.value().orElse(null));
                row.put("from", o.from());
                row.put("description", o.description());
                rows.add(row);
              });
      out.print(Json.pretty(rows));
    } else {
      TextTable table = new TextTable("SETTING", "VALUE", "FROM", "MEANING");
      loaded
          .origins()
          .forEach(
              o -> table.add(List.of(o.name(), o.value().orElse("-"), o.from(), o.description())));
      out.print(table);
    }
    out.flush();
    return ExitCode.OK;
  }
}
