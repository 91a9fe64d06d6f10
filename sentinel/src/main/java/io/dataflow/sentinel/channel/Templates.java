package io.dataflow.sentinel.channel;

import io.dataflow.sentinel.yaml.InvalidFileException;
import io.dataflow.sentinel.yaml.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words of a message, in each of the languages channels speak. Immutable and thread-safe.
 *
 * <p>Each text fits its limit, counted in UTF-16 units as {@link String#length} does: members are
 * left out first, then whole entries from the end, then further lines, and at last free texts are
 * cut. The cause, the command and the link of an entry that is shown stay whole, unless the limit
 * is too small for those alone.
 */
public final class Templates {
  private static final int LARGEST = 256 << 10;
  private static final String ENDING = ".mustache";
  private static final Pattern BLANK_LINES = Pattern.compile("\\n[ \\t]*(?:\\n[ \\t]*)+\\n");
  private static final int[] MEMBERS = {8, 5, 3, 1, 0};
  private static final int[] FACTS = {20, 10, 5, 2, 0};

  private enum Form {
    TITLE(Markup.PLAIN),
    TEXT(Markup.PLAIN),
    HTML(Markup.HTML),
    MARKDOWN(Markup.MARKDOWN),
    SLACK(Markup.SLACK);

    private final Markup markup;

    Form(Markup markup) {
      this.markup = markup;
    }

    String file() {
      return name().toLowerCase(Locale.ROOT) + ENDING;
    }
  }

  private final Map<Form, MessageTemplate> templates = new EnumMap<>(Form.class);

  /**
   * Reads the templates.
   *
   * @param folder holds those that take the place of shipped ones, under their names; it may be
   *     absent or empty
   * @throws InvalidFileException with a line for each problem of each file in the folder
   */
  public Templates(Optional<Path> folder) {
    List<String> problems = new ArrayList<>();
    folder.filter(Files::isDirectory).ifPresent(path -> strangers(path, problems));
    for (Form form : Form.values()) {
      Optional<Path> own = folder.map(path -> path.resolve(form.file())).filter(Files::exists);
      String text = own.map(path -> read(path, problems)).orElseGet(() -> shipped(form));
      String name = own.map(Path::toString).orElse(form.file());
      templates.put(form, MessageTemplate.read(name, text, problems));
    }
    if (!problems.isEmpty()) {
      throw new InvalidFileException(problems);
    }
  }

  /** One line: a state word with the severity, the environment unless it is the usual one. */
  public String title(Message message, int limit) {
    return fitted(message, Form.TITLE, limit).replaceAll("\\s*\\n\\s*", " ");
  }

  /** Without any markup. */
  public String text(Message message, int limit) {
    return fitted(message, Form.TEXT, limit);
  }

  /** A whole page for a mail. */
  public String html(Message message) {
    return filled(message, Form.HTML, Shape.WHOLE);
  }

  /** CommonMark in which nothing of a foreign text takes effect. */
  public String markdown(Message message, int limit) {
    return fitted(message, Form.MARKDOWN, limit);
  }

  /** Slack's mrkdwn in which no mention and no link of a foreign text takes effect. */
  public String slack(Message message, int limit) {
    return fitted(message, Form.SLACK, limit);
  }

  private String fitted(Message message, Form form, int limit) {
    Predicate<Shape> fits = shape -> filled(message, form, shape).length() <= limit;
    int entries = Math.min(message.entries().size(), Shape.WHOLE.entries());
    Shape shape = Shape.WHOLE;
    for (int most = entries; most >= Math.min(1, entries); most--) {
      shape = Shape.WHOLE.withEntries(most);
      if (fits.test(shape.withMembers(0))) {
        return filled(message, form, withMostMembers(shape, fits));
      }
    }
    shape = shape.withMembers(0);
    for (int most : FACTS) {
      shape = shape.withFacts(most);
      if (fits.test(shape)) {
        return filled(message, form, shape);
      }
    }
    return Words.cut(filled(message, form, withLongestTexts(shape, fits)), limit);
  }

  private static Shape withMostMembers(Shape shape, Predicate<Shape> fits) {
    for (int most : MEMBERS) {
      if (fits.test(shape.withMembers(most))) {
        return shape.withMembers(most);
      }
    }
    return shape.withMembers(0);
  }

  private static Shape withLongestTexts(Shape shape, Predicate<Shape> fits) {
    int fitting = 0;
    int tooLong = Shape.WHOLE.longest();
    while (tooLong - fitting > 1) {
      int middle = (fitting + tooLong) / 2;
      if (fits.test(shape.withLongest(middle))) {
        fitting = middle;
      } else {
        tooLong = middle;
      }
    }
    return shape.withLongest(fitting);
  }

  private String filled(Message message, Form form, Shape shape) {
    String text = templates.get(form).fill(MessageView.of(message, form.markup, shape));
    return BLANK_LINES.matcher(text.replace("\r\n", "\n")).replaceAll("\n\n").strip();
  }

  private static String shipped(Form form) {
    try (InputStream in = Templates.class.getResourceAsStream("templates/" + form.file())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file, List<String> problems) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        problems.add(file + ":1: is larger than 256 KiB; that is no template");
        return "";
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      problems.add(file + ":1: is not UTF-8 text. Save it as UTF-8 and try again");
    } catch (IOException e) {
      problems.add(file + ":1: cannot be read: " + e);
    }
    return "";
  }

  /** A template under a name that is never asked for would be passed over in silence. */
  private static void strangers(Path folder, List<String> problems) {
    Set<String> known = new TreeSet<>();
    Stream.of(Form.values()).map(Form::file).forEach(known::add);
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.toString().endsWith(ENDING))
          .filter(file -> !known.contains(file.getFileName().toString()))
          .sorted()
          .forEach(
              file ->
                  problems.add(
                      file
                          + ":1: no template has this name"
                          + Suggestion.of(file.getFileName().toString(), known)));
    } catch (IOException e) {
      problems.add(folder + ":1: cannot be read: " + e);
    }
  }
}
