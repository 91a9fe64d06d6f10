package io.dataflow.sentinel;

import io.dataflow.sentinel.config.EnvironmentValues;
import io.dataflow.sentinel.config.Secret;
import io.dataflow.sentinel.config.Whence;
import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.ledger.PostgresLedger;
import io.dataflow.sentinel.ledger.SqlLedger;
import io.dataflow.sentinel.ledger.SqliteLedger;
import io.dataflow.sentinel.postgres.PostgresAddress;
import io.dataflow.sentinel.postgres.PostgresServer;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ledger of an installation: in the PostgreSQL of {@code DATABASE_URL}, else in a file beside
 * the data.
 *
 * @param whence where {@code DATABASE_URL} was looked for
 * @param environment the process's own, which may hold the password
 */
record LedgerChoice(
    Path state, Optional<Secret> databaseUrl, Whence whence, Map<String, String> environment) {
  LedgerChoice {
    environment = Map.copyOf(environment);
  }

  private static final String NAME = "DATABASE_URL";

  /** By what the environment and its files say. */
  LedgerChoice(Path state, EnvironmentValues values, Map<String, String> environment) {
    this(state, values.databaseUrl(), values.whence(), environment);
  }

  /**
   * The one to use. Connects to nothing.
   *
   * @throws InvalidFileException when {@code DATABASE_URL} is no address
   */
  SqlLedger ledger() {
    return databaseUrl.isPresent() ? new PostgresLedger(server()) : file();
  }

  /** The file beside the data, also when it is not the one to use. */
  SqlLedger file() {
    return new SqliteLedger(state.resolve("ledger.db"));
  }

  /**
   * Refuses to begin a second history: with a PostgreSQL that knows nothing, and a file beside the
   * data that knows runs of this lake.
   *
   * @param used the ledger in use
   * @throws InvalidFileException with both ways out
   */
  void requireOneHistory(Ledger used) {
    Path file = state.resolve("ledger.db");
    if (databaseUrl.isEmpty() || !Files.exists(file) || !used.runs(1).isEmpty()) {
      return;
    }
    try (Ledger before = file()) {
      boolean ofTheLake =
          !before.promotedRuns().isEmpty()
              || !before.watchedSince(SilverTables.BARS.fullName()).isEmpty();
      if (ofTheLake) {
        throw new InvalidFileException(
            List.of(
                "DATABASE_URL names a ledger without any run, "
                    + server().where()
                    + ", and "
                    + file
                    + " holds the history of this lake: a run would begin a second one."
                    + " Take the history along: sentinel ledger copy. Or begin anew without it:"
                    + " move the file away. Or stay with the file: unset DATABASE_URL"));
      }
    }
  }

  /**
   * The PostgreSQL that is set.
   *
   * @throws InvalidFileException when none is, or it is no address
   */
  PostgresServer server() {
    String url =
        databaseUrl
            .map(Secret::reveal)
            .orElseThrow(
                () ->
                    new InvalidFileException(
                        List.of(
                            whence.missing(
                                NAME,
                                ". Set it to a database, as in postgresql://user@host/database"))));
    try {
      return new PostgresServer(PostgresAddress.parse(url), environment);
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(List.of(whence.wrong(NAME, e.getMessage())));
    }
  }
}
