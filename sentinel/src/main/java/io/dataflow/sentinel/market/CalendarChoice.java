package io.dataflow.sentinel.market;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The calendar an instrument follows, and the rule that says so.
 *
 * <p>Every calendar named here is shipped; a file of the user may stand for it.
 *
 * @param calendar the calendar's name; empty when no rule fits
 * @param rule why, in words for a person: {@code exchange NMS follows XNYS}
 */
public record CalendarChoice(Optional<String> calendar, String rule) {
  /**
   * What a vendor says about an instrument; each part may be unknown.
   *
   * @param exchange the vendor's exchange code: {@code NMS}
   * @param instrumentType {@code EQUITY}, {@code INDEX}, {@code FUTURE}
   * @param zone the exchange's IANA zone: {@code America/New_York}
   */
  public record Listing(
      Optional<String> exchange, Optional<String> instrumentType, Optional<String> zone) {}

  private static final String US = "XNYS";
  private static final String GLOBEX = "CMES";
  private static final String EVERY_DAY = "24/7";

  /** Vendor exchange codes by the calendar that their shares and funds follow. */
  private static final Map<String, String> EXCHANGES =
      byCode(
          Map.ofEntries(
              Map.entry(US, List.of("NMS", "NGM", "NCM", "NAS", "NYQ", "NYS", "ASE", "PCX", "BTS")),
              Map.entry(GLOBEX, List.of("CMX", "NYM", "CBT", "CME")),
              Map.entry(EVERY_DAY, List.of("CCC")),
              Map.entry("FX", List.of("CCY")),
              Map.entry("XLON", List.of("LSE", "IOB", "FGI")),
              Map.entry("XETR", List.of("GER")),
              Map.entry("XTKS", List.of("JPX", "TYO", "OSA")),
              Map.entry("XTSE", List.of("TOR")),
              Map.entry("XPAR", List.of("PAR")),
              Map.entry("XAMS", List.of("AMS")),
              Map.entry("XHKG", List.of("HKG", "HKS"))),
          Map.ofEntries(
              Map.entry(US, List.of("PNK", "OQB", "OQX", "OEM", "OBB", "SNP", "WCB", "DJI", "NIM")),
              Map.entry("XASX", List.of("ASX")),
              Map.entry("XKRX", List.of("KSC", "KOE")),
              Map.entry("XSHG", List.of("SHH", "SHZ")),
              Map.entry("XBOM", List.of("BSE", "NSI")),
              Map.entry("BVMF", List.of("SAO"))));

  private static final Map<String, String> SUFFIXES =
      Map.ofEntries(
          Map.entry("L", "XLON"),
          Map.entry("IL", "XLON"),
          Map.entry("T", "XTKS"),
          Map.entry("DE", "XETR"),
          Map.entry("TO", "XTSE"),
          Map.entry("PA", "XPAR"),
          Map.entry("AS", "XAMS"),
          Map.entry("HK", "XHKG"),
          Map.entry("AX", "XASX"),
          Map.entry("KS", "XKRX"),
          Map.entry("KQ", "XKRX"),
          Map.entry("SS", "XSHG"),
          Map.entry("SZ", "XSHG"),
          Map.entry("BO", "XBOM"),
          Map.entry("NS", "XBOM"),
          Map.entry("SA", "BVMF"));

  /** Indices of other exchanges, whose symbols carry no suffix. */
  private static final Map<String, String> INDICES =
      Map.ofEntries(
          Map.entry("^FTSE", "XLON"),
          Map.entry("^FTMC", "XLON"),
          Map.entry("^GDAXI", "XETR"),
          Map.entry("^N225", "XTKS"),
          Map.entry("^GSPTSE", "XTSE"),
          Map.entry("^FCHI", "XPAR"),
          Map.entry("^AEX", "XAMS"),
          Map.entry("^HSI", "XHKG"),
          Map.entry("^HSCE", "XHKG"),
          Map.entry("^AXJO", "XASX"),
          Map.entry("^AORD", "XASX"),
          Map.entry("^KS11", "XKRX"),
          Map.entry("^KS200", "XKRX"),
          Map.entry("^KQ11", "XKRX"),
          Map.entry("^BSESN", "XBOM"),
          Map.entry("^NSEI", "XBOM"),
          Map.entry("^NSEBANK", "XBOM"),
          Map.entry("^BVSP", "BVMF"));

