package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.postgres.RealPostgres;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code sentinel freshness} on tables of a PostgreSQL, as a user types it. */
@Tag("it")
class OwnPostgresTableTest {
  private static final String AS_OF = "2026-03-07T12:00:00Z";

  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.newest();

  @TempDir private Path folder;
  private final RealPostgres.Database database =
      POSTGRES
          .database()
          .execute(
              "CREATE SCHEMA market",
              "CREATE TABLE market.bars (symbol text, day date, close numeric)",
              "INSERT INTO market.bars VALUES ('AAPL', '2026-03-05', 1), ('AAPL', '2026-03-06', 2),"
                  + " ('MSFT', '2026-03-05', 3), ('MSFT', '2026-03-06', NULL)",
              "CREATE VIEW market.closes AS SELECT symbol, day FROM market.bars WHERE close > 0",
              "GRANT USAGE ON SCHEMA market TO reader");

  private Cli.Ended freshness(String address, String table, String... more) {
    List<String> words = new ArrayList<>(List.of("freshness", address, "--table", table));
    words.addAll(
        List.of("--instrument-column", "symbol", "--session-column", "day", "--calendar", "XNYS"));
    words.addAll(List.of("--lag", "2h", "--data", folder.resolve("data").toString()));
    words.addAll(List.of(more));
    return Cli.bare(words.toArray(String[]::new));
  }

  private Cli.Ended rehearsed(String table, String... more) {
    return freshness(
        database.address(),
        table,
        Stream.concat(Stream.of("--as-of", AS_OF), Stream.of(more)).toArray(String[]::new));
  }

  private String readersAddress() {
    String encoded = URLEncoder.encode(RealPostgres.PASSWORD, StandardCharsets.UTF_8);
    return database.readerAddress().replace("reader@", "reader:" + encoded + "@");
  }

  @Test
  void judgesATableAndAView() {
    Cli.Ended table = rehearsed("market.bars", "--value-column", "close");
    assertThat(table.out())
        .startsWith("As of Sat 2026-03-07 12:00 UTC, market.bars: LATE, 1/2 instruments")
        .contains("was due Fri 23:00 UTC and has no prices");
    assertThat(table.code()).isOne();
    assertThat(rehearsed("Market.Closes").out()).contains("market.closes: LATE, 1/2 instruments");
    assertThat(rehearsed("market.bars").code()).isZero();
  }

  @Test
  void countsTheBarsOfASession() {
    // New York's half day 2024-07-03: 13:30 to 17:00 UTC are 42 times 5 minutes
    database.execute(
        "CREATE TABLE market.ticks AS SELECT s.symbol, t AS time FROM"
            + " (VALUES ('WHOLE', 42), ('CUT', 24)) AS s (symbol, bars), LATERAL"
            + " generate_series(timestamptz '2024-07-03 12:30:00+00', timestamptz"
            + " '2024-07-03 13:25:00+00' + s.bars * interval '5 minutes', interval '5 minutes') AS t");

    Cli.Ended ended =
        Cli.bare(
            "freshness",
            database.address(),
            "--table",
            "market.ticks",
            "--instrument-column",
            "symbol",
            "--session-column",
            "time",
            "--calendar",
            "XNYS",
            "--lag",
            "15m",
            "--interval",
            "5m",
            "--data",
            folder.resolve("data").toString(),
            "--as-of",
            "2024-07-03T17:15:00Z");

    assertThat(ended.out())
        .contains("market.ticks: LATE, 1/2 instruments are there")
        .contains("42/42 bars of Wed 2024-07-03 are there")
        .contains("the bars of Wed 2024-07-03 were due Wed 17:15 UTC and 24/42 are there");
    assertThat(ended.code()).isOne();
  }

  @Test
  void suggestsATableThatWasProbablyMeant() {
    Cli.Ended ended = rehearsed("market.bar");
    assertThat(ended.out())
        .contains("there is no table or view market.bar at " + database.address())
        .contains("Did you mean \"market.bars\"?");
    assertThat(ended.code()).isEqualTo(4);
    assertThat(rehearsed("bars.bars; DROP TABLE x").code()).isEqualTo(4);
  }

  @Test
  void refusesAColumnThatIsNoDate() {
    Cli.Ended ended = rehearsed("market.bars", "--session-column", "close");
    assertThat(ended.code()).isEqualTo(4);
    Cli.Ended wrong =
        Cli.bare(
            "freshness",
            database.address(),
            "--table",
            "market.bars",
            "--session-column",
            "close",
            "--calendar",
            "XNYS",
            "--lag",
            "0s",
            "--data",
            folder.resolve("data").toString());
    assertThat(wrong.out())
        .contains("column close of market.bars at", "a date, a timestamp or a text is wanted");
  }

  @Test
  void saysWhichRightIsMissingAndWorksWithReadingAlone() {
    Cli.Ended refused = freshness(readersAddress(), "market.bars", "--as-of", AS_OF);
    assertThat(refused.out()).contains("permission denied for table bars", "GRANT SELECT");
    assertThat(refused.code()).isEqualTo(3);

    database.execute("GRANT SELECT ON market.bars TO reader");

    assertThat(freshness(readersAddress(), "market.bars", "--as-of", AS_OF).code()).isZero();
  }

  @Test
  void cannotWriteWhateverAViewTries() {
    database.execute(
        "CREATE TABLE market.traces (at timestamptz)",
        "CREATE FUNCTION market.trace() RETURNS boolean LANGUAGE sql VOLATILE AS"
            + " $$ INSERT INTO market.traces VALUES (now()); SELECT true $$",
        "CREATE VIEW market.hostile AS SELECT symbol, day FROM market.bars WHERE market.trace()");

    Cli.Ended ended = rehearsed("market.hostile");

    assertThat(ended.out()).contains("read-only transaction");
    assertThat(ended.code()).isEqualTo(3);
  }

