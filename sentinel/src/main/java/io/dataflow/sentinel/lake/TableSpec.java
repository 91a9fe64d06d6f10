package io.dataflow.sentinel.lake;

import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.engine.Sql;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a table of the lake is.
 *
 * @param layer {@code silver} or {@code gold}: the folder it lies in
 * @param name the table's name within its layer
 * @param yearOf the date column whose year partitions the table; empty for a table in one piece
 * @param sort columns its files are sorted by
 */
public record TableSpec(
    String layer, String name, List<Column> columns, Optional<String> yearOf, List<String> sort) {
  public TableSpec {
    columns = List.copyOf(columns);
    sort = List.copyOf(sort);
  }

  /** {@code silver.bars}. */
  public String fullName() {
    return layer + "." + name;
  }

  /** The columns as a SQL list. */
  public String columnList() {
    return columns.stream().map(c -> Sql.quote(c.name())).collect(Collectors.joining(", "));
  }

  /** The sort order as a SQL list, with the place of nulls stated. */
  String orderList() {
    return sort.stream().map(c -> Sql.quote(c) + " NULLS FIRST").collect(Collectors.joining(", "));
  }
}
