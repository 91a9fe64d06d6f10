package io.dataflow.sentinel.contract;

import io.dataflow.sentinel.yaml.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that a condition is nothing but a condition: columns, literals and the few words and
 * functions that every engine reads alike. A contract comes from outside, and SQL can read files.
 */
final class Condition {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s+|(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<number>\\d+(\\.\\d+)?([eE][+-]?\\d+)?)"
              + "|(?<text>'([^']|'')*')|(?<sign><>|<=|>=|=|<|>|\\+|-|\\*|/|\\(|\\)|,)");

  private static final Set<String> WORDS =
      Set.of(
          "AND", "OR", "NOT", "IS", "NULL", "TRUE", "FALSE", "BETWEEN", "IN", "CASE", "WHEN",
          "THEN", "ELSE", "END", "DATE");

  private static final Set<String> FUNCTIONS =
      Set.of("ABS", "LEAST", "GREATEST", "COALESCE", "FLOOR", "LENGTH", "UPPER", "LOWER");

  private Condition() {}

  /** What is wrong with a condition, in words; empty when nothing is. */
  static List<String> problems(String condition, Set<String> columns) {
    List<String> problems = new ArrayList<>();
    if (condition.isBlank()) {
      problems.add("the condition is empty");
    }
    if (condition.contains("--") || condition.contains("/*")) {
      problems.add("a condition has no comments; use the description");
      return problems;
    }
    Matcher token = TOKEN.matcher(condition);
    int depth = 0;
    int at = 0;
    while (at < condition.length()) {
      token.region(at, condition.length());
      if (!token.lookingAt()) {
        problems.add("\"" + condition.charAt(at) + "\" has no place in a condition");
        return problems;
      }
      if (token.group("word") != null) {
        word(token.group("word"), condition.substring(token.end()), columns, problems);
      }
      depth += "(".equals(token.group()) ? 1 : ")".equals(token.group()) ? -1 : 0;
      if (depth < 0) {
        problems.add("a closing parenthesis too many");
        return problems;
      }
      at = token.end();
    }
    if (depth > 0) {
      problems.add("a closing parenthesis is missing");
    }
    return problems;
  }

  private static void word(String word, String rest, Set<String> columns, List<String> problems) {
    String upper = word.toUpperCase(Locale.ROOT);
    boolean called = rest.stripLeading().startsWith("(");
    if (WORDS.contains(upper) || columns.contains(word)) {
      return;
    }
    if (called && FUNCTIONS.contains(upper)) {
      return;
    }
    String kind = called ? "function" : "column";
    Set<String> known = new TreeSet<>(called ? FUNCTIONS : columns);
    problems.add("no such " + kind + ": " + word + Suggestion.of(word, known));
  }
}
