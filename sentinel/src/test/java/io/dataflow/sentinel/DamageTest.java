package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.JDBC;

/**
 * A file of a lake with history is damaged. The error names it and a command; that very command is
 * run, and the next run comes to the tables that were there before.
 */
@Tag("slow")
class DamageTest {
  private static final Pattern REMEDY =
      Pattern.compile("sentinel (re(?:build|pair) (?:silver|gold|bronze|catalog|ledger)) (--.*)");

  /** What the ledger knows of answers. */
  private static final Map<String, String> OF_ANSWERS =
      Map.of(
          "look", "dataset, instrument, session, looked_at, seen",
          "attempt", "dataset, instrument, attempted_at, failure",
          "instrument_facts", "symbol, currency, exchange, type, zone, recorded_at",
          "instrument_hold", "symbol, change",
          "batch_receipt_run", "receipt_run_id");

  private static final AtomicInteger COPIES = new AtomicInteger();

  @TempDir private static Path folder;
  private static Bed bed;
  private static Path history;
  private static Map<String, List<String>> tables;
  private static int code;

  @BeforeAll
  static void livesThroughDays() throws IOException {
    bed = History.bed(folder);
    Files.writeString(folder.resolve(".env"), "SENTINEL_YAHOO_URL=" + bed.source() + "\n");
    history = folder.resolve("history");
    bed.run(history, History.THURSDAY);
    bed.run(history, History.FRIDAY);
    bed.run(history, History.MONDAY);
    code = bed.run(history, History.MONDAY).exitCode();
    Bed.remove(history.resolve("logs"));
    Path once = copy();
    code = on(once, "run").code();
    tables = Bed.tables(once);
  }

  private static final Remedy ELSEWHERE =
      new Remedy(Optional.of(Path.of("my settings.yaml")), Optional.of(Path.of("/d/it's $1")));

  @Test
  void namesTheCommandWithTheOptionsItNeeds() {
    assertThat(ELSEWHERE.exact("damaged. Make it anew from bronze: sentinel rebuild silver"))
        .endsWith(": sentinel rebuild silver --config 'my settings.yaml' --data '/d/it'\\''s $1'");
    assertThat(new Remedy(Optional.empty(), Optional.empty()).exact("sentinel repair bronze"))
        .isEqualTo("sentinel repair bronze");
  }

  @AfterAll
  static void stops() throws IOException {
    bed.close();
  }

  private static Path copy() throws IOException {
    Path data = Bed.copy(history, folder.resolve("copy-" + COPIES.incrementAndGet()));
    Bed.tables(data); // enters the copied folder
    return data;
  }

  private static Cli.Ended on(Path data, String command, String... more) {
    return at(History.MONDAY, data, command, more);
  }

