package io.dataflow.sentinel.ci;

import java.io.IOException;
import java.io.Writer;

/**
 * Lets through what a command prints, so that no line of it is a command to the runner: that takes
 * {@code ::name::} at the beginning of a line of either stream, and {@code ##[name]} anywhere in
 * one, whoever wrote it.
 *
 * <p>A colon or a bracket gets company; everything else stays as it is. In JSON the bracket is
 * written as its escape, so that what is read is the same.
 */
public final class GuardedWriter extends Writer {
  /** What is printed. */
  public enum Form {
    TEXT(" ["),
    JSON("\\u005b");

    private final String bracket;

    Form(String bracket) {
      this.bracket = bracket;
    }
  }

  private final Writer to;
  private final Form form;
  private boolean atStart = true;
  private boolean blank = true;
  private int colons;
  private int hashes;

  /**
   * @param to is flushed and never closed
   */
  public GuardedWriter(Writer to, Form form) {
    this.to = to;
    this.form = form;
  }

  /** Whether nothing is on the line yet that will be printed next. */
  public boolean atLineStart() {
    synchronized (lock) {
      return atStart;
    }
  }

  @Override
  public void write(char[] chars, int from, int length) throws IOException {
    synchronized (lock) {
      StringBuilder guarded = new StringBuilder(length + 8);
      for (int i = from; i < from + length; i++) {
        take(chars[i], guarded);
      }
      to.write(guarded.toString());
    }
  }

  private void take(char c, StringBuilder guarded) {
    if (c == '\n' || c == '\r') {
      guarded.append(c);
      atStart = true;
      blank = true;
      colons = 0;
      hashes = 0;
      return;
    }
    atStart = false;
    if (c == '[' && hashes > 1) {
      guarded.append(form.bracket);
    } else if (c == ':' && blank && colons == 1) {
      guarded.append(" :");
      blank = false;
    } else {
      guarded.append(c);
    }
    hashes = c == '#' ? hashes + 1 : 0;
    if (c == ':' && blank) {
      colons++;
    } else if (colons > 0 || !invisible(c)) {
      blank = false;
    }
  }

  /** What the runner trims, and what nobody sees. */
  private static boolean invisible(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT;
  }

  @Override
  public void flush() throws IOException {
    to.flush();
  }

  @Override
  public void close() throws IOException {
    to.flush();
  }
}
