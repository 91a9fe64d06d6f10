package io.dataflow.sentinel.contract;

import io.dataflow.sentinel.engine.Sql;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which contract holds for which symbol.
 *
 * @param usual for every symbol without one of its own
 * @param own by symbol
 */
public record Contracts(Contract usual, Map<String, Contract> own) {
  public Contracts {
    own = Map.copyOf(own);
  }

  /** The contract of a symbol. */
  public Contract of(String symbol) {
    return own.getOrDefault(symbol, usual);
  }

  /**
   * A query that gives each row of a table with {@code broken} and {@code warned} beside it, judged
   * by its symbol's contract. The table needs a column {@code symbol}.
   */
  public String judgedSql(String table) {
    if (own.isEmpty()) {
      return usual.judgedSql(table);
    }
    Map<Contract, Set<String>> symbols = new LinkedHashMap<>();
    own.forEach((symbol, c) -> symbols.computeIfAbsent(c, x -> new TreeSet<>()).add(symbol));
    StringBuilder sql = new StringBuilder(usual.judgedSql(table));
    sql.append("\nWHERE symbol NOT IN ").append(Sql.texts(new TreeSet<>(own.keySet())));
    symbols.forEach(
        (contract, some) ->
            sql.append("\nUNION ALL\n")
                .append(contract.judgedSql(table))
                .append("\nWHERE symbol IN ")
                .append(Sql.texts(some)));
    return sql.toString();
  }
}
