package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.BronzeException;
import io.dataflow.sentinel.engine.EngineException;
import io.dataflow.sentinel.lake.LakeException;
import io.dataflow.sentinel.ledger.LedgerException;
import io.dataflow.sentinel.postgres.PostgresException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Looks at everything a run needs, one thing after another. Changes nothing, and hides nothing:
 * what cannot be looked at is a failure.
 */
final class Doctor {
  private final Sentinel sentinel;
  private final Scope scope;
  private final Clock wall;

  /**
   * What to look at.
   *
   * @param offline leave out what is on the network
   * @param deep read every byte of bronze and of the tables
   */
  record Scope(boolean offline, boolean deep) {}

  /**
   * @param wall the running time
   */
  Doctor(Sentinel sentinel, Scope scope, Clock wall) {
    this.wall = wall;
    this.sentinel = sentinel;
    this.scope = scope;
  }

  List<Symptom> symptoms() {
    List<Symptom> all = new ArrayList<>();
    all.add(settings());
    all.addAll(looked("machine", () -> new MachineCheck(sentinel.settings().paths()).symptoms()));
    all.addAll(looked("source", this::source));
    all.addAll(looked("ledger", new LedgerCheck(sentinel, scope.offline())::symptoms));
    all.addAll(looked("bronze", new BronzeCheck(sentinel, scope.deep())::symptoms));
    all.addAll(looked("lake", new LakeCheck(sentinel, scope.deep())::symptoms));
    all.addAll(looked("alerts", new AlertsCheck(sentinel, wall, scope.offline())::symptoms));
    all.add(heartbeat());
    all.addAll(
        looked(
            "run lock",
            new LockCheck(sentinel.settings().paths().state(), wall.instant())::symptoms));
    return all;
  }

  /** What is wrong with them ends the command before, with every problem of every file. */
  private Symptom settings() {
    sentinel.instruments().check();
    sentinel.contracts();
    return Symptom.ok(
        "settings",
        sentinel.settings().assets().size()
            + " instruments in "
            + sentinel.settings().paths().project()
            + ", their calendars and contracts can be read");
  }

  private List<Symptom> source() {
    if (scope.offline()) {
      return List.of(
          Symptom.leftOut("source", "not asked (--offline)"),
          Symptom.leftOut("clock", "not compared with the source's (--offline)"));
    }
    String vendor = sentinel.settings().environment().yahooUrl().toString();
    return sentinel.source().location().contains(vendor)
        ? new SourceCheck(vendor, sentinel.clock()).symptoms()
        : List.of(Symptom.leftOut("source", "not asked: all instruments have files of their own"));
  }

  /** A ping by a doctor would say that a run was at work. */
  private Symptom heartbeat() {
    return sentinel.settings().environment().heartbeatUrl().isPresent()
        ? Symptom.ok("heartbeat", "set; each run pings it, this command does not")
        : Symptom.leftOut(
            "heartbeat", "none is set (SENTINEL_HEARTBEAT_URL): nobody hears when runs stop");
  }

  private static List<Symptom> looked(String subject, Supplier<List<Symptom>> check) {
    try {
      return check.get();
    } catch (EngineException
        | LakeException
        | LedgerException
        | BronzeException
        | PostgresException
        | UncheckedIOException e) {
      return List.of(Symptom.fail(subject, e.getMessage()));
    }
  }
}
