package io.dataflow.sentinel;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.text.ForeignText;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a daemon says: a line an event, with its time, as text or as JSON. */
final class DaemonLog {
  private final PrintWriter out;
  private final PrintWriter err;
  private final DataOptions options;

  DaemonLog(PrintWriter out, PrintWriter err, DataOptions options) {
    this.out = out;
    this.err = err;
    this.options = options;
  }

  PrintWriter err() {
    return err;
  }

  /** Something that is well; nothing when only problems are wanted. */
  void say(String text) {
    if (!options.quiet()) {
      line(out, "info", text);
    }
  }

  /** Something that is not. */
  void problem(String text) {
    line(options.json() ? out : err, "problem", text);
  }

  private void line(PrintWriter writer, String level, String text) {
    String at = options.wall().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    String exact = options.remedy().exact(text);
    if (options.json()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("at", at);
      line.put("level", level);
      line.put("text", exact);
      writer.println(Json.line(line));
    } else {
      exact.lines().forEach(each -> writer.println(at + "  " + ForeignText.line(each)));
    }
    writer.flush();
  }
}
