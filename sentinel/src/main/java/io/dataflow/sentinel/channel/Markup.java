package io.dataflow.sentinel.channel;

import io.dataflow.sentinel.text.ForeignText;
import java.net.URI;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A language a message is written in, and how a text somebody else wrote is put into it so that it
 * is shown as it is and does nothing.
 */
enum Markup {
  PLAIN(text -> text, text -> text),
  HTML(Markup::entities, text -> "<code>" + entities(text) + "</code>"),
  MARKDOWN(Markup::escaped, Markup::code),
  SLACK(Markup::slack, text -> code(ampersands(text)));

  /**
   * Breaks what some reader would act on although it is escaped. GitHub looks for {@code @name},
   * {@code #12} and {@code GH-12} in the text as it is shown, where backslashes are gone, and Slack
   * links bare addresses.
   */
  private static final String NO_SPACE = "\u200b";

  private static final Pattern CALLS =
      Pattern.compile("[@\uff20](?=\\S)|#(?=\\w)|(?<=\\bGH)-(?=\\d)", Pattern.CASE_INSENSITIVE);

  private static final Pattern PUNCTUATION = Pattern.compile("[\\\\`*_{}\\[\\]<>|~&$]");

  /** A heading, a list, a quotation or an underline; only at the beginning of a line. */
  private static final Pattern BEGINNING =
      Pattern.compile("^([#+=-]|\\d{1,9}(?=[.)]))", Pattern.CASE_INSENSITIVE);

  private static final Pattern NOT_IN_A_LINK = Pattern.compile("[\\\\`*_{}\\[\\]<>()|~\"'^$@]");

  private final UnaryOperator<String> text;
  private final UnaryOperator<String> command;

  Markup(UnaryOperator<String> text, UnaryOperator<String> command) {
    this.text = text;
    this.command = command;
  }

  /** A foreign text, on one line. */
  String text(String foreign) {
    return text.apply(ForeignText.line(foreign).strip());
  }

  /** Something to type, marked as such where the language can. */
  String command(String foreign) {
    String line = ForeignText.line(foreign).strip();
    return line.isEmpty() ? "" : command.apply(line);
  }

  /** The address of a link; none for what is not of the web: {@code javascript:} runs. */
  Optional<String> link(URI address) {
    String scheme = address.getScheme();
    if (scheme == null || !scheme.matches("(?i)https?") || address.getRawAuthority() == null) {
      return Optional.empty();
    }
    String ascii = address.toASCIIString();
    return Optional.of(
        switch (this) {
          case PLAIN -> ascii;
          case HTML -> entities(ascii);
          case MARKDOWN -> encoded(ascii);
          case SLACK -> ampersands(encoded(ascii));
        });
  }

  private static String encoded(String address) {
    return NOT_IN_A_LINK
        .matcher(address)
        .replaceAll(odd -> "%%%02X".formatted((int) odd.group().charAt(0)));
  }

  private static String ampersands(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String entities(String text) {
    return ampersands(text).replace("\"", "&quot;").replace("'", "&#39;");
  }

  private static String slack(String text) {
    return ampersands(quiet(text).replace("://", ":" + NO_SPACE + "//"));
  }

  private static String escaped(String text) {
    String line = PUNCTUATION.matcher(quiet(text)).replaceAll("\\\\$0");
    line = line.replace("://", ":\\//").replaceAll("(?i)\\b(www)\\.", "$1\\\\.");
    return BEGINNING
        .matcher(line)
        .replaceFirst(m -> Character.isDigit(m.group().charAt(0)) ? "$1\\\\" : "\\\\$1");
  }

  private static String quiet(String text) {
    return CALLS.matcher(text).replaceAll("$0" + NO_SPACE);
  }

  private static String code(String text) {
    return "`" + text.replace('`', '\'') + "`";
  }
}
