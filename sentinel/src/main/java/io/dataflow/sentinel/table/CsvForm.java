package io.dataflow.sentinel.table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * What separates the values of a CSV file, by its header. Not left to the engine's guess, which
 * takes a cut-off last line for a file of one column.
 *
 * @param delimiter comma, semicolon, tab or bar
 */
record CsvForm(char delimiter) {
  private static final String CANDIDATES = ",;\t|";
  private static final int LONGEST_HEADER = 1 << 16;

  /**
   * Looks at the first line.
   *
   * @throws TableException when there is none
   */
  static CsvForm of(Path file) {
    String header;
    try (InputStream in = opened(file)) {
      String start = new String(in.readNBytes(LONGEST_HEADER), StandardCharsets.UTF_8);
      header = start.lines().findFirst().orElse("").strip();
    } catch (IOException e) {
      throw TableException.unreadable(file + " cannot be read: " + e.getMessage(), e);
    }
    if (header.isEmpty()) {
      throw TableException.unreadable(
          file + " starts with no header that names its columns; is it still being written?");
    }
    CsvForm form = new CsvForm(mostOften(header.replaceAll("\"[^\"]*\"", "")));
    form.requireDifferent(header, file);
    return form;
  }

  /** Which of two columns of one name decides would be a guess. */
  private void requireDifferent(String header, Path file) {
    String outsideOfQuotes =
        Pattern.quote(String.valueOf(delimiter)) + "(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";
    Set<String> names = new HashSet<>();
    for (String name : header.split(outsideOfQuotes)) {
      String plain = name.strip().replace("\"", "");
      if (!plain.isEmpty() && !names.add(plain.toLowerCase(Locale.ROOT))) {
        throw TableException.settings(
            file
                + " has two columns named \""
                + plain.replaceAll("\\p{Cntrl}", "?")
                + "\"; rename one of them");
      }
    }
  }

  private static InputStream opened(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  private static char mostOften(String header) {
    char best = ',';
    long most = 0;
    for (char candidate : CANDIDATES.toCharArray()) {
      long count = header.chars().filter(c -> c == candidate).count();
      if (count > most) {
        best = candidate;
        most = count;
      }
    }
    return best;
  }
}
