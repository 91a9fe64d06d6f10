package io.dataflow.sentinel;

import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.engine.EngineException;
import io.dataflow.sentinel.lake.LakeInspection;
import io.dataflow.sentinel.lake.TableRemains;
import io.dataflow.sentinel.lake.TableSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Says of a table that cannot be read whether rows may be lost when it is made again from bronze.
 *
 * <p>The files that can still be read are asked for rows without evidence. For the others counts
 * must do: where bronze gives at least as many rows as the table had, none was of another origin.
 */
final class Remains {
  private static final String LEFT = "what_is_left";

  private final Engine engine;
  private final LakeInspection inspection;
  private final Evidence evidence;

  Remains(Engine engine, LakeInspection inspection, Evidence evidence) {
    this.engine = engine;
    this.inspection = inspection;
    this.evidence = evidence;
  }

  /**
   * Why rows may be lost, a line each; empty when none can be.
   *
   * @param again rows that bronze gives
   */
  List<String> perhapsLost(TableSpec table, long again) {
    TableRemains remains = inspection.remains(table);
    List<String> readable = new ArrayList<>();
    List<Path> unreadable = new ArrayList<>(remains.damaged());
    for (Path file : remains.whole()) {
      if (reads(table, file)) {
        readable.add(file.toString());
      } else {
        unreadable.add(file);
      }
    }
    engine.view(LEFT, table.columns(), readable);
    List<String> lines = new ArrayList<>(evidence.missing(table, LEFT));
    boolean someUnknown = !unreadable.isEmpty() || readable.isEmpty() && remains.rows().isEmpty();
    if (someUnknown && !enough(remains.rows(), again)) {
      lines.add(unknown(table, unreadable, remains.rows(), again));
    }
    return lines;
  }

  private boolean reads(TableSpec table, Path file) {
    try {
      engine.view(LEFT, table.columns(), List.of(file.toString()));
      engine.query("SELECT COUNT(vintage) FROM " + LEFT, row -> row.bigint(1));
      return true;
    } catch (EngineException e) {
      return false;
    }
  }

  private static boolean enough(OptionalLong before, long again) {
    return before.isPresent() && again >= before.getAsLong();
  }

  private static String unknown(
      TableSpec table, List<Path> unreadable, OptionalLong before, long again) {
    String had =
        before.isPresent()
            ? "had " + before.getAsLong() + " rows"
            : "had an unknown number of rows";
    String files =
        unreadable.isEmpty()
            ? "nothing of it is left to compare with"
            : "no evidence can be checked in " + unreadable;
    return table.fullName()
        + ": "
        + files
        + "; it "
        + had
        + ", and bronze gives "
        + again
        + ", so rows may be lost";
  }
}
