package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The machine's clock, zone and language: the first is handed on, the others change nothing. */
@Tag("it")
class OtherMachineTest {
  private static final List<String> ASSETS =
      List.of("AAPL", "BTC-USD", "GC=F", "EURUSD=X", "7203.T");

  @TempDir private Path folder;

  /** A run with refused, missing and good bars, then what other programs and people read. */
  private String outcome(Path project) {
    try (Cli cli = new Cli(project).assets(ASSETS.toArray(String[]::new))) {
      cli.market(
          """
          - {symbol: AAPL, fault: stopped-feed, after: 2026-03-05}
          - {symbol: BTC-USD, fault: high-below-low, date: 2026-03-05}
          """);
      cli.run();
      return Stream.of(
              cli.read("data/gold/freshness.json"),
              cli.read("data/gold/aggregates.csv"),
              cli.on("freshness").out(),
              cli.on("sql", "SELECT symbol, session, known_at FROM silver.bars").out(),
              cli.on("quarantine show BTC-USD 2026-03-05").out())
          .reduce("", (a, b) -> a + "\n" + b);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "America/New_York, tr-TR",
    "Asia/Kolkata, ar-EG",
    "Pacific/Kiritimati, th-TH-u-ca-buddhist-nu-thai",
    "Pacific/Pago_Pago, ja-JP-u-ca-japanese",
    "Europe/London, de-DE",
  })
  void givesTheSameBytesInAnyZoneAndLanguage(String zone, String language) {
    String here = on("UTC", "en-US", () -> outcome(folder.resolve("here")));

    String there = on(zone, language, () -> outcome(folder.resolve("there")));

    assertThat(here).contains("\"status\" : \"LATE\"", "2026-03-07T04:45:00Z", "high_not_below");
    assertThat(there).isEqualTo(here);
  }

  private static <T> T on(String zone, String language, Supplier<T> work) {
    TimeZone ownZone = TimeZone.getDefault();
    Locale ownLanguage = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      Locale.setDefault(Locale.forLanguageTag(language));
      return work.get();
    } finally {
      TimeZone.setDefault(ownZone);
      Locale.setDefault(ownLanguage);
    }
  }

  /** Without {@code --as-of} the clock that the entry hands on is now, for verdicts and the log. */
  @Test
  void handsTheClockOfTheEntryToEverythingThatAsksForTheTime() {
    Instant now = Instant.parse("2026-03-07T17:00:00Z");
    try (Cli cli = new Cli(folder).market("").moveTo(now)) {
      StringWriter out = new StringWriter();
      CommandLine line = Main.commandLine(Clock.fixed(now, ZoneOffset.UTC));
      line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(new StringWriter()));
      String config = cli.settings().toString();

      assertThat(line.execute("run", "--config", config)).isZero();
      assertThat(line.execute("freshness", "--config", config)).isZero();
      assertThat(line.execute("rebuild", "--config", config)).isZero();

      assertThat(out.toString().split("As of Sat 2026-03-07 17:00 UTC: FRESH", -1)).hasSize(3);
      assertThat(cli.read("data/gold/summary.json"))
          .contains("\"run_id\" : \"20260307T170000000Z-", "\"as_of\" : \"2026-03-07T17:00:00Z\"");
      assertThat(cli.read("logs/pipeline.json").lines())
          .isNotEmpty()
          .allMatch(l -> l.startsWith("{\"time\":\"2026-03-07T17:00:00Z\""));
    }
  }
}
