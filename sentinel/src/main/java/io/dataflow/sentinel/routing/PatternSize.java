package io.dataflow.sentinel.routing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a regular expression becomes when its counted repetitions are written out: RE2/J does
 * that without a limit, so that {@code ((a{1000}){1000}){1000}} would fill the memory.
 */
final class PatternSize {
  /** Far above what a label needs, and compiled in a moment. */
  static final long LARGEST = 10_000;

  private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,9})(?:(,)(\\d{0,9}))?}");

  private final Deque<Long> outer = new ArrayDeque<>();
  private long sum;
  private long last;

  private PatternSize() {}

  /** An upper bound of the number of parts, at most one above {@link #LARGEST}. */
  static long of(String pattern) {
    PatternSize size = new PatternSize();
    Matcher count = COUNT.matcher(pattern);
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '{' && count.region(i, pattern.length()).lookingAt()) {
        size.repeat(count);
        i = count.end() - 1;
      } else if (c == '(') {
        size.open();
      } else if (c == ')') {
        size.close();
      } else {
        size.one();
        i += c == '\\' ? 1 : 0;
      }
    }
    while (!size.outer.isEmpty()) {
      size.close();
    }
    return capped(size.sum + size.last);
  }

  private static long capped(long size) {
    return Math.min(size, LARGEST + 1);
  }

  private void one() {
    sum = capped(sum + last);
    last = 1;
  }

  private void open() {
    outer.push(capped(sum + last));
    sum = 0;
    last = 0;
  }

  private void close() {
    last = capped(sum + last + 1);
    sum = outer.isEmpty() ? 0 : outer.pop();
  }

  private void repeat(Matcher count) {
    boolean open = count.group(2) != null && count.group(3).isEmpty();
    boolean range = count.group(2) != null && !open;
    long most = Long.parseLong(range ? count.group(3) : count.group(1)) + (open ? 1 : 0);
    last = capped(last * Math.max(1, most));
  }
}
