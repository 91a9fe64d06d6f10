package io.dataflow.sentinel.contract;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Sql;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a dataset's rows must be.
 *
 * @param columns those that conditions may name
 */
public record Contract(
    String file, String name, int version, String dataset, List<Column> columns, List<Rule> rules) {
  public Contract {
    columns = List.copyOf(columns);
    rules = List.copyOf(rules);
  }

  /** Problems with columns that the dataset's rows do not have, or have with another type. */
  public List<String> unknownColumns(List<Column> rows) {
    return columns.stream()
        .filter(
            c -> rows.stream().noneMatch(r -> r.name().equals(c.name()) && r.type() == c.type()))
        .map(
            c ->
                file
                    + ":1: the rows of "
                    + dataset
                    + " have no column "
                    + c.name()
                    + " of type "
                    + c.type().name().toLowerCase(java.util.Locale.ROOT))
        .toList();
  }

  /** The names of rules a row broke, as a SQL text: {@code high_not_below_low,has_prices} or ''. */
  public String brokenSql(Rule.Severity severity) {
    List<String> cases =
        rules.stream()
            .filter(r -> r.severity() == severity)
            .map(
                r -> "CASE WHEN (" + r.accept() + ") THEN NULL ELSE " + Sql.text(r.name()) + " END")
            .toList();
    return cases.isEmpty()
        ? "''"
        : cases.stream().collect(Collectors.joining(",\n  ", "CONCAT_WS(',',\n  ", ")"));
  }

  /** A query that gives each row of a table with {@code broken} and {@code warned} beside it. */
  public String judgedSql(String table) {
    return "SELECT *,\n"
        + brokenSql(Rule.Severity.ERROR)
        + " AS broken,\n"
        + brokenSql(Rule.Severity.WARNING)
        + " AS warned\nFROM "
        + Sql.quote(table);
  }
}
