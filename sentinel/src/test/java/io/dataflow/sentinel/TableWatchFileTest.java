package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.config.Silence;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableWatchFileTest {
  @TempDir private Path folder;

  private List<TableWatch> read(String text) {
    try {
      Path file = Files.writeString(folder.resolve("tables.yaml"), text);
      return TableWatchFile.read(file, new Calendars(Optional.empty()), folder);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<String> problems(String text) {
    try {
      read(text);
      throw new AssertionError("nothing was wrong with it");
    } catch (InvalidFileException e) {
      return e.problems().stream().map(p -> p.replace(folder + "/", "")).toList();
    }
  }

  @Test
  void readsSeveralTables() throws IOException {
    Files.writeString(folder.resolve("promised.txt"), "# ours\nAAPL\n\nBRK.B\n");
    List<TableWatch> tables =
        read(
            """
            tables:
            - name: prices
              data: [a/*.parquet, b/*.parquet]
              instrument_column: symbol
              session_column: date
              value_column: close
              calendar: XNYS
              lag: PT2H
              grace: 30m
              session_zone: America/New_York
              instruments: promised.txt
              silent:
              - {instrument: OLDCO, from: 2026-03-06}
            - data: postgresql://me@db.example.org/market
              table: market.fixings
              session_column: day
              calendar_column: mic
              lag: 1d
              except: [X, Y]
              timeout: PT5M
              interval: 1d
            """);

    TableWatch prices = tables.get(0);
    assertThat(prices.name()).isEqualTo("prices");
    assertThat(prices.source())
        .isEqualTo(new TableSource.Files(List.of("a/*.parquet", "b/*.parquet"), folder));
    assertThat(prices.terms())
        .isEqualTo(new TableWatch.Terms(Duration.ofHours(2), Duration.ofMinutes(30)));
    assertThat(prices.zone()).contains(ZoneId.of("America/New_York"));
    assertThat(prices.promised()).contains(Set.of("AAPL", "BRK.B"));
    assertThat(prices.silent())
        .isEqualTo(
            Map.of("OLDCO", new Silence(Optional.of(LocalDate.of(2026, 3, 6)), Optional.empty())));
    TableWatch fixings = tables.get(1);
    assertThat(fixings.name()).isEqualTo("market.fixings");
    assertThat(((TableSource.Relation) fixings.source()).address().orElseThrow())
        .hasToString("postgresql://me@db.example.org:5432/market");
    assertThat(fixings.terms()).isEqualTo(new TableWatch.Terms(Duration.ofDays(1), Duration.ZERO));
    assertThat(fixings.excepted()).isEqualTo(Set.of("X", "Y"));
    assertThat(fixings.timeout()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void readsOneTableAlone() {
    assertThat(read("data: ./bars.csv\nsession_column: day\ncalendar: nyse\nlag: 2h\n"))
        .singleElement()
        .satisfies(table -> assertThat(table.name()).isEqualTo("bars.csv"));
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    assertThat(
            problems(
                """
                tables:
                - data: bars.csv
                  sesion_column: day
                  calendar: XNYZ
                  lag: soon
                  session_zone: Mars/Olympus
                  interval: 5d
                  minimum_share: 90
                - name: silver.bars
                  data: [a.csv, b.csv]
                  session_column: day
                  calendar: XNYS
                  instruments: []
                  silent: [{instrument: A}]
                - session_column: day
                  lag: 1h
                  calendar: XNYS
                - data: s3://bucket/bars.parquet
                  session_column: day
                  lag: PT999H
                """))
        .containsExactly(
            "tables.yaml:2: the key \"session_column\" is missing",
            "tables.yaml:3: unknown key \"sesion_column\". Did you mean \"session_column\"?",
            "tables.yaml:4: calendar: there is no calendar \"XNYZ\". Did you mean \"XNYS\"?",
            "tables.yaml:5: lag: a duration from 0 to 30 days such as PT2H30M, 2h30m, 90m or 1d is"
                + " wanted, not \"soon\"",
            "tables.yaml:6: session_zone: a zone such as America/New_York is wanted, not"
                + " \"Mars/Olympus\"",
            "tables.yaml:7: interval: 1m, 2m, 5m, 15m, 30m, 90m, 1h, 4h or 1d is wanted, not"
                + " \"5d\"",
            "tables.yaml:8: minimum_share: a number from 0 to 1 such as 0.9 is wanted, not \"90\"",
            "tables.yaml:9: name: a name that starts with silver. is that of a table of the lake;"
                + " name this one otherwise",
            "tables.yaml:9: the key \"lag\" is missing",
            "tables.yaml:13: at least one instrument is wanted",
            "tables.yaml:14: silent: a silence has a first or a last session",
            "tables.yaml:15: the data is missing: files, a folder, a pattern, or a table of a"
                + " database",
            "tables.yaml:18: the data is an address of a kind that is not read; files of this"
                + " machine are, and postgresql:// with a table",
            "tables.yaml:18: the key \"calendar\" is missing",
            "tables.yaml:20: lag: a duration from 0 to 30 days such as PT2H30M, 2h30m, 90m or 1d is"
                + " wanted, not \"PT999H\"");
  }

  @Test
  void readsBarsWithinASession() {
    String table = "data: a.csv\nsession_column: time\ncalendar: XNYS\nlag: 15m\n";

    assertThat(read(table + "interval: 5m\nminimum_share: 0.5\n").get(0).bars())
        .isEqualTo(new TableWatch.Bars(Interval.MINUTE_5, 0.5));
    assertThat(read(table + "interval: 60m\n").get(0).bars())
        .isEqualTo(new TableWatch.Bars(Interval.HOUR_1, 0.9));
    assertThat(read(table).get(0).bars()).isEqualTo(new TableWatch.Bars(Interval.DAY_1, 0.9));
    assertThat(problems(table + "minimum_share: 0.5\n"))
        .containsExactly(
            "tables.yaml:5: minimum_share is of bars within a session; name their interval, as 5m");
  }

  @Test
  void refusesTwoTablesOfOneName() {
    String table = "- {name: bars, data: a.csv, session_column: day, calendar: XNYS, lag: 1h}\n";
    assertThat(problems("tables:\n" + table + table))
        .containsExactly("tables.yaml:3: a second table is called \"bars\"");
  }

  @Test
  void neverRepeatsAnAddress() {
    for (String data :
        List.of(
            "postgresql://me:pl4nted@h:port/d",
            "postgresql://me:pl4nted@h/d?sslmode=pl4nted",
            "postgre://me:pl4nted@h/d",
            "jdbc:mysql://me:pl4nted@h/d")) {
      assertThat(
              problems(
                  "data: " + data + "\ntable: t\nsession_column: d\ncalendar: XNYS\nlag: 1h\n"))
          .allSatisfy(problem -> assertThat(problem).doesNotContain("pl4nted"))
          .isNotEmpty();
    }
    assertThat(
            problems(
                "data: postgresql://me:pl4nted@h/d\nsession_column: d\ncalendar: XNYS\nlag: 1h"))
        .containsExactly(
            "tables.yaml:1: the table is missing: which one of the database, as market.bars");
  }

  @Test
  void wantsATable() {
    assertThatThrownBy(() -> read("tables: []\n"))
        .hasMessageContaining("at least one table is wanted");
  }
}
