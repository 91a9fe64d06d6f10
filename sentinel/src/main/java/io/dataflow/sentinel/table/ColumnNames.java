package io.dataflow.sentinel.table;

import io.dataflow.sentinel.yaml.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns a table has.
 *
 * @param types by name as the table has it, in its order
 */
record ColumnNames(String location, Map<String, String> types) {

  Optional<String> find(Optional<String> wanted) {
    return wanted.map(this::find);
  }

  /**
   * The name as the table has it.
   *
   * @throws TableException when it has none such, or several that differ in case only
   */
  String find(String wanted) {
    if (types.containsKey(wanted)) {
      return wanted;
    }
    List<String> alike = types.keySet().stream().filter(wanted::equalsIgnoreCase).toList();
    if (alike.size() == 1) {
      return alike.get(0);
    }
    throw TableException.settings(
        location
            + " has "
            + (alike.isEmpty() ? "no column" : "several columns")
            + " \""
            + wanted.replaceAll("\\p{Cntrl}", "?")
            + "\""
            + (alike.isEmpty() ? Suggestion.of(wanted, types.keySet()) : ": " + alike));
  }

  String type(String name) {
    return types.get(name);
  }

  TableException wrongType(String name, String wanted) {
    return TableException.settings(
        "column "
            + name
            + " of "
            + location
            + " is of type "
            + type(name)
            + "; "
            + wanted
            + " is wanted. Name another column, or convert it in a view");
  }
}
