package io.dataflow.sentinel.market;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The calendar files inside the program and the index of their names and aliases. */
final class ShippedCalendars {
  /** A list in code, for a file of its own would take longer to read than a calendar. */
  private static final Map<String, List<String>> ALIASES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "XNYS",
                  List.of("NYSE", "NASDAQ", "XNAS", "ARCA", "ARCX", "AMEX", "XASE", "BATS")),
              Map.entry("CMES", List.of("CME", "COMEX", "XCEC", "NYMEX", "XNYM", "GLOBEX")),
              Map.entry("24/7", List.of("CRYPTO", "ALWAYS")),
              Map.entry("24/5", List.of("WEEKDAYS")),
              Map.entry("FX", List.of("FOREX")),
              Map.entry("XLON", List.of("LSE")),
              Map.entry("XTKS", List.of("JPX", "XJPX")),
              Map.entry("XETR", List.of("XETRA", "XFRA")),
              Map.entry("XTSE", List.of("TSX", "TSXV", "XTSX")),
              Map.entry("XPAR", List.of()),
              Map.entry("XAMS", List.of()),
              Map.entry("XASX", List.of("ASX")),
              Map.entry("XHKG", List.of("HKEX", "SEHK")),
              Map.entry("XKRX", List.of("KRX", "XKOS", "KOSPI", "KOSDAQ")),
              Map.entry("XSHG", List.of("SSE", "XSHE", "SZSE")),
              Map.entry("XBOM", List.of("BSE", "NSE", "XNSE")),
              Map.entry("BVMF", List.of("B3", "BOVESPA"))));

  private ShippedCalendars() {}

  static List<String> names() {
    return List.copyOf(ALIASES.keySet());
  }

  /** The calendar's own name for a name or an alias, whatever its case. */
  static Optional<String> name(String nameOrAlias) {
    String wanted = nameOrAlias.strip().toUpperCase(Locale.ROOT);
    return ALIASES.entrySet().stream()
        .filter(e -> e.getKey().equals(wanted) || e.getValue().contains(wanted))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Other names of a calendar, by its own name; empty for one that is not shipped. */
  static List<String> aliases(String name) {
    return ALIASES.getOrDefault(name, List.of());
  }

  /** The file of a calendar, by its own name: {@code 24/7} stands in {@code 24-7.yaml}. */
  static String file(String name) {
    return name.replace('/', '-') + ".yaml";
  }

  static String text(String name) {
    return resource(file(name));
  }

  private static String resource(String file) {
    try (InputStream in = ShippedCalendars.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
