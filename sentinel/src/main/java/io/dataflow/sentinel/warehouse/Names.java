package io.dataflow.sentinel.warehouse;

import io.dataflow.sentinel.engine.Sql;
import java.util.Collection;
import java.util.stream.Collectors;

/** Columns as SQL lists. */
final class Names {
  private Names() {}

  static String list(Collection<String> names) {
    return names.stream().map(Sql::quote).collect(Collectors.joining(", "));
  }

  /** The columns of one table among several. */
  static String list(String alias, Collection<String> names) {
    return names.stream().map(n -> alias + "." + Sql.quote(n)).collect(Collectors.joining(", "));
  }

  /** That two tables agree in columns. */
  static String equal(String one, String other, Collection<String> names) {
    return names.stream()
        .map(Sql::quote)
        .map(n -> one + "." + n + " = " + other + "." + n)
        .collect(Collectors.joining(" AND "));
  }
}
