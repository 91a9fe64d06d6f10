package io.dataflow.sentinel.config;

import io.dataflow.sentinel.yaml.Problems;
import io.dataflow.sentinel.yaml.Suggestion;
import io.dataflow.sentinel.yaml.YamlMapping;
import io.dataflow.sentinel.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@code sources:}, a mapping from names to how the files are written.
 *
 * <pre>
 * vendor: {kind: csv, location: "inbox/{symbol}.csv", columns: {session: Date}}
 * </pre>
 */
final class SourceReader {
  private static final List<String> COLUMNS =
      List.of(
          "session",
          "open",
          "high",
          "low",
          "close",
          "adjclose",
          "volume",
          "symbol",
          "dividends",
          "splits");
  private static final Map<String, Character> DELIMITERS =
      Map.of(",", ',', "comma", ',', ";", ';', "semicolon", ';', "\t", '\t', "tab", '\t', "|", '|');

  /** Names that mean something in bronze already. */
  private static final Set<String> TAKEN =
      Set.of(SourceSettings.YAHOO, "import", "receipts", "restore", "restored", "decisions");

  private final Problems problems;
  private final List<Origin> origins;

  SourceReader(Problems problems, List<Origin> origins) {
    this.problems = problems;
    this.origins = origins;
  }

  /** The sources without problems, by name. */
  List<SourceSettings> read(YamlMapping sources) {
    List<SourceSettings> all = new ArrayList<>();
    for (String name : sources.keys()) {
      Optional<YamlNode> node = sources.get(name);
      YamlNode at = node.orElse(sources.at());
      if (TAKEN.contains(name) || !name.matches("[a-z][a-z0-9_-]{0,31}")) {
        problems.add(
            at,
            "sources: a name has 1 to 32 characters out of a-z, 0-9, - and _, begins with a letter"
                + " and is none of "
                + String.join(", ", new TreeSet<>(TAKEN)));
      } else if (node.isEmpty()) {
        problems.add(at, "sources." + name + ": the keys \"kind\" and \"location\" are missing");
      } else {
        one(name, at.mapping(problems)).ifPresent(all::add);
      }
    }
    return all;
  }

  private Optional<SourceSettings> one(String name, YamlMapping mapping) {
    int before = problems.lines().size();
    mapping.require("kind");
    Optional<SourceSettings.Kind> kind = mapping.choice("kind", SourceSettings.Kind.class);
    mapping.require("location");
    Optional<String> location = mapping.text("location").filter(l -> !l.isBlank());
    Map<String, String> columns = columns(mapping.section("columns"));
    Optional<String> format =
        mapping.parsed("date_format", "a pattern such as dd.MM.yyyy", this::pattern);
    Optional<Character> delimiter = delimiter(mapping);
    char decimal = mapping.parsed("decimal", "\".\" or \",\"", SourceReader::decimal).orElse('.');
    Optional<String> currency =
        mapping.parsed("currency", "a code such as USD", text -> matching(text, "[A-Za-z]{3}"));
    Optional<String> exchange =
        mapping.parsed(
            "exchange", "a code such as NMS", text -> matching(text, "[A-Za-z0-9]{1,12}"));
    Optional<ZoneId> zone =
        mapping.parsed("zone", "a zone such as Europe/Berlin", SourceReader::zone);
    location.ifPresent(l -> located(name, l, kind, columns, mapping));
    mapping.finish();
    if (problems.lines().size() > before || kind.isEmpty() || location.isEmpty()) {
      return Optional.empty();
    }
    SourceSettings source =
        new SourceSettings(
            name,
            kind.get(),
            new Secret(location.get()),
            columns,
            format,
            delimiter,
            decimal,
            currency,
            exchange,
            zone,
            FileValues.place(mapping.at()));
    origins.add(origin(source));
    return Optional.of(source);
  }

  private Map<String, String> columns(YamlMapping mapping) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String column : COLUMNS) {
      mapping.text(column).filter(h -> !h.isBlank()).ifPresent(h -> columns.put(column, h.strip()));
    }
    mapping.finish();
    return columns;
  }

  private void located(
      String name,
      String location,
      Optional<SourceSettings.Kind> kind,
      Map<String, String> columns,
      YamlMapping at) {
    boolean web = location.matches("(?i)https?://.*");
    boolean each = location.contains("{symbol}");
    String key = "sources." + name + ".location: ";
    if (web && kind.filter(k -> k == SourceSettings.Kind.PARQUET).isPresent()) {
      problems.add(at.at(), key + "Parquet files are read from this machine only");
    } else if (web && !location.matches("(?i)https?://([^/@]*@)?[^/?#@\\s]+(/\\S*)?")) {
      problems.add(at.at(), key + "it is no address; a space is %20 in one");
    } else if (!web && location.contains("://")) {
      problems.add(
          at.at(), key + "a file, a folder, a pattern, or an http or https address is wanted");
    }
    if (web && !each && !columns.containsKey("symbol")) {
      problems.add(
          at.at(),
          key + "put {symbol} into the address, or name the column \"symbol\" under \"columns\"");
    }
    if (each && columns.containsKey("symbol")) {
      problems.add(
          at.at(), key + "either {symbol} or a column \"symbol\" tells the instrument, not both");
    }
    int slash = location.lastIndexOf('/');
    if (!web && slash > 0 && location.substring(0, slash).matches(".*[*?\\[].*")) {
      problems.add(at.at(), key + "a pattern may stand for the files' names, not for folders");
    }
  }

  private String pattern(String text) {
    Objects.requireNonNull(DateTimeFormatter.ofPattern(text.replace('y', 'u'), Locale.ROOT));
    return text;
  }

  /** Not stripped as other values are: a tab is one. */
  private Optional<Character> delimiter(YamlMapping mapping) {
    Optional<String> written = mapping.text("delimiter");
    Optional<Character> delimiter = written.map(DELIMITERS::get);
    if (written.isPresent() && delimiter.isEmpty()) {
      problems.add(
          mapping.get("delimiter").orElseThrow(),
          "delimiter: one of \",\", \";\", \"|\", tab is wanted");
    }
    return delimiter;
  }

  private static char decimal(String text) {
    return matching(text, "[.,]").charAt(0);
  }

  private static String matching(String text, String form) {
    if (!text.matches(form)) {
      throw new IllegalArgumentException("not of the form " + form);
    }
    return text;
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(matching(text, "[A-Za-z_]+(/[A-Za-z_+0-9-]+)*"));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Origin origin(SourceSettings source) {
    String location = source.location().reveal();
    String shown =
        location
            .replaceFirst("(?i)^(https?://)[^/@]*@", "$1*****@")
            .replaceFirst("(?i)^(https?://[^?]*)\\?.*", "$1?*****");
    return new Origin(
        "sources." + source.name(),
        Optional.of(source.kind().name().toLowerCase(Locale.ROOT) + " at " + shown),
        source.place().toString(),
        "A source of bars beside yahoo.");
  }

  /** Checks that the sources assets name are there. */
  static void check(List<Asset> assets, Set<String> known, Problems problems, YamlMapping top) {
    Set<String> all = new TreeSet<>(known);
    all.add(SourceSettings.YAHOO);
    for (Asset asset : assets) {
      for (String source : asset.sources()) {
        if (!all.contains(source)) {
          problems.add(
              top.at(),
              "assets: "
                  + asset.symbol()
                  + " at line "
                  + asset.place().line()
                  + " names a source that is not under \"sources\": \""
                  + source
                  + "\""
                  + Suggestion.of(source, all));
        }
      }
    }
  }
}