  private static Cli.Ended at(Instant asOf, Path data, String command, String... more) {
    bed.moveTo(asOf);
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of(more));
    words.addAll(List.of("--config", bed.settingsFile().toString(), "--data", data.toString()));
    words.addAll(List.of("--as-of", asOf.toString()));
    return Cli.bare(words.toArray(String[]::new));
  }

  /** Runs the command that a message names, as it is named there. */
  private static Cli.Ended remedied(Path data, Cli.Ended said) {
    Matcher remedy = REMEDY.matcher(said.said());
    assertThat(remedy.find()).as(said.said()).isTrue();
    String options = "--config " + bed.settingsFile() + " --data " + data; // neither has a space
    assertThat(remedy.group(2)).as(said.said()).startsWith(options);
    return on(data, remedy.group(1));
  }

  private static void comesToTheSame(Path data, String as) {
    Cli.Ended run = on(data, "run");
    assertThat(run.code()).as("%s: %s", as, run.said()).isEqualTo(code);
    Map<String, List<String>> now = Bed.tables(data);
    tables.forEach((table, rows) -> assertThat(now.get(table)).as(table).isEqualTo(rows));
    Cli.Ended doctor = on(data, "doctor", "--deep", "--quiet");
    assertThat(doctor.out()).as(as).doesNotContain("FAIL");
  }

  static Stream<Arguments> tableFiles() {
    return Stream.of(
            List.of("silver/bars/data/session_year=2026", "[^.].*\\.parquet"),
            List.of("silver/bar_versions/data", "[^.].*\\.parquet"),
            List.of("silver/bars/metadata", "[^.].*\\.metadata\\.json"),
            List.of("silver/bars/metadata", "snap-.*\\.avro"),
            List.of("silver/bars/metadata", "[^.s].*-m\\d\\.avro"),
            List.of("gold/daily_metrics/data", "[^.].*\\.parquet"),
            List.of("gold/latest_bars/metadata", "[^.].*\\.metadata\\.json"))
        .flatMap(
            file ->
                Stream.of(Damage.FLIPPED, Damage.CUT, Damage.EMPTY, Damage.GONE)
                    .map(damage -> Arguments.of(file.get(0), file.get(1), damage)));
  }

  @ParameterizedTest
  @MethodSource("tableFiles")
  @Tag("slow")
  void aDamagedTableIsMadeAgain(String place, String name, Damage damage) throws IOException {
    Path data = copy();
    Path file = Damage.newest(data.resolve(place), n -> n.matches(name));
    damage.to(file);

    Cli.Ended said =
        place.contains("bar_versions") || place.contains("daily_metrics")
            ? on(data, "sql", "SELECT COUNT(*) FROM " + tableOf(place))
            : on(data, "run");

    assertThat(said.code()).as(said.said()).isIn(3, 5);
    assertThat(said.said()).contains(file.toString()).doesNotContain("\tat ");
    Cli.Ended remedied = remedied(data, said);
    assertThat(remedied.code()).as(remedied.said()).isZero();
    assertThat(remedied.said()).contains("made anew", "is kept in");
    comesToTheSame(data, damage + " " + file.getFileName());
  }

  /** {@code silver.bars} of {@code silver/bars/data}. */
  private static String tableOf(String place) {
    return place.split("/")[0] + "." + place.split("/")[1];
  }

  @ParameterizedTest
  @CsvSource({
    "silver/bars/data/session_year=2026, FLIPPED",
    "gold/daily_metrics/data, CUT",
    "silver/bars/metadata, EMPTY"
  })
  void oneDamagedFileOfEachKindIsMadeGoodAgain(String place, Damage damage) throws IOException {
    String name = place.endsWith("metadata") ? "snap-.*\\.avro" : "[^.].*\\.parquet";
    aDamagedTableIsMadeAgain(place, name, damage);
  }

  @Test
  void aTableOfWhichNothingIsLeftIsNotMadeAgainUnasked() throws IOException {
    Path data = copy();
    Bed.remove(data.resolve("silver/quarantine"));

    Cli.Ended refused = on(data, "rebuild silver");

    assertThat(refused.code()).isEqualTo(ExitCode.DATA);
    assertThat(refused.err())
        .contains("silver.quarantine: nothing of it is left to compare with")
        .contains("so rows may be lost", "--discard-without-evidence");
    assertThat(on(data, "rebuild silver", "--discard-without-evidence").code()).isZero();
    comesToTheSame(data, "a table that is gone");
  }

  @ParameterizedTest
  @EnumSource(
      value = Damage.class,
      names = {"CUT", "HEADLESS", "ZEROED", "EMPTY", "GONE"})
  void aDamagedLedgerIsMadeAgainFromWhatIsLeft(Damage damage) throws Exception {
    Path data = copy();
    Path ledger = data.resolve("ledger.db");
    Map<String, List<String>> known = ofAnswers(ledger);
    if (damage == Damage.GONE) {
      Files.writeString(data.resolve("ledger.db-wal"), "left over");
    }
    damage.to(ledger);

    Cli.Ended said = damage == Damage.GONE ? on(data, "run") : on(data, "ledger check");

    assertThat(said.code()).isEqualTo(ExitCode.NOT_EVALUATED);
    assertThat(said.said()).contains(ledger.toString(), "sentinel repair ledger");
    Cli.Ended remedied = remedied(data, said);
    assertThat(remedied.code()).as(remedied.said()).isZero();
    assertThat(remedied.out()).contains("the damaged file is kept in " + data.resolve("damaged"));
    assertThat(ofAnswers(ledger)).isEqualTo(known);
    comesToTheSame(data, "ledger " + damage);
    assertThat(on(data, "ledger check").code()).isZero();
  }

  private static Map<String, List<String>> ofAnswers(Path ledger) throws SQLException {
    Map<String, List<String>> rows = new TreeMap<>();
    try (Connection connection = new JDBC().connect("jdbc:sqlite:" + ledger, new Properties());
        Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> table : OF_ANSWERS.entrySet()) {
        List<String> found = new ArrayList<>();
        try (ResultSet result =
            statement.executeQuery("SELECT " + table.getValue() + " FROM " + table.getKey())) {
          int columns = result.getMetaData().getColumnCount();
          while (result.next()) {
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
              cells.add(String.valueOf(result.getString(i)));
            }
            found.add(String.join("|", cells));
          }
        }
        rows.put(table.getKey(), found.stream().sorted().toList());
      }
    }
    return rows;
  }

  @ParameterizedTest
  @EnumSource(
      value = Damage.class,
      names = {"CUT", "HEADLESS", "ZEROED"})
  void aDamagedCatalogIsMadeAgainFromTheTables(Damage damage) throws IOException {
    Path data = copy();
    Path catalog = data.resolve("catalog.db");
    damage.to(catalog);

    Cli.Ended said = on(data, "doctor", "--offline");

    assertThat(said.code()).isEqualTo(ExitCode.NOT_EVALUATED);
    assertThat(said.said()).contains(catalog.toString());
    Cli.Ended run = on(data, "run");
    if (run.code() != code) {
      assertThat(run.said()).contains("catalog", "sentinel repair catalog");
    }
    Cli.Ended remedied = remedied(data, said);
    assertThat(remedied.code()).as(remedied.said()).isZero();
    assertThat(remedied.out()).contains("silver.bars: entered with");
    comesToTheSame(data, "catalog " + damage);
  }

  @ParameterizedTest
  @EnumSource(
      value = Damage.class,
      names = {"EMPTY", "GONE"})
  void aCatalogThatNamesNothingIsFilledByTheNextRun(Damage damage) throws IOException {
    Path data = copy();
    damage.to(data.resolve("catalog.db"));

    comesToTheSame(data, "catalog " + damage);
  }

  /** A run that was killed after it had landed its answers. */
  private static Path landed() throws IOException {
    Path whole = folder.resolve("whole");
    Path data = Bed.copy(history, folder.resolve("landed-" + COPIES.incrementAndGet()));
    if (!Files.exists(whole)) {
      Bed.copy(history, whole);
      bed.run(whole, History.MONDAY);
    }
    Bed.remove(data.resolve("bronze"));
    Bed.copy(whole.resolve("bronze"), data.resolve("bronze"));
    return data;
  }

  private static Path receipts(Path data) throws IOException {
    return Damage.newest(data.resolve("bronze/receipts"), n -> n.endsWith(".jsonl"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Damage.class,
      names = {"FLIPPED", "CUT", "EMPTY", "GONE"})
  void aDamagedAnswerIsAskedForAgain(Damage damage) throws IOException {
    Path data = landed();
    String line = Files.readAllLines(receipts(data)).get(0);
    Path vintage =
        data.resolve("bronze").resolve(line.replaceAll(".*\"file\":\"([^\"]+)\".*", "$1"));
    damage.to(vintage);

    Cli.Ended said = on(data, "run");

    assertThat(said.code()).as(said.said()).isEqualTo(ExitCode.NOT_EVALUATED);
    assertThat(said.said()).contains("the vintage " + vintage + " cannot be read: ");
    Cli.Ended remedied = remedied(data, said);
    assertThat(remedied.code()).as(remedied.said()).isZero();
    assertThat(remedied.out()).contains(vintage.toString(), "the same answer came again");
    comesToTheSame(data, "answer " + damage);
    assertThat(on(data, "rebuild silver").code()).isZero();
  }

  @Test
  void aDamagedAnswerThatDoesNotComeAgainIsNoEvidenceAnyMore() throws IOException {
    Path data = copy();
    String row =
        tables.get("silver.bars").stream()
            .filter(r -> r.startsWith("NVDA|"))
            .reduce((a, b) -> b)
            .orElseThrow();
    String hash = row.substring(row.lastIndexOf('|') + 1);
    Path vintage = data.resolve("bronze/yahoo/NVDA/" + hash + ".gz");
    Damage.CUT.to(vintage);
    assertThat(on(data, "rebuild silver").said()).contains(vintage.toString(), "repair bronze");

    Cli.Ended repaired = at(History.TUESDAY, data, "repair bronze");

    assertThat(repaired.code()).as(repaired.said()).isZero();
    assertThat(repaired.said()).contains("is no evidence any more", vintage + ".damaged-1");
    assertThat(Path.of(vintage + ".damaged-1")).isRegularFile();
    Cli.Ended refused = at(History.TUESDAY, data, "rebuild silver");
    assertThat(refused.code()).isEqualTo(ExitCode.DATA);
    assertThat(refused.err()).contains("rows come from no answer in bronze: NVDA");
    assertThat(at(History.TUESDAY, data, "repair bronze").out()).contains("nothing to repair");
  }

  @Test
  void aRunDoesNotTrustADamagedAnswerThatComesAgain() throws IOException {
    Path data = copy();
    String line = Files.readAllLines(receipts(data)).get(0);
    Path vintage =
        data.resolve("bronze").resolve(line.replaceAll(".*\"file\":\"([^\"]+)\".*", "$1"));
    Damage.CUT.to(vintage);

    assertThat(on(data, "run").code()).isEqualTo(code);

    assertThat(Path.of(vintage + ".damaged-1")).isRegularFile();
    assertThat(on(data, "rebuild silver").code()).isZero();
    comesToTheSame(data, "an answer that came again");
  }

  @ParameterizedTest
  @EnumSource(
      value = Damage.class,
      names = {"HEADLESS", "ZEROED"})
  void receiptsThatCannotBeReadAreAskedForAgain(Damage damage) throws IOException {
    Path data = landed();
    Path receipts = receipts(data);
    damage.to(receipts);

    Cli.Ended said = on(data, "run");

    assertThat(said.code()).as(said.said()).isEqualTo(ExitCode.NOT_EVALUATED);
    assertThat(said.said()).contains("the receipts " + receipts + " cannot be read");
    Cli.Ended remedied = remedied(data, said);
    assertThat(remedied.code()).as(remedied.said()).isZero();
    assertThat(remedied.out()).contains(receipts + ".damaged-1");
    comesToTheSame(data, "receipts " + damage);
  }

  @ParameterizedTest
  @EnumSource(
      value = Damage.class,
      names = {"CUT", "EMPTY", "GONE"})
  void receiptsThatAreCutOffLoseNoBar(Damage damage) throws IOException {
    Path data = landed();
    damage.to(receipts(data));

    comesToTheSame(data, "receipts " + damage);
  }

  @Test
  void decisionsThatCannotBeReadAreNamed() throws IOException {
    Path data = copy();
    Path decisions = data.resolve("bronze/decisions.jsonl");
    Files.writeString(decisions, "no decision\n", StandardCharsets.UTF_8);

    Cli.Ended said = on(data, "rebuild silver");

    assertThat(said.said()).contains(decisions.toString(), "sentinel repair bronze");
    assertThat(remedied(data, said).out()).contains("line [1] cannot be read");
    assertThat(on(data, "rebuild silver").code()).isZero();
    comesToTheSame(data, "decisions");
  }
}