  @Test
  void doesNotWaitForALock() throws SQLException {
    try (Connection other = database.connected().connect(Duration.ofMinutes(1));
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE market.bars IN ACCESS EXCLUSIVE MODE");

      Cli.Ended ended = rehearsed("market.bars");

      assertThat(ended.out()).contains("Somebody else holds a lock on it");
      assertThat(ended.code()).isEqualTo(3);
      other.rollback();
    }
  }

  @Test
  void doesNotWaitForASlowView() {
    database.execute(
        "CREATE VIEW market.slow AS SELECT symbol, day FROM market.bars, pg_sleep(60)");

    Cli.Ended ended = rehearsed("market.slow", "--timeout", "1s");

    assertThat(ended.out()).contains("It took longer than allowed");
    assertThat(ended.code()).isEqualTo(3);
  }

  @Test
  void givesUpLookingForLastRowsBeforeTheRestSuffers() {
    database.execute(
        "INSERT INTO market.bars VALUES ('GONE', '2024-01-05', 1)",
        "CREATE FUNCTION market.slowly(date) RETURNS date LANGUAGE plpgsql VOLATILE AS"
            + " $$ BEGIN IF current_setting('statement_timeout') = '1s' THEN PERFORM pg_sleep(60);"
            + " END IF; RETURN $1; END $$",
        "CREATE VIEW market.slow_last AS SELECT symbol, market.slowly(day) AS day FROM market.bars");

    Cli.Ended ended =
        rehearsed("market.slow_last", "--timeout", "6s", "--instruments", "AAPL,GONE");

    assertThat(ended.out())
        .contains("when an instrument last had a row was not found within 1 s")
        .containsPattern("AAPL +FRESH")
        .containsPattern("GONE +UNKNOWN");
  }

  @Test
  void takesTheDatabaseOfTheEnvironmentFile() throws IOException {
    Files.writeString(folder.resolve(".env"), "DATABASE_URL=" + database.address() + "\n");
    Path tables =
        Files.writeString(
            folder.resolve("tables.yaml"),
            "table: market.bars\ninstrument_column: symbol\nsession_column: day\ncalendar: XNYS\n"
                + "lag: 2h\n");

    assertThat(Cli.bare("freshness", tables.toString(), "--as-of", AS_OF).out())
        .contains("market.bars: FRESH, all 2 instruments");

    Files.writeString(folder.resolve(".env"), "DATABASE_URL=pl4nted://w0rd\n");
    Cli.Ended wrong = Cli.bare("freshness", tables.toString(), "--as-of", AS_OF);
    assertThat(wrong.code()).isEqualTo(4);
    assertThat(wrong.err()).contains("DATABASE_URL: a PostgreSQL address is wanted");
    Files.delete(folder.resolve(".env"));
    assertThat(Cli.bare("freshness", tables.toString(), "--as-of", AS_OF).err())
        .contains("DATABASE_URL is not set or empty", ".env (not there)");
  }

  @Test
  void neverSaysOrWritesAPassword() throws IOException {
    List<Cli.Ended> said = new ArrayList<>();
    said.add(freshness(readersAddress(), "market.bars")); // not allowed yet
    database.execute("GRANT SELECT ON market.bars TO reader");
    said.add(freshness(readersAddress(), "market.bars"));
    said.add(freshness(readersAddress(), "market.bars", "--json"));
    said.add(freshness(readersAddress(), "market.nothing", "--quiet"));
    said.add(freshness(readersAddress().replace("w0rd", "other"), "market.bars"));
    said.add(freshness(readersAddress() + "?sslmode=nothing", "market.bars"));
    said.add(freshness(readersAddress().replace("127.0.0.1", "nobody.invalid"), "market.bars"));
    said.add(Cli.bare("freshness", readersAddress(), "--lag", "2h"));
    said.add(Cli.bare("freshness", readersAddress(), readersAddress(), "--table", "t"));

    assertThat(said).extracting(Cli.Ended::code).doesNotContain(0, 2, 5);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        said.add(
            new Cli.Ended(
                0, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1), ""));
      }
    }
    assertThat(folder.resolve("data/ledger.db")).exists();
    assertThat(said).extracting(Cli.Ended::said).noneMatch(text -> text.contains("pl4nted"));
  }

  @Test
  void readsOfALargeTableWhatTheIndexFinds() throws SQLException {
    database.execute(
        "CREATE TABLE market.large AS SELECT 'S' || s AS symbol, DATE '2026-03-06' - d AS day"
            + " FROM generate_series(1, 100) AS s, generate_series(0, 2999) AS d",
        "CREATE UNIQUE INDEX ON market.large (symbol, day)",
        "VACUUM ANALYZE market.large");

    assertThat(rehearsed("market.large").out()).contains("FRESH, all 100 instruments");

    try (Connection connection = database.connected().connect(Duration.ofMinutes(1));
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_sleep(1)"); // the server's counters come a moment later
      ResultSet result =
          statement.executeQuery(
              "SELECT seq_scan, idx_scan, (SELECT SUM(idx_tup_read) FROM pg_stat_user_indexes"
                  + " WHERE relname = 'large') FROM pg_stat_user_tables WHERE relname = 'large'");
      result.next();
      assertThat(result.getLong(2)).isPositive();
      // 100 instruments of 45 days, and a jump from each to the next; 300,000 rows are there
      assertThat(result.getLong(3)).isBetween(4_500L, 10_000L);
    }
  }
}
