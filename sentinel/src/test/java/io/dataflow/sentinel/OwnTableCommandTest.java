package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sentinel freshness DATA} as a user types it. */
class OwnTableCommandTest {
  private static final String AS_OF = "2026-03-07T12:00:00Z";

  @TempDir private Path folder;

  private Path bars(String... rows) {
    return file("bars.csv", "symbol,day\n" + String.join("\n", rows) + "\n");
  }

  private Path file(String name, String text) {
    try {
      Files.createDirectories(folder.resolve(name).getParent());
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Cli.Ended freshness(Path data, String... more) {
    List<String> words = new ArrayList<>(List.of("freshness", data.toString()));
    words.addAll(
        List.of("--instrument-column", "symbol", "--session-column", "day", "--calendar", "XNYS"));
    words.addAll(List.of("--lag", "2h", "--data", folder.resolve("data").toString()));
    words.addAll(List.of(more));
    return Cli.bare(words.toArray(String[]::new));
  }

  @Test
  void saysInATableWhatIsThereAndWhatIsNot() {
    Path file = bars("AAPL,2026-03-05", "AAPL,2026-03-06", "MSFT,2026-03-05");

    Cli.Ended ended = freshness(file, "--name", "prices", "--as-of", AS_OF);

    assertThat(ended.out())
        .startsWith(
            "As of Sat 2026-03-07 12:00 UTC, prices: LATE, 1/2 instruments are there: 1 late,")
        .containsPattern("AAPL +FRESH +Fri 2026-03-06 +Fri 2026-03-06 +Fri 2026-03-06 23:00")
        .containsPattern("MSFT +LATE +Thu 2026-03-05 +Fri 2026-03-06 +Fri 2026-03-06 23:00");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isOne();
  }

  @Test
  void refusesAnOptionGivenTwiceByItsName() {
    Cli.Ended ended = freshness(bars("AAPL,2026-03-06"), "--lag", "3h");

    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err()).contains("option '--lag'").contains("should be specified only once");
  }

  @Test
  void refusesTwoColumnsOfOneName() {
    Path file = file("twice.csv", "symbol,day,\"Day\"\nAAPL,2026-03-06,2026-03-05\n");

    Cli.Ended ended = freshness(file, "--as-of", AS_OF);

    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.said()).contains("has two columns named \"Day\"; rename one of them");
  }

