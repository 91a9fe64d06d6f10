package io.dataflow.sentinel.channel;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import io.dataflow.sentinel.text.ForeignText;
import io.dataflow.sentinel.yaml.Suggestion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template that was found to be whole: it names nothing that is not there, repeats no list within
 * itself and reads no other file.
 */
final class MessageTemplate {
  private static final Mustache.Compiler COMPILER =
      Mustache.compiler()
          .escapeHTML(false)
          .defaultValue("")
          .emptyStringIsFalse(true)
          .withCollector(new PlainValues());

  private static final Pattern TAG =
      Pattern.compile(
          "\\{\\{(?<kind>[#^/&!=><$]?)\\{?\\s*(?<name>(?:(?!\\{\\{|}}).)*?)\\s*}?}}",
          Pattern.DOTALL);

  private static final Pattern OPEN = Pattern.compile("\\{\\{");

  /** What the library itself gives within a list. */
  private static final Set<String> OF_LISTS = Set.of("-first", "-last", "-index");

  private static final Pattern LINE = Pattern.compile(" @ line (\\d+)");

  private static final int LONGEST_NAME = 60;

  private final Template template;

  private MessageTemplate(Template template) {
    this.template = template;
  }

  /**
   * Reads one.
   *
   * @param file stands for the file in problems
   * @param problems takes a line for each problem; there is one if anything is wrong
   */
  static MessageTemplate read(String file, String text, List<String> problems) {
    List<String> found = new Reading(file, text).problems();
    Template template = COMPILER.compile("");
    try {
      template = COMPILER.compile(text);
    } catch (MustacheException e) {
      Matcher line = LINE.matcher(String.valueOf(e.getMessage()));
      found.add(
          file
              + ":"
              + (line.find() ? line.group(1) : "1")
              + ": no template: "
              + LINE.matcher(String.valueOf(e.getMessage())).replaceAll(""));
    }
    problems.addAll(found);
    return new MessageTemplate(template);
  }

  String fill(Map<String, Object> view) {
    return template.execute(view);
  }

  /** Goes through the tags of a text in order. */
  private static final class Reading {
    private final String file;
    private final String text;
    private final List<String> problems = new ArrayList<>();
    private final Deque<String> open = new ArrayDeque<>();

    Reading(String file, String text) {
      this.file = file;
      this.text = text;
    }

    List<String> problems() {
      Matcher tag = TAG.matcher(text);
      int end = 0;
      while (tag.find()) {
        unclosed(end, tag.start());
        end = tag.end();
        String name = ForeignText.cut(tag.group("name"), LONGEST_NAME);
        add(tag.start(), problem(tag.group("kind"), name));
      }
      unclosed(end, text.length());
      return problems;
    }

    /** The library takes these for text, and somebody would read them in the night. */
    private void unclosed(int from, int until) {
      Matcher open = OPEN.matcher(text).region(from, until);
      while (open.find()) {
        add(open.start(), "{{ without }}");
      }
    }

    private void add(int at, String problem) {
      if (!problem.isEmpty()) {
        long line = 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
        problems.add(file + ":" + line + ": " + problem);
      }
    }

    private String problem(String kind, String name) {
      return switch (kind) {
        case "!" -> "";
        case ">", "<", "$" -> "a template uses no other: put the text of " + name + " here";
        case "=" -> "the marks stay {{ and }}";
        case "/" -> closed(name);
        case "#" -> opened(name);
        case "^" -> {
          open.push("^" + name);
          yield unknown(name);
        }
        default -> unknown(name);
      };
    }

    /** What closes another section than the last is told by the library. */
    private String closed(String name) {
      if (!open.isEmpty()) {
        open.pop();
      }
      return "";
    }

    private String opened(String name) {
      boolean again = MessageView.LISTS.containsKey(name) && open.contains(name);
      open.push(name);
      return again ? "{{#" + name + "}} within itself would repeat without end" : unknown(name);
    }

    private String unknown(String name) {
      boolean inList = open.stream().anyMatch(MessageView.LISTS::containsKey);
      Set<String> names = MessageView.within(open);
      if (names.contains(name) || name.equals(".") || (inList && OF_LISTS.contains(name))) {
        return "";
      }
      return "there is no \"" + name + "\" here" + Suggestion.of(name, names);
    }
  }

  /** Looks into maps and lists and into nothing else: the library's own would call methods. */
  private static final class PlainValues implements Mustache.Collector {
    @Override
    public Iterator<?> toIterator(Object value) {
      return value instanceof List<?> list ? list.iterator() : null;
    }

    @Override
    public Mustache.VariableFetcher createFetcher(Object context, String name) {
      return context instanceof Map<?, ?>
          ? (map, key) ->
              ((Map<?, ?>) map).containsKey(key)
                  ? ((Map<?, ?>) map).get(key)
                  : Template.NO_FETCHER_FOUND
          : null;
    }

    @Override
    public <K, V> Map<K, V> createFetcherCache() {
      return new ConcurrentHashMap<>();
    }
  }
}
