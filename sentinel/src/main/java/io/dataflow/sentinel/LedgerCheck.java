package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Settings;
import io.dataflow.sentinel.ledger.LedgerInspection;
import io.dataflow.sentinel.ledger.LedgerState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ledger, in a file or in a database: reachable, whole, of which schema, what is open. */
final class LedgerCheck {
  private final Settings settings;
  private final LedgerChoice choice;
  private final boolean offline;

  LedgerCheck(Sentinel sentinel, boolean offline) {
    this.settings = sentinel.settings();
    this.choice =
        new LedgerChoice(settings.paths().state(), settings.environment(), System.getenv());
    this.offline = offline;
  }

  List<Symptom> symptoms() {
    boolean inDatabase = settings.environment().databaseUrl().isPresent();
    if (inDatabase && offline) {
      String where = choice.server().where();
      return List.of(Symptom.leftOut("database", where + " not asked (--offline)"));
    }
    LedgerState state =
        inDatabase
            ? LedgerInspection.database(choice.server())
            : LedgerInspection.file(settings.paths().state().resolve("ledger.db"));
    List<Symptom> all = new ArrayList<>();
    all.add(reached(state, inDatabase ? "database" : "ledger"));
    if (inDatabase && !state.there() && state.damage().isEmpty()) {
      leftBehind().ifPresent(all::add);
    }
    if (state.there() && state.damage().isEmpty()) {
      all.add(schema(state));
      all.add(batches(state));
    }
    return all;
  }

  /** A run would refuse to begin a second history. */
  private Optional<Symptom> leftBehind() {
    Path file = settings.paths().state().resolve("ledger.db");
    return Optional.of(file)
        .filter(Files::exists)
        .map(
            there ->
                Symptom.warn(
                    "ledger",
                    "the database has none yet, and " + there + " may hold the lake's history",
                    "sentinel ledger copy, or move the file away to begin anew"));
  }

  private static Symptom reached(LedgerState state, String subject) {
    if (state.damage().isPresent()) {
      return Symptom.fail(subject, state.damage().get());
    }
    String what = state.where() + ", " + state.database();
    String there = state.there() ? "" : "; no ledger yet, the first run makes it";
    boolean open = state.encrypted().filter(yes -> !yes).isPresent();
    String tls = state.encrypted().map(yes -> yes ? ", encrypted" : ", not encrypted").orElse("");
    boolean here = state.where().matches(".*(localhost|127\\.0\\.0\\.1|\\[::1]).*");
    return open && !here
        ? Symptom.warn(subject, what + tls + there, "add sslmode=verify-full to DATABASE_URL")
        : Symptom.ok(
            subject, what + tls + (subject.equals("ledger") && state.there() ? ", whole" : there));
  }

  private static Symptom schema(LedgerState state) {
    int schema = state.schema().orElse(0);
    int known = LedgerState.knownSchema();
    String what = "schema " + schema + " of " + known;
    if (schema > known) {
      return Symptom.fail(
          "ledger schema",
          what + ": a newer program made it",
          "use that program, or another data folder");
    }
    return Symptom.ok(
        "ledger schema", schema == known ? what : what + "; the next run migrates it");
  }

  private static Symptom batches(LedgerState state) {
    return state.openBatches().isEmpty()
        ? Symptom.ok("open batches", "none")
        : Symptom.warn(
            "open batches",
            state.openBatches().size()
                + ", of a run that was cut off or is at work: "
                + String.join(", ", state.openBatches()),
            "sentinel run (it finishes them first)");
  }
}
