package io.dataflow.sentinel.ci;

import io.dataflow.sentinel.text.ForeignText;

/**
 * An annotation as the line that makes it: {@code ::error file=a.yaml,line=3,title=t::message}.
 *
 * <p>Escaped as the runner unescapes: <a
 * href="https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts">actions/toolkit</a>.
 */
public final class WorkflowCommand {
  private static final int TITLE = 120;
  private static final int MESSAGE = 2_000;

  private WorkflowCommand() {}

  /** One line, without its end. */
  public static String of(Annotation annotation) {
    StringBuilder line = new StringBuilder("::").append(annotation.level().word()).append(' ');
    annotation
        .spot()
        .ifPresent(
            spot ->
                line.append("file=")
                    .append(property(ForeignText.line(spot.file())))
                    .append(",line=")
                    .append(spot.line())
                    .append(','));
    return line.append("title=")
        .append(property(ForeignText.cut(annotation.title(), TITLE)))
        .append("::")
        .append(data(cut(ForeignText.lines(annotation.message()))))
        .toString();
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= MESSAGE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MESSAGE)) + "...";
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
