package io.dataflow.sentinel.ci;

import io.dataflow.sentinel.text.ForeignText;
import java.util.regex.Pattern;

/** Texts from anywhere, as GitHub's Markdown shows them: as they are, and nothing else. */
final class Markdown {
  private static final int LONGEST = 600;

  /** With a backslash before it, each of these is itself and begins nothing. */
  private static final Pattern MEANING = Pattern.compile("[\\\\`*_{}\\[\\]()#+\\-.!|~$]");

  /** An at sign makes a mention and a colon a link; no backslash helps against either. */
  private static final String APART = "<!-- -->";

  private Markdown() {}

  /** On one line, in running text or a cell of a table. */
  static String text(String foreign) {
    String shown =
        ForeignText.cut(foreign, LONGEST)
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;");
    return MEANING
        .matcher(shown)
        .replaceAll("\\\\$0")
        .replace("@", "@" + APART)
        .replace("://", ":" + APART + "//")
        .replace("www\\.", "www" + APART + "\\.");
  }

  /** As something to type. */
  static String code(String foreign) {
    return "<code>" + text(foreign) + "</code>";
  }
}
