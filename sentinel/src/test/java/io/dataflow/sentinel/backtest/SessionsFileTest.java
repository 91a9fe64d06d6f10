package io.dataflow.sentinel.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.market.Session;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions and delays in files. */
class SessionsFileTest {
  private static final String HEADER = "session,open,close,break_start,break_end\n";
  private static final String WEDNESDAY =
      "2024-07-03,2024-07-03T13:30:00Z,2024-07-03T17:00:00Z,,\n";
  private static final String FRIDAY = "2024-07-05,2024-07-05T13:30:00Z,2024-07-05T20:00:00Z,,\n";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("s.csv");
  }

  private List<Session> read(String text) throws IOException {
    return SessionsFile.read(Files.writeString(file, text));
  }

  @Test
  void readsBothShapes() throws IOException {
    List<Session> ours = read(HEADER + WEDNESDAY + FRIDAY);
    assertThat(ours)
        .extracting(Session::date)
        .containsExactly(LocalDate.parse("2024-07-03"), LocalDate.parse("2024-07-05"));
    assertThat(ours.get(0).close()).isEqualTo(Instant.parse("2024-07-03T17:00:00Z"));
    assertThat(
            read(
                ",open,close,break_start,break_end\r\n"
                    + "2024-07-05T00:00:00Z,2024-07-05T13:30:00Z,2024-07-05T20:00:00Z,,\r\n"
                    + "\r\n"
                    + "2024-07-03T00:00:00Z,2024-07-03T13:30:00Z,2024-07-03T17:00:00Z,,\r\n"))
        .as("in any order")
        .isEqualTo(ours);
    assertThat(
            read("\ufeffday,close,open,x\n2024-07-03,2024-07-03T17:00:00Z,2024-07-03T13:30:00Z,1"))
        .containsExactly(ours.get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2024-07-32,2024-07-03T13:30:00Z,2024-07-03T17:00:00Z           | "2024-07-32" in the first column is no date such as 2024-07-03
          2024-07-08T01:00:00Z,2024-07-08T13:30:00Z,2024-07-08T17:00:00Z | in the first column is no date
          2024-07-08,9:30,2024-07-08T17:00:00Z                           | "9:30" in the column open is no instant such as 2024-07-03T17:00:00Z
          2024-07-08,2024-07-08T13:30:00Z                                | "" in the column close is no instant
          2024-07-08,2024-07-08T13:30:00Z,2024-07-08T13:30:00Z           | a session of 2024-07-08 does not run from
          2024-07-08,2024-07-11T13:30:00Z,2024-07-11T20:00:00Z           | a session of 2024-07-08 does not run from
          2024-07-05,2024-07-05T13:30:00Z,2024-07-05T20:00:00Z           | the session 2024-07-05 is there already
          2024-07-06,2024-07-05T13:30:00Z,2024-07-05T19:00:00Z           | it closes at 2024-07-05T19:00:00Z, not after the session 2024-07-05
          """)
  void saysWhatIsWrongInWhichLine(String row, String message) {
    assertThatThrownBy(() -> read(HEADER + WEDNESDAY + FRIDAY + row + "\n"))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageStartingWith(file + ":4: ")
        .hasMessageContaining(message);
  }

  @Test
  void saysEveryProblemButNotThousands() {
    assertThatThrownBy(() -> read(HEADER + "x,y,z\n".repeat(30)))
        .isInstanceOfSatisfying(
            InvalidFileException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(21)
                    .startsWith(
                        file
                            + ":2: \"y\" in the column open is no instant such as 2024-07-03T17:00:00Z")
                    .endsWith(file + ": and 10 more like these"));
  }

  @Test
  void saysWhenItIsNoSuchFile() throws IOException {
    assertThatThrownBy(() -> SessionsFile.read(folder.resolve("none.csv")))
        .hasMessage(folder.resolve("none.csv") + ":1: there is no such file");
    assertThatThrownBy(() -> SessionsFile.read(folder))
        .hasMessage(folder + ":1: is a folder; a CSV file is wanted");
    assertThatThrownBy(() -> read("")).hasMessage(file + ":1: holds no row below a header");
    assertThatThrownBy(() -> read(HEADER)).hasMessage(file + ":1: holds no row below a header");
    assertThatThrownBy(() -> read("date,opens,closes\n" + WEDNESDAY))
        .hasMessage(
            file
                + ":1: the first line must name the columns session,open,close with the session first,"
                + " and it is: date,opens,closes");
    Files.write(file, new byte[] {'a', (byte) 0xC3, '\n', 'b'});
    assertThatThrownBy(() -> SessionsFile.read(file)).hasMessage(file + ":1: is not UTF-8 text");
  }

  @Test
  void readsDelays() throws IOException {
    List<Duration> hours = List.of(Duration.ofHours(1), Duration.ofMinutes(90));
    Files.writeString(file, "session,delay\n2024-07-03,PT1H\n2024-07-05,1h30m\n");
    assertThat(DelaysFile.read(file)).isEqualTo(hours);
    Files.writeString(file, "measured\nPT1H\nPT90M\n", StandardCharsets.UTF_8);
    assertThat(DelaysFile.read(file)).isEqualTo(hours);
    Files.writeString(file, "delay\nPT1H\nlate\n-PT1H\n");
    assertThatThrownBy(() -> DelaysFile.read(file))
        .hasMessageContaining(file + ":3: \"late\" is no length of time")
        .hasMessageContaining(file + ":4: \"-PT1H\" is no length of time");
    Files.writeString(file, "session,hours\n2024-07-03,1\n");
    assertThatThrownBy(() -> DelaysFile.read(file))
        .hasMessage(file + ":1: the first line must name a column delay, and it is: session,hours");
  }
}
