package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.dataflow.sentinel.source.standin.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sentinel freshness DATA --interval} as a user types it, on files made and recorded. */
class OwnBarsCommandTest {
  @TempDir private Path folder;

  private Cli.Ended freshness(Path data, String calendar, String interval, String... more) {
    List<String> words = new ArrayList<>(List.of("freshness", data.toString()));
    words.addAll(List.of("--session-column", "time", "--calendar", calendar, "--lag", "PT30M"));
    words.addAll(List.of("--interval", interval, "--data", folder.resolve("data").toString()));
    words.addAll(List.of(more));
    return Cli.bare(words.toArray(String[]::new));
  }

  private Path bars(String symbol, String from, int count) throws IOException {
    StringBuilder text = new StringBuilder("symbol,time,close\n");
    for (int i = 0; i < count; i++) {
      Instant start = Instant.parse(from).plus(Duration.ofMinutes(5L * i));
      text.append(symbol).append(',').append(start).append(",1.5\n");
    }
    return Files.writeString(folder.resolve("bars.csv"), text);
  }

  private static JsonNode session(Cli.Ended ended, String instrument, String date)
      throws IOException {
    for (JsonNode one : new ObjectMapper().readTree(ended.out()).get(instrument).get("sessions")) {
      if (one.get("session").asText().equals(date)) {
        return one;
      }
    }
    throw new AssertionError("nothing is said of " + date + ": " + ended.said());
  }

  @Test
  void saysHowManyBarsAreThere() throws IOException {
    Path file = bars("7203", "2024-11-05T00:00:00Z", 30);
    String[] more = {
      "--instrument-column", "symbol", "--name", "ticks", "--as-of", "2024-11-05T07:00:00Z"
    };

    Cli.Ended ended = freshness(file, "XTKS", "5m", more);

    assertThat(ended.out())
        .startsWith("As of Tue 2024-11-05 07:00 UTC, ticks: ")
        .contains("the bars of Tue 2024-11-05 were due Tue 07:00 UTC and 30/66 are there");
    assertThat(ended.code()).isOne();
  }

  @Test
  void writesTheCountsIntoTheJson() throws IOException {
    Path file = bars("AAPL", "2024-07-03T13:30:00Z", 12);
    String[] more = {"--instrument-column", "symbol", "--as-of", "2024-07-03T14:30:00Z", "--json"};

    Cli.Ended ended = freshness(file, "XNYS", "5m", more);

    JsonNode halfDay = session(ended, "AAPL", "2024-07-03");
    assertThat(halfDay.get("state").asText()).isEqualTo("PARTIAL");
    assertThat(halfDay.get("bars"))
        .isEqualTo(new ObjectMapper().readTree("{\"there\": 12, \"scheduled\": 42}"));
    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("../docs/freshness.schema.json")));
    assertThat(schema.validate(new ObjectMapper().readTree(ended.out()))).isEmpty();
  }

  @Test
  void refusesAColumnOfDates() throws IOException {
    Path file = Files.writeString(folder.resolve("days.csv"), "time\n2024-07-03\n");

    Cli.Ended ended = freshness(file, "XNYS", "5m");

    assertThat(ended.said())
        .contains("holds \"2024-07-03\", which is no start of a bar such as 2026-03-06T14:30:00Z");
    assertThat(ended.code()).isEqualTo(4);
    assertThat(folder.resolve("data")).doesNotExist();
  }

  /** Minutes of the file from an instant to another, which is left out. */
  private static long minutes(Path file, String from, String to) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .skip(1)
          .map(line -> OffsetDateTime.parse(line.substring(0, line.indexOf(','))).toInstant())
          .filter(at -> !at.isBefore(Instant.parse(from)) && at.isBefore(Instant.parse(to)))
          .distinct()
          .count();
    }
  }

  private void judged(Path file, String calendar, String open, String close, int scheduled)
      throws IOException {
    LocalDate day = LocalDate.parse(open.substring(0, 10));
    String later = Instant.parse(close).plus(Duration.ofMinutes(31)).toString();

    Cli.Ended ended = freshness(file, calendar, "1m", "--name", "m", "--as-of", later, "--json");

    JsonNode session = session(ended, "m", day.toString());
    assertThat(session.get("bars").get("there").asLong())
        .as(file.toString())
        .isEqualTo(minutes(file, open, close));
    assertThat(session.get("bars").get("scheduled").asInt()).isEqualTo(scheduled);
    assertThat(session.get("state").asText()).isEqualTo("ON_TIME");
    System.out.printf("%s: %s%n", file.getFileName(), session.get("bars"));
  }

  @Test
  void countsRecordedMinutesOfNewYorkWithoutThoseBeforeTheOpenAndAfterTheClose()
      throws IOException {
    Path minutes = SharedData.folder("lean").resolve("minute");
    List<String> files =
        List.of(
            "SPY-20131004",
            "SPY-20131007",
            "SPY-20131008",
            "SPY-20230803",
            "AAPL-20140605",
            "AAPL-20140606",
            "AAPL-20140609");
    for (String file : files) {
      String digits = file.substring(file.indexOf('-') + 1);
      String day = LocalDate.parse(digits, java.time.format.DateTimeFormatter.BASIC_ISO_DATE) + "T";
      // New York has daylight saving time on all of these days: 13:30 to 20:00 UTC, 390 minutes
      judged(minutes.resolve(file + ".csv"), "XNYS", day + "13:30:00Z", day + "20:00:00Z", 390);
    }
    System.out.printf("recorded minute files of New York judged: %d%n", files.size());
  }

  @Test
  void countsRecordedMinutesAroundTheClock() throws IOException {
    Path minutes = SharedData.folder("lean").resolve("minute");
    Path whole = minutes.resolve("BTCUSD.coinbase-20171217.csv");
    Path one = minutes.resolve("BTCUSD.coinbase-20161007.csv");

    judged(whole, "24/7", "2017-12-17T00:00:00Z", "2017-12-18T00:00:00Z", 1440);
    judged(one, "24/7", "2016-10-07T00:00:00Z", "2016-10-08T00:00:00Z", 1440);

    assertThat(minutes(whole, "2017-12-17T00:00:00Z", "2017-12-18T00:00:00Z")).isEqualTo(1440);
    assertThat(minutes(one, "2016-10-07T00:00:00Z", "2016-10-08T00:00:00Z")).isEqualTo(1419);
    System.out.println("recorded minute files around the clock judged: 2");
  }

  @Test
  void missesTheEndOfARecordedDayThatIsCutOff() throws IOException {
    Path spy = SharedData.folder("lean").resolve("minute").resolve("SPY-20131007.csv");
    List<String> lines = Files.readAllLines(spy);
    List<String> before = lines.stream().takeWhile(l -> !l.startsWith("2013-10-07T15:00")).toList();
    Path cut = Files.write(folder.resolve("cut.csv"), before);

    Cli.Ended ended =
        freshness(cut, "XNYS", "1m", "--name", "SPY", "--as-of", "2013-10-07T20:30:00Z");

    // 09:30 to 14:59
    assertThat(ended.out())
        .contains("the bars of Mon 2013-10-07 were due Mon 20:30 UTC and 330/390 are there");
    assertThat(ended.code()).isOne();
  }
}
