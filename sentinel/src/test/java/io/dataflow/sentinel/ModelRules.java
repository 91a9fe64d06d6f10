package io.dataflow.sentinel;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rules a bar must keep, written from their descriptions in {@code contracts/bars.yaml}. */
final class ModelRules {
  private static final double JUMP = 50;
  private static final int LASTING = 15;

  private ModelRules() {}

  /** A row with the rules it broke. */
  record Judged(LocalDate session, Tape.Row row, boolean settled, List<String> broken) {}

  private record Claim(LocalDate session, Tape.Row row, int copies) {}

  /** The session a row is of: its date where the exchange is. */
  static LocalDate session(String symbol, Tape.Row row, Tape.Said said) {
    return Instant.ofEpochSecond(row.stamp()).atZone(Tape.zone(symbol)).toLocalDate();
  }

  static List<Judged> judge(
      SilverModel.Answer answer, Tape.Said said, Optional<SilverModel.Bar> before) {
    List<Claim> claims = claims(answer.symbol(), said);
    double[] references = references(claims, before.map(b -> b.row().close()).orElse(Double.NaN));
    List<Judged> judged = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      Claim claim = claims.get(i);
      Optional<Tape.Row> last =
          i > 0 ? Optional.of(claims.get(i - 1).row()) : before.map(SilverModel.Bar::row);
      List<String> broken = new ArrayList<>();
      place(answer, claim, broken);
      values(claim.row(), broken);
      reference(claim.row(), references[i], broken);
      if (last.filter(l -> repeats(l, claim.row())).isPresent() && volume(claim.row()) != 0) {
        broken.add("not_repeated");
      }
      judged.add(new Judged(claim.session(), claim.row(), settled(answer, said, claim), broken));
    }
    return judged;
  }

  /**
   * A session that comes twice: a price beats none, the live row beats another, equal ones are one.
   */
  /** The rows of an answer that are sound by themselves: alone for their session, and not live. */
  static Map<LocalDate, Tape.Row> sound(String symbol, Tape.Said said) {
    Map<LocalDate, Tape.Row> sound = new TreeMap<>();
    for (Claim claim : claims(symbol, said)) {
      Tape.Row r = claim.row();
      boolean prices = r.open() != null && r.high() != null && r.low() != null && r.close() != null;
      if (prices
          && claim.copies() == 1
          && r.stamp() != said.lastTrade()
          && r.low() > 0
          && r.low() <= Math.min(r.open(), r.close())
          && r.high() >= Math.max(r.open(), r.close())) {
        sound.put(claim.session(), r);
      }
    }
    return sound;
  }

  private static List<Claim> claims(String symbol, Tape.Said said) {
    TreeMap<LocalDate, List<Tape.Row>> bySession = new TreeMap<>();
    said.rows().stream()
        .sorted(Comparator.comparingLong(Tape.Row::stamp))
        .forEach(
            r ->
                bySession.computeIfAbsent(session(symbol, r, said), s -> new ArrayList<>()).add(r));
    List<Claim> claims = new ArrayList<>();
    bySession.forEach(
        (session, rows) -> {
          List<Tape.Row> left = new ArrayList<>(rows);
          if (left.stream().anyMatch(r -> !r.empty())) {
            left.removeIf(Tape.Row::empty);
          } else {
            left.subList(1, left.size()).clear();
          }
          for (int i = left.size() - 2; i >= 0; i--) {
            boolean live = left.get(i + 1).stamp() == said.lastTrade();
            if (live || same(left.get(i), left.get(i + 1))) {
              left.remove(i);
            }
          }
          left.forEach(r -> claims.add(new Claim(session, r, left.size())));
        });
    return claims;
  }

  private static boolean same(Tape.Row a, Tape.Row b) {
    return a.at(0).adj(null).equals(b.at(0).adj(null));
  }

  private static boolean repeats(Tape.Row last, Tape.Row row) {
    return !row.empty() && same(last.volume(volume(last)), row.volume(volume(row)));
  }

  private static long volume(Tape.Row row) {
    return row.volume() == null ? 0 : row.volume();
  }

  private static boolean settled(SilverModel.Answer answer, Tape.Said said, Claim claim) {
    Instant settled =
        Tape.closes(answer.symbol(), claim.session()).plus(Tape.settles(answer.symbol()));
    return claim.row().stamp() != said.lastTrade() && !answer.at().isBefore(settled);
  }

  private static void place(SilverModel.Answer answer, Claim claim, List<String> broken) {
    boolean open = Tape.isOpen(answer.symbol(), claim.session());
    LocalDate today = answer.at().atZone(Tape.zone(answer.symbol())).toLocalDate();
    if (claim.copies() > 1) {
      broken.add("session_once");
    }
    if (open
        ? answer.at().isBefore(Tape.opens(answer.symbol(), claim.session()))
        : claim.session().isAfter(today)) {
      broken.add("not_in_future");
    }
    if (!open) {
      broken.add("on_a_session");
    }
  }

  private static void values(Tape.Row r, List<String> broken) {
    List<Double> prices = Arrays.asList(r.open(), r.high(), r.low(), r.close());
    if (prices.stream().anyMatch(Objects::isNull)) {
      broken.add("has_prices");
    }
    if (prices.stream().filter(Objects::nonNull).anyMatch(p -> p <= 0)) {
      broken.add("prices_positive");
    }
    if (r.high() != null && r.low() != null && r.high() < r.low()) {
      broken.add("high_not_below_low");
    }
    for (String name : List.of("open", "close")) {
      Double price = name.equals("open") ? r.open() : r.close();
      boolean above = price != null && r.high() != null && price > r.high() * 1.000001;
      boolean below = price != null && r.low() != null && price < r.low() * 0.999999;
      if (above || below) {
        broken.add(name + "_within_range");
      }
    }
    if (r.volume() != null && r.volume() < 0) {
      broken.add("volume_not_negative");
    }
  }

  private static void reference(Tape.Row row, double reference, List<String> broken) {
    boolean known = row.close() != null && !Double.isNaN(reference);
    if (known && (row.close() >= reference * JUMP || row.close() <= reference / JUMP)) {
      broken.add("same_unit");
    }
  }

  /** The last close at the same level; a level that lasts fifteen bars is a new one. */
  private static double[] references(List<Claim> claims, double before) {
    double[] references = new double[claims.size()];
    double level = before;
    int away = 0;
    for (int i = 0; i < references.length; i++) {
      references[i] = level;
      double close = Stream.ofNullable(claims.get(i).row().close()).findFirst().orElse(Double.NaN);
      if (close > 0) {
        away = close >= level * JUMP || close <= level / JUMP ? away + 1 : 0;
        if (away == LASTING) {
          Arrays.fill(references, i - LASTING + 1, i + 1, Double.NaN);
          away = 0;
        }
        level = away == 0 ? close : level;
      }
    }
    return references;
  }
}
