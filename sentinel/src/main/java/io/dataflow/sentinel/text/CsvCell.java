package io.dataflow.sentinel.text;

/**
 * A cell of a CSV file by RFC 4180.
 *
 * <p>Spreadsheets run a text that begins with {@code = + - @}, also behind a tab, a carriage return
 * or in their full-width forms. Such a text gets an apostrophe before it, which they hide. Numbers,
 * dates and instants are not texts and stay as they are.
 */
public final class CsvCell {
  private static final String FORMULA = "=+-@\t\r\uff1d\uff0b\uff0d\uff20";

  private CsvCell() {}

  /** The cell of a value, for a terminal too; empty for null. */
  public static String of(Object value) {
    if (value == null) {
      return "";
    }
    return quoted(value instanceof String foreign ? printed(harmless(foreign)) : value.toString());
  }

  /**
   * The cell of a text, from which it can be had back: dropping the one apostrophe it begins with
   * gives it. An empty text is {@code ""}, so that it is not null.
   */
  public static String text(String text) {
    if (text.isEmpty()) {
      return "\"\"";
    }
    return quoted(text.charAt(0) == '\'' ? "'" + text : harmless(text));
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String harmless(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }

  /** Line ends and tabs belong to a cell; what else steers a terminal does not. */
  private static String printed(String text) {
    return text.chars().noneMatch(CsvCell::steers)
        ? text
        : text.codePoints()
            .collect(
                StringBuilder::new,
                (all, c) -> all.appendCodePoint(steers(c) ? 0xfffd : c),
                StringBuilder::append)
            .toString();
  }

  private static boolean steers(int c) {
    return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
  }
}