  @Test
  void printsTheSameJsonAsForTheLake() throws IOException {
    Path file = bars("AAPL,2026-03-06", "MSFT,2026-03-05");

    Cli.Ended ended = freshness(file, "--as-of", AS_OF, "--json");

    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("../docs/freshness.schema.json")));
    var json = new ObjectMapper().readTree(ended.out());
    assertThat(schema.validate(json)).isEmpty();
    assertThat(json.get("AAPL").get("status").asText()).isEqualTo("FRESH");
    assertThat(json.get("AAPL").get("calendar_rule").asText()).isEqualTo("set to XNYS");
  }

  @Test
  void saysProblemsOnlyWhenQuiet() {
    Path file = bars("AAPL,2026-03-06", "MSFT,2026-03-05");

    Cli.Ended ended = freshness(file, "--name", "prices", "--as-of", AS_OF, "--quiet");

    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .startsWith("prices: MSFT: LATE, the bar of Fri 2026-03-06")
        .hasLineCount(1);
  }

  @Test
  void judgesTheTablesOfAFileAndEndsWithTheWorstCode() throws IOException {
    bars("AAPL,2026-03-05", "AAPL,2026-03-06");
    Path tables =
        file(
            "config/tables.yaml",
            """
            tables:
            - {name: good, data: bars.csv, instrument_column: symbol, session_column: day,
               calendar: OURS, lag: 2h}
            - {name: gone, data: gone.csv, session_column: day, calendar: XNYS, lag: 2h}
            """);
    file("config/calendars/OURS.yaml", "name: OURS\nextends: XNYS\n");

    Cli.Ended ended = Cli.bare("freshness", tables.toString(), "--as-of", AS_OF);
    assertThat(ended.out())
        .contains("good: FRESH")
        .contains("gone: UNKNOWN, there is no file or folder " + folder.resolve("gone.csv"));
    assertThat(ended.code()).isEqualTo(3);

    Cli.Ended json = Cli.bare("freshness", tables.toString(), "--as-of", AS_OF, "--json");
    var read = new ObjectMapper().readTree(json.out());
    assertThat(read.at("/good/status").asText()).isEqualTo("FRESH");
    assertThat(read.at("/good/coverage/due").asInt()).isOne();
    assertThat(read.at("/good/instruments/AAPL/calendar").asText()).isEqualTo("OURS");
    assertThat(read.at("/gone/status").asText()).isEqualTo("UNKNOWN");
  }

  @Test
  void keepsTheLedgerOfAFileBesideIt() {
    bars("AAPL,2026-03-05");
    Path tables =
        file(
            "config/tables.yaml",
            "data: bars.csv\ninstrument_column: symbol\nsession_column: day\ncalendar: XNYS\nlag: 2h\n");

    Cli.bare("freshness", tables.toString());

    assertThat(folder.resolve("data/ledger.db")).exists();
  }

  @Test
  void saysEverythingThatIsMissing() {
    Cli.Ended ended = Cli.bare("freshness", bars("A,2026-03-05").toString(), "--calendar", "XNYZ");

    assertThat(ended.err())
        .contains("--session-column is missing")
        .contains("--lag is missing")
        .contains("--calendar: there is no calendar \"XNYZ\". Did you mean \"XNYS\"?");
    assertThat(ended.code()).isEqualTo(4);
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    Path file = bars("A,2026-03-05");
    Path tables = file("tables.yaml", "data: bars.csv\n");

    for (Cli.Ended ended :
        List.of(
            freshness(file, "--only", "AAPL"),
            freshness(file, "--table", "market.bars"),
            freshness(file, "--interval", "5d"),
            freshness(file, "--interval", "5m"),
            freshness(file, "--minimum-share", "0.5"),
            freshness(file, "--interval", "5m", "--minimum-share", "90"),
            freshness(file, folder.resolve("other.csv").toString()),
            freshness(file, "--name", "silver.bars"),
            Cli.bare("freshness", tables.toString(), "--lag", "2h"),
            Cli.bare("freshness", "--no-record"))) {
      assertThat(ended.code()).as(ended.said()).isEqualTo(4);
      assertThat(ended.said()).isNotBlank();
    }
    assertThat(freshness(file, "--interval", "5d").err())
        .contains("4h or 1d is wanted, not \"5d\"");
    assertThat(freshness(file, "--minimum-share", "0.5").err()).contains("name their --interval");
    assertThat(freshness(file, "--name", "silver.bars").err()).contains("a table of the lake");
  }

  @Test
  void takesSeveralFilesUnderAName() {
    Path one = bars("A,2026-03-05", "A,2026-03-06");
    Path two = file("more.csv", "symbol,day\nB,2026-03-06\n");

    Cli.Ended ended = freshness(one, two.toString(), "--name", "both", "--as-of", AS_OF);

    assertThat(ended.out()).contains("both: FRESH, all 2 instruments that are due are there");
  }

  @Test
  void showsHostileTextsWithoutTheirControlCharacters() {
    Path file = file("bars\u001b[31m.csv", "symbol,day\nA,2026-03-05\n");

    Cli.Ended ended = freshness(file, "--as-of", AS_OF);

    assertThat(ended.said()).doesNotContain("\u001b");
    assertThat(ended.code()).isEqualTo(4);
  }

  @Test
  void judgesTheLakeWithoutData() {
    Cli.Ended ended = Cli.bare("freshness", "--data", folder.resolve("none").toString());

    assertThat(ended.err()).contains("nothing has run in");
    assertThat(ended.code()).isEqualTo(3);
  }
}
