package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sentinel backtest} as people call it, on two weeks of 2024 with a Monday holiday. */
@Tag("it")
class BacktestCommandTest {
  private static final String WEEKS =
      "--calendar XNYS --from 2024-02-12 --to 2024-02-23 --check-every 1d@11:30Z";

  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void open() {
    cli = new Cli(folder);
  }

  @AfterEach
  void close() {
    cli.close();
  }

  private Cli.Ended backtest(String words) {
    List<String> all = new ArrayList<>(List.of("backtest", "--config", cli.settings().toString()));
    all.addAll(Arrays.asList(words.split(" ")));
    return Cli.bare(all.toArray(String[]::new));
  }

  @Test
  void printsATable() {
    Cli.Ended ended = backtest(WEEKS + " --rule age:2d --rule since-close:78h --rule sessions");
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .startsWith(
            """
            calendar  XNYS, 2024-02-12 to 2024-02-23
            bars      the calendar itself, on time
            checks    12 (1d@11:30Z)

            RULE             FALSE ALARMS  A YEAR  EPISODES  A YEAR  MISSED  NOTICED: MEDIAN  P95   MAX
            age:2d           3             91.3    2         60.9    5 of 9  38.5             38.5  38.5
            since-close:78h  1             30.4    1         30.4    5 of 9  62.5             62.5  62.5
            sessions         0             0.0     0         0.0     0 of 9  14.5             14.5  14.5
            """);
  }

  @Test
  void printsJsonOfTheseKeysAndNoOther() {
    Cli.Ended ended = backtest(WEEKS + " --rule age:2d --rule age:0d --json");
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(Json.line(Json.read(ended.out())))
        .isEqualTo(
            "{\"calendar\":\"XNYS\",\"from\":\"2024-02-12\",\"to\":\"2024-02-23\",\"checks\":12,"
                + "\"rules\":[{\"rule\":\"age:2d\",\"falseAlarms\":3,\"falseAlarmEpisodes\":2,"
                + "\"falseAlarmsPerYear\":91.31,\"missed\":5,"
                + "\"timeToDetectHours\":{\"median\":38.5,\"p95\":38.5,\"max\":38.5}},"
                + "{\"rule\":\"age:0d\",\"falseAlarms\":12,\"falseAlarmEpisodes\":1,"
                + "\"falseAlarmsPerYear\":365.25,\"missed\":9,"
                + "\"timeToDetectHours\":{\"median\":null,\"p95\":null,\"max\":null}}]}");
    assertThat(ended.err())
        .isEqualTo(
            "age:0d: stopped feeds it did not tell from a running one, as it rang for both or for"
                + " neither (9)\n");
    assertThat(backtest(WEEKS + " --rule age:0d --json --quiet").err()).isEmpty();
  }

  @Test
  void writesCsv() {
    String csv =
        "rule,false_alarms,false_alarms_a_year,episodes,episodes_a_year,dropped,missed,"
            + "stops_missed,noticed_median_hours,noticed_p95_hours,noticed_max_hours\n"
            + "age:2d,3,91.31,2,60.88,9,5,0,38.5,38.5,38.5\n"
            + "\"sessions:lag=1h,grace=30m\",0,0.0,0,0.0,9,0,0,14.5,14.5,14.5\n";
    String words = WEEKS + " --rule age:2d --rule sessions:lag=1h,grace=30m ";
    assertThat(backtest(words + "--format csv").out()).isEqualTo(csv);
    Cli.Ended both = backtest(words + "--csv " + folder.resolve("out/b.csv"));
    assertThat(both.out()).startsWith("calendar  XNYS");
    assertThat(cli.read("out/b.csv")).isEqualTo(csv);
    Cli.Ended quiet = backtest(words + "--quiet --csv " + folder.resolve("out/b.csv"));
    assertThat(quiet.said()).isEmpty();
    cli.file("taken", "");
    assertThat(backtest(words + "--csv " + folder.resolve("taken/b.csv")).code()).isEqualTo(5);
  }