  /** What a crypto pair is quoted in; a share class is one letter, so BRK-B is none of these. */
  private static final Pattern CRYPTO_PAIR =
      Pattern.compile("[A-Z0-9]{2,20}-(USD|USDT|USDC|EUR|GBP|JPY|CAD|AUD|INR|KRW|BTC|ETH)");

  private static final Pattern SUFFIX = Pattern.compile(".+\\.([A-Za-z]+)");
  private static final Set<String> FUTURE_OR_UNKNOWN = Set.of("FUTURE", "");

  private static Map<String, String> byCode(
      Map<String, List<String>> first, Map<String, List<String>> second) {
    Map<String, String> byCode = new TreeMap<>();
    first.forEach((calendar, codes) -> codes.forEach(code -> byCode.put(code, calendar)));
    second.forEach((calendar, codes) -> codes.forEach(code -> byCode.put(code, calendar)));
    return Map.copyOf(byCode);
  }

  /** The choice by the symbol alone, before a vendor has said anything. */
  public static CalendarChoice of(Symbol symbol) {
    String text = symbol.value().toUpperCase(Locale.ROOT);
    if (text.endsWith("=F")) {
      return chosen(GLOBEX, "a symbol ending in =F is a future");
    }
    if (text.endsWith("=X")) {
      return chosen("FX", "a symbol ending in =X is a currency pair");
    }
    if (CRYPTO_PAIR.matcher(text).matches()) {
      return chosen(EVERY_DAY, "a symbol such as BTC-USD is a crypto pair");
    }
    if (text.startsWith("^")) {
      return chosen(INDICES.getOrDefault(text, US), "the index " + text);
    }
    Matcher suffix = SUFFIX.matcher(text);
    return suffix.matches() ? bySuffix(suffix.group(1)) : bare(text);
  }

  private static CalendarChoice bySuffix(String suffix) {
    return Optional.ofNullable(SUFFIXES.get(suffix))
        .map(calendar -> chosen(calendar, "a symbol ending in ." + suffix))
        .orElseGet(() -> none("no rule for symbols ending in ." + suffix));
  }

  private static CalendarChoice bare(String text) {
    return text.contains("=")
        ? none("no rule for symbols such as " + text)
        : chosen(US, "a symbol without a suffix is listed in the United States");
  }

  /**
   * The choice by what the vendor says; by the symbol where the vendor names no exchange.
   *
   * <p>An exchange code without a rule gives no calendar: the vendor knows better than the symbol.
   */
  public static CalendarChoice of(Symbol symbol, Listing listing) {
    if (listing.exchange().isEmpty()) {
      return of(symbol);
    }
    String code = listing.exchange().get().toUpperCase(Locale.ROOT);
    String type = listing.instrumentType().orElse("").toUpperCase(Locale.ROOT);
    String zone = listing.zone().orElse("");
    String what = "exchange " + code + (type.isEmpty() ? "" : ", type " + type);
    Optional<String> calendar = Optional.ofNullable(EXCHANGES.get(code));
    if (calendar.isPresent() && fits(calendar.get(), type, zone)) {
      return chosen(calendar.get(), what);
    }
    if (calendar.isEmpty() && type.equals("INDEX") && zone.equals("America/New_York")) {
      return chosen(US, what + ", zone " + zone);
    }
    return none("no rule for " + what + (zone.isEmpty() ? "" : ", zone " + zone));
  }

  private static boolean fits(String calendar, String type, String zone) {
    return switch (calendar) {
      case GLOBEX -> FUTURE_OR_UNKNOWN.contains(type);
      case EVERY_DAY -> type.equals("CRYPTOCURRENCY") || type.isEmpty();
      case US -> zone.isEmpty() || zone.equals("America/New_York");
      default -> true;
    };
  }

  private static CalendarChoice chosen(String calendar, String why) {
    return new CalendarChoice(Optional.of(calendar), why + " follows " + calendar);
  }

  private static CalendarChoice none(String why) {
    return new CalendarChoice(Optional.empty(), why + "; name a calendar for it in the settings");
  }
}
