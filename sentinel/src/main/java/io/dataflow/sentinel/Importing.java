package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.bronze.Landing;
import io.dataflow.sentinel.bronze.Receipt;
import io.dataflow.sentinel.bronze.Vintage;
import io.dataflow.sentinel.gold.GoldLayer;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.silver.Promoted;
import io.dataflow.sentinel.source.Answer;
import io.dataflow.sentinel.source.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes what the original program left through bronze into silver, by the commit protocol of any
 * run: batch after batch, each with at most one vintage of an instrument, oldest first. What bronze
 * has already is not taken again, so that it may be run again after anything.
 */
final class Importing {
  private final Sentinel sentinel;
  private final String run;
  private final Consumer<String> progress;

  /**
   * @param run names the import; its batches begin with it
   * @param progress is told of each batch
   */
  Importing(Sentinel sentinel, String run, Consumer<String> progress) {
    this.sentinel = sentinel;
    this.run = run;
    this.progress = progress;
  }

  /**
   * What came of it.
   *
   * @param taken vintages that were new
   * @param known vintages bronze had already
   */
  record Report(int taken, int known, Promoted promoted, Map<String, String> held) {}

  /** Those of the answers that bronze does not have. */
  List<Answer> missing(List<Answer> answers) {
    Set<String> known = new HashSet<>();
    Bronze bronze = sentinel.bronze();
    for (String earlier : bronze.runs()) {
      bronze.receipts(earlier).stream()
          .filter(r -> r.source().equals(Receipt.IMPORT))
          .forEach(r -> known.add(key(r.request().symbol(), r.retrievedAt(), r.url(), r.sha256())));
    }
    List<Answer> missing = new ArrayList<>();
    for (Answer answer : answers) {
      String sha256 = Bronze.sha256(answer.body());
      if (known.add(key(answer.request().symbol(), answer.retrievedAt(), answer.url(), sha256))) {
        missing.add(answer);
      }
    }
    return missing;
  }

  /** A table does not say when its rows were retrieved: the same rows are the same. */
  private static String key(Symbol symbol, Instant at, String url, String sha256) {
    String when = url.startsWith("import:table ") ? "" : at.toString();
    return symbol + " " + when + " " + sha256;
  }

  /** Takes everything; what an earlier import or run left unfinished comes first. */
  Report take(List<Answer> answers, Instant now) {
    Promoter promoter = sentinel.promoter(sentinel.instruments());
    Promoter.Result result = new Recovery(sentinel, promoter, new Restorer(sentinel)).of(run, now);
    List<Answer> missing = missing(answers);
    List<List<Answer>> batches = batches(missing);
    for (int i = 0; i < batches.size(); i++) {
      String batch = run + String.format(Locale.ROOT, "-i%06d", i + 1);
      result = result.and(promoter.promote(batch, run, landed(batch, batches.get(i)), now));
      progress.accept("batch " + (i + 1) + " of " + batches.size());
    }
    new GoldLayer(sentinel.engine(), sentinel.lake()).build(run);
    new Reporter(sentinel.settings().paths()).aggregates(sentinel.engine(), sentinel.lake());
    int known = answers.size() - missing.size();
    return new Report(missing.size(), known, result.promoted(), result.held());
  }

  private static List<List<Answer>> batches(List<Answer> answers) {
    Map<Symbol, Integer> next = new LinkedHashMap<>();
    List<List<Answer>> batches = new ArrayList<>();
    for (Answer answer : answers) {
      int batch = next.merge(answer.request().symbol(), 1, Integer::sum) - 1;
      if (batch == batches.size()) {
        batches.add(new ArrayList<>());
      }
      batches.get(batch).add(answer);
    }
    return batches;
  }

  private List<Landed> landed(String batch, List<Answer> answers) {
    List<Landed> landed = new ArrayList<>();
    try (Landing landing = sentinel.bronze().landing(batch)) {
      for (Answer answer : answers) {
        Vintage vintage = landing.land(answer);
        Outcome outcome = sentinel.source().parse(answer);
        landed.add(
            new Landed(answer.request(), answer.retrievedAt(), Optional.of(vintage), outcome));
      }
      landing.force();
    }
    return landed;
  }
}