  @Test
  void takesBarsFromAFile() {
    Path file =
        cli.file(
            "s.csv",
            """
            session,open,close
            2024-02-14,2024-02-14T14:30:00Z,2024-02-14T21:00:00Z
            2024-02-15,2024-02-15T14:30:00Z,2024-02-15T21:00:00Z
            2024-02-16,2024-02-16T14:30:00Z,2024-02-16T18:00:00Z
            2024-02-19,2024-02-19T14:30:00Z,2024-02-19T21:00:00Z
            2024-02-21,2024-02-21T14:30:00Z,2024-02-21T21:00:00Z
            """);
    Cli.Ended ended =
        backtest("--calendar nyse --sessions " + file + " --rule sessions --check-every 1h");
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.out())
        .contains(
            "calendar  XNYS, 2024-02-14 to 2024-02-21\nbars      " + file + ", on time\n",
            "\nsessions of the calendar without a bar, whose alarms count as false (1): 2024-02-20\n",
            "\nbars on dates without a session in the calendar (1): 2024-02-19\n",
            "\nsessions that close at another time in the calendar (1): 2024-02-16\n")
        // from Wed 21 05:00 to 23:00, after the deadline of 04:30
        .containsPattern("sessions +19 +\\S+ +1 +\\S+ +1 of 5 ");
  }

  /** A holiday that a user's own calendar has wrong rings. */
  @Test
  void aWrongHolidayIsAFalseAlarm() {
    String replay = "--calendar XNYS --from 2024-02-12 --to 2024-02-23 --rule sessions --sessions ";
    StringBuilder real = new StringBuilder("session,open,close\n");
    for (int day : new int[] {12, 13, 14, 15, 16, 20, 21, 22, 23}) {
      real.append("2024-02-%1$d,2024-02-%1$dT14:30:00Z,2024-02-%1$dT21:00:00Z\n".formatted(day));
    }
    Path file = cli.file("s.csv", real.toString());
    assertThat(backtest(replay + file).out()).containsPattern("sessions +0 +0\\.0 +0 ");
    cli.file(
        "config/calendars/XNYS.yaml",
        """
        name: XNYS
        extends: XNYS
        specials:
          - name: trades on the holiday, somebody thought
            date: 2024-02-19
            type: hours
            open: "09:30"
            close: "16:00"
            scheduled: true
            declared: unknown
            source: hearsay
            confidence: low
        """);
    Cli.Ended wrong = backtest(replay + file);
    assertThat(wrong.code()).as(wrong.said()).isZero();
    assertThat(wrong.out())
        .contains(
            "\nsessions of the calendar without a bar, whose alarms count as false (1): 2024-02-19\n")
        .containsPattern("sessions +[1-9]\\d* +\\S+ +1 ");
  }

  @Test
  void replaysTheUsersOwnHistory() {
    Cli.Ended before = backtest("--symbol AAPL");
    assertThat(before.code()).isEqualTo(3);
    assertThat(before.err()).contains("nothing has run in ", "Next: sentinel run");

    cli.market("").run("--quiet");
    Cli.Ended ended = backtest("--symbol AAPL --rule sessions --rule age:2d");
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.out())
        .contains(
            "calendar  XNYS, 2026-02-02 to 2026-03-06\n",
            "bars      silver, AAPL, on time\n",
            "\nSIMULATED DATA\n")
        // 24 sessions, with the holiday of Mon 2026-02-16
        .containsPattern("sessions +0 +0\\.0 +0 +0\\.0 +0 of 24 +7\\.5 ");
    Cli.Ended other = backtest("--symbol SPY");
    assertThat(other.code()).isEqualTo(4);
    assertThat(other.err()).contains("silver has no daily bar of SPY");
  }

  @Test
  void drawsDelaysFromASeed() {
    String words =
        WEEKS.replace("1d@11:30Z", "1m")
            + " --rule sessions --delay max=PT40H --format csv --seed ";
    assertThat(backtest(words + "7").out()).isEqualTo(backtest(words + "7").out());
    assertThat(backtest(words + "7").out()).isNotEqualTo(backtest(words + "8").out());
    Path file = cli.file("d.csv", "delay\nPT10H\n");
    Cli.Ended measured = backtest(WEEKS + " --rule sessions --delay-distribution " + file);
    assertThat(measured.out()).contains("the calendar itself, 1 delays of " + file + ", seed 1\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --from 2024-02-12 --to 2024-02-23                            | which calendar? Give --calendar
          --calendar XNYS                                              | which dates? Give --from and --to
          --calendar XNYZ --from 2024-02-12 --to 2024-02-23            | there is no calendar "XNYZ". Did you mean "XNYS"?
          --calendar XNYS --from 2024-02-12 --to 2024-02-10            | the range ends before it starts: from 2024-02-12 to 2024-02-10
          --calendar XNYS --from 12.2.2024 --to 2024-02-23             | '12.2.2024' is not a date such as 2024-07-03
          --calendar XNYS --from 2024-02-12 --to 2024-02-23 --rule old | there is no rule "old"
          --calendar XNYS --from 2024-02-12 --to 2024-02-23 --check-every 5s | checks are 1 minute to 31 days apart
          --calendar XNYS --from 2024-02-12 --to 2024-02-23 --delay p50=1h   | have no longest one
          --calendar XNYS --from 2024-02-12 --to 2024-02-23 --delay no.csv   | no.csv:1: there is no such file
          --calendar XNYS --from 2024-02-12 --to 2024-02-23 --sessions no.csv| no.csv:1: there is no such file
          --calendar XTKS --from 2024-02-12 --to 2090-02-23            | the calendar XTKS is verified until
          --calendar XNYS --from 1950-01-01 --to 2049-12-31 --check-every 30s | 1 minute to 31 days
          --calendar XNYS --from 2024-02-12 --to 2024-02-23 --json --format csv | give --json or --format, not both
          --calendar XNYS --symbol AAPL --sessions no.csv              | give --symbol or --sessions, not both
          --symbol ../x                                                | not a symbol: "../x"
          --calendar XNYS --as-of 2024-02-12T00:00:00Z                 | leave out --as-of and --only
          """)
  void saysWhatIsWrong(String words, String message) {
    Cli.Ended ended = backtest(words);
    assertThat(ended.code()).as(ended.said()).isEqualTo(4);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains(message);
  }

  @Test
  void fileProblemsHaveTheirLines() {
    Path file =
        cli.file("s.csv", "session,open,close\n2024-02-14,9:30,16:00\n2024-02-15,9:30,16:00\n");
    Cli.Ended ended = backtest("--calendar XNYS --sessions " + file);
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err())
        .contains(
            file + ":2: \"9:30\" in the column open", file + ":3: \"9:30\" in the column open");
  }
}
