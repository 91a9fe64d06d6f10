package io.dataflow.sentinel.source.csv;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds columns by their headers: as written, else in any case. */
final class CsvHeader {
  private final String file;
  private final List<String> header;

  CsvHeader(String file, List<String> header) {
    this.file = file;
    this.header = header;
  }

  /**
   * Where each column stands.
   *
   * @param stated headers that must be there
   * @throws CsvProblem naming every column that is missing, or a header that stands twice
   */
  Map<CsvColumn, Integer> places(Map<CsvColumn, String> stated) throws CsvProblem {
    Map<CsvColumn, Integer> places = new EnumMap<>(CsvColumn.class);
    List<String> missing = new ArrayList<>();
    for (CsvColumn column : CsvColumn.values()) {
      String name = stated.getOrDefault(column, column.usual());
      Optional<Integer> place = place(name);
      place.ifPresent(at -> places.put(column, at));
      if (place.isEmpty() && (column.needed() || stated.containsKey(column))) {
        missing.add(shown(name) + " (" + column.word() + ")");
      }
    }
    if (!missing.isEmpty()) {
      throw CsvProblem.refused(
          file
              + ", line 1: no column "
              + String.join(", ", missing)
              + "; the file has "
              + String.join(", ", header.stream().limit(20).map(CsvHeader::shown).toList())
              + ". The \"columns\" of a source in the settings name other headers");
    }
    return places;
  }

  private Optional<Integer> place(String name) throws CsvProblem {
    List<Integer> exact =
        IntStream.range(0, header.size()).filter(i -> header.get(i).equals(name)).boxed().toList();
    List<Integer> found =
        exact.isEmpty()
            ? IntStream.range(0, header.size())
                .filter(i -> header.get(i).equalsIgnoreCase(name))
                .boxed()
                .toList()
            : exact;
    if (found.size() > 1) {
      throw CsvProblem.refused(file + ", line 1: the column " + shown(name) + " stands twice");
    }
    return found.stream().findFirst();
  }

  /** A text of a file as a message may show it. */
  static String shown(String text) {
    String part = text.length() > 40 ? text.substring(0, 40) + "..." : text;
    return "\"" + part.replaceAll("\\p{C}", "?") + "\"";
  }
}
