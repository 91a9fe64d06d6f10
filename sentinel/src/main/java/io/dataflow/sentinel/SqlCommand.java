package io.dataflow.sentinel;

import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.engine.Row;
import io.dataflow.sentinel.gold.GoldTables;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.lake.TableSpec;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.text.CsvCell;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sentinel sql}: a question to the lake. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the rows as CSV or JSON. Nothing can be changed by it, and no other file read. Tables:",
      "  silver.bars, silver.bar_versions, silver.corporate_actions, silver.quarantine,",
      "  gold.daily_metrics, gold.latest_bars"
    },
    footer = {
      "",
      "Example:",
      "  sentinel sql \"SELECT symbol, COUNT(*) FROM silver.bars GROUP BY symbol ORDER BY symbol\""
    })
final class SqlCommand implements Callable<Integer> {
  private static final List<TableSpec> TABLES =
      Stream.concat(SilverTables.ALL.stream(), GoldTables.ALL.stream()).toList();

  @Mixin private DataOptions options;

  @Parameters(index = "0", paramLabel = "QUERY", description = "One SELECT, in DuckDB's SQL.")
  private String query;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (Sentinel sentinel = options.open()) {
      TABLES.forEach(sentinel.lake()::view);
      Engine engine = sentinel.engine();
      engine.confine();
      String own = named(query);
      engine.refusal(own).ifPresent(this::refuse);
      String select = "SELECT * FROM (" + own + "\n) AS asked";
      engine.problem(select).flatMap(p -> p.lines().findFirst()).ifPresent(this::refuse);
      List<String> names =
          engine.query("SELECT column_name FROM (DESCRIBE " + select + ")", r -> r.text(1));
      print(out, names, engine.query(select, SqlCommand::values));
      out.flush();
      return ExitCode.OK;
    }
  }

  private void refuse(String problem) {
    throw new ParameterException(spec.commandLine(), problem);
  }

  /** The views carry the dotted names as one identifier; both ways of writing them work. */
  private static String named(String query) {
    String text = query.strip();
    while (text.endsWith(";")) {
      text = text.substring(0, text.length() - 1);
    }
    for (TableSpec table : TABLES) {
      text =
          text.replaceAll(
              "(?i)(?<![\"\\w.])" + table.layer() + "\\." + table.name() + "(?![\"\\w])",
              "\"" + table.fullName() + "\"");
    }
    return text;
  }

  private static List<Object> values(Row row) {
    List<Object> values = new ArrayList<>();
    for (int i = 1; i <= row.names().size(); i++) {
      values.add(row.value(i).orElse(null));
    }
    return values;
  }

  private void print(PrintWriter out, List<String> names, List<List<Object>> rows) {
    if (options.json()) {
      List<Map<String, Object>> json = new ArrayList<>();
      for (List<Object> row : rows) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
          object.put(names.get(i), row.get(i));
        }
        json.add(object);
      }
      out.print(Json.pretty(json));
      return;
    }
    out.println(String.join(",", names.stream().map(CsvCell::of).toList()));
    rows.forEach(r -> out.println(String.join(",", r.stream().map(CsvCell::of).toList())));
  }
}
