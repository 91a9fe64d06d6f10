package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Bronze;
import io.dataflow.sentinel.bronze.BronzeAudit;
import io.dataflow.sentinel.bronze.BronzeAudit.Damaged;
import io.dataflow.sentinel.bronze.BronzeSalvage;
import io.dataflow.sentinel.bronze.Decision;
import io.dataflow.sentinel.bronze.Landing;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Request;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Makes bronze readable again: lines that cannot be read are left out, damaged answers are set
 * aside, and what they told is asked for again. The next run promotes what comes.
 */
final class BronzeRepair {
  private final Sentinel sentinel;
  private final Bronze bronze;
  private final BronzeSalvage salvage;
  private final String run;
  private final Consumer<String> progress;
  private final List<String> done = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();

  /**
   * @param run names the receipts of what is asked for
   * @param progress is told of each request as it ends
   */
  BronzeRepair(Sentinel sentinel, String run, Consumer<String> progress) {
    this.sentinel = sentinel;
    this.bronze = sentinel.bronze();
    this.salvage = new BronzeSalvage(bronze);
    this.run = run;
    this.progress = progress;
  }

  Repaired repair() {
    BronzeAudit.Findings found = BronzeAudit.of(bronze, BronzeAudit.Depth.CONTENT);
    for (BronzeAudit.BadLines lines : found.badLines()) {
      done.add(lines.words() + "; the file as it was is kept as " + salvage.keepGoodLines(lines));
    }
    if (found.damaged().isEmpty() && found.unnamed().isEmpty()) {
      return found.badLines().isEmpty()
          ? Repaired.nothing(found.receipts() + " receipts and their answers are well")
          : new Repaired(done, lost, true);
    }
    Map<Request, List<String>> again = requests(found);
    Set<Request> unanswered = ask(again.keySet());
    found.damaged().forEach(damaged -> settle(damaged, unanswered));
    giveUp(found.unnamed(), unanswered);
    again.forEach((request, why) -> unanswered(request, unanswered));
    return new Repaired(done, lost, unanswered.isEmpty());
  }

  private void unanswered(Request request, Set<Request> unanswered) {
    if (unanswered.contains(request)) {
      lost.add(
          request.symbol()
              + " could not be asked for again at "
              + sentinel.source().location()
              + "; once it answers: sentinel repair bronze");
    }
  }

  /** What to ask for, with what it makes up for. */
  private Map<Request, List<String>> requests(BronzeAudit.Findings found) {
    Map<Request, List<String>> requests = new LinkedHashMap<>();
    for (Damaged damaged : found.damaged()) {
      requests
          .computeIfAbsent(damaged.receipt().request(), r -> new ArrayList<>())
          .add(damaged.file().toString());
    }
    Planner planner = sentinel.planner(Wish.none());
    Instant now = sentinel.clock().instant();
    for (Instrument instrument : sentinel.instruments().known(List.of())) {
      List<String> files =
          found.unnamed().stream()
              .filter(file -> salvage.of(file, instrument.asset().symbol()))
              .map(Path::toString)
              .toList();
      if (!files.isEmpty()) {
        planner
            .wholeHistory(instrument, Map.of(), now)
            .ifPresent(request -> requests.put(request, files));
      }
    }
    return requests;
  }

  /** Asks, and returns what was not answered. */
  private Set<Request> ask(Set<Request> requests) {
    Fetcher fetcher =
        new Fetcher(sentinel.source(), sentinel.settings().pipeline().limits().concurrency());
    Set<Request> unanswered = new java.util.HashSet<>();
    try (Landing landing = bronze.landing(run)) {
      List<Request> asked = List.copyOf(requests);
      for (Landed landed : fetcher.fetch(asked, landing, one -> progress.accept(words(one)))) {
        if (landed.outcome() instanceof Outcome.Unavailable) {
          unanswered.add(landed.request());
        }
      }
    }
    return unanswered;
  }

  private static String words(Landed landed) {
    String what = landed.failure().orElse("answered");
    return landed.request().symbol() + " from " + landed.request().from() + ": " + what;
  }

  private void settle(Damaged damaged, Set<Request> unanswered) {
    if (salvage.whole(damaged)) {
      done.add(damaged.file() + ": " + damaged.what() + "; the same answer came again");
    } else if (!unanswered.contains(damaged.receipt().request())) {
      String kept =
          java.nio.file.Files.exists(damaged.file())
              ? ", and its bytes are kept as " + salvage.setAside(damaged)
              : "";
      bronze.decide(lost(damaged));
      done.add(damaged.file() + ": " + damaged.what() + "; its range was asked for again" + kept);
      lost.add(
          "the answer "
              + damaged.receipt().sha256()
              + " of "
              + damaged.receipt().request().symbol()
              + " is no evidence any more: rows that came from it keep their values,"
              + " and sentinel rebuild silver names them");
    }
  }

  private Decision lost(Damaged damaged) {
    return new Decision(
        sentinel.clock().instant(),
        Decision.LOST,
        damaged.receipt().request().symbol(),
        damaged.receipt().sha256(),
        damaged.what());
  }

  /** Answers without a receipt: who asked for what, and when, is not known any more. */
  private void giveUp(List<Path> unnamed, Set<Request> unanswered) {
    Set<String> open = new TreeSet<>();
    unanswered.forEach(request -> open.add(request.symbol().value()));
    for (Instrument instrument : sentinel.instruments().known(List.of())) {
      if (!open.contains(instrument.asset().symbol().value())) {
        unnamed.stream()
            .filter(file -> salvage.of(file, instrument.asset().symbol()))
            .forEach(file -> giveUp(file, instrument));
      }
    }
  }

  private void giveUp(Path file, Instrument instrument) {
    String name = file.getFileName().toString();
    String hash = name.substring(0, name.length() - ".gz".length());
    boolean named =
        bronze.receipts(run).stream().anyMatch(receipt -> receipt.sha256().equals(hash));
    if (named) {
      done.add(file + ": no receipt named it; the same answer came again");
      return;
    }
    bronze.decide(
        new Decision(
            sentinel.clock().instant(),
            Decision.LOST,
            instrument.asset().symbol(),
            hash,
            "no receipt names it"));
    done.add(file + ": no receipt names it; the whole history was asked for again");
  }
}
