package io.dataflow.sentinel.source.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.source.CandidateBar;
import io.dataflow.sentinel.source.CorporateAction;
import io.dataflow.sentinel.source.Fetched;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSourceTest {
  private static final Instant NOW = Instant.parse("2024-03-12T00:00:00Z");
  private static final String HEAD = "Date,Open,High,Low,Close,Volume\n";

  @TempDir Path folder;

  private static Request request(String symbol) {
    return new Request(
        new Symbol(symbol),
        Interval.DAY_1,
        Instant.parse("2024-03-01T00:00:00Z"),
        Instant.parse("2024-03-13T00:00:00Z"));
  }

  private Outcome outcome(CsvForm form, String text) throws IOException {
    return outcome(form, text.getBytes(StandardCharsets.UTF_8));
  }

  private Outcome outcome(CsvForm form, byte[] bytes) throws IOException {
    Files.write(folder.resolve("AAPL.csv"), bytes);
    return outcome(CsvSources.of("{symbol}.csv", folder, form, NOW), "AAPL");
  }

  private static Outcome outcome(io.dataflow.sentinel.source.csv.CsvSource source, String symbol) {
    return source.parse(source.fetch(request(symbol)).answer().orElseThrow());
  }

  private static CsvForm form(Optional<String> dates, char decimal, Optional<ZoneId> zone) {
    return new CsvForm(
        Map.of(),
        dates,
        Optional.empty(),
        decimal,
        Optional.of("EUR"),
        Optional.empty(),
        zone,
        CsvForm.End.BEING_WRITTEN);
  }

  private static CandidateBar only(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Bars.class);
    return ((Outcome.Bars) outcome).bars().get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void takesHeadersInAnyOrderWithBomQuotesAndAnyDelimiter(String delimiter) throws IOException {
    String text =
        "\uFEFF\"Close\",volume,OPEN,Low,High,Date\r\n\"10.5\",1000,9,8,11,2024-03-08\r\n";
    CandidateBar bar = only(outcome(CsvForm.usual(), text.replace(",", delimiter)));
    assertThat(bar.close()).isEqualTo(10.5);
    assertThat(bar.open()).isEqualTo(9);
    assertThat(bar.volume()).isEqualTo(OptionalLong.of(1000));
    assertThat(bar.adjclose()).isNaN();
  }

  @Test
  void readsTheDatesAndNumbersThatAreStated() throws IOException {
    CsvForm german = form(Optional.of("dd.MM.yyyy"), ',', Optional.empty());
    Outcome outcome = outcome(german, "Date;Open;High;Low;Close\n08.03.2024;9,5;11;8;10,25\n");
    assertThat(only(outcome).session().orElseThrow()).hasToString("2024-03-08");
    assertThat(only(outcome).close()).isEqualTo(10.25);
    assertThat(((Outcome.Bars) outcome).facts().currency()).contains("EUR");
    assertThat(outcome(german, "Date;Open;High;Low;Close\n31.02.2024;9,5;11;8;10\n"))
        .isInstanceOf(Outcome.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-08,2024-03-08",
    "2024-03-08 00:00:00-05:00,2024-03-08",
    "2024-03-08T05:00:00Z,2024-03-08",
    "2024-03-08 04:00:00+00,2024-03-07",
  })
  void meansAnInstantInTheStatedZone(String written, String session) throws IOException {
    CsvForm newYork = form(Optional.empty(), '.', Optional.of(ZoneId.of("America/New_York")));
    assertThat(only(outcome(newYork, HEAD + written + ",9,11,8,10,5\n")).session().orElseThrow())
        .hasToString(session);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "2024-03-08,9,11,8,10~5 cells, where the header has 6",
        "2024-03-08,9,11,8,10,5,7~7 cells, where the header has 6",
        "March 8,9,11,8,10,5~column \"Date\": \"March 8\" is no date such as 2024-07-03",
      })
  void namesFileLineAndColumnOfWhatItCannotRead(String line, String why) throws IOException {
    Outcome outcome = outcome(CsvForm.usual(), HEAD + "2024-03-07,9,11,8,10,5\n" + line + "\n");
    assertThat(((Outcome.Refused) outcome).reason())
        .contains(folder.resolve("AAPL.csv") + ", line 3")
        .contains(why);
  }

  @Test
  void namesEveryColumnThatIsMissing() throws IOException {
    Outcome outcome = outcome(CsvForm.usual(), "Date,Open,High,Volume\n");
    assertThat(((Outcome.Refused) outcome).reason())
        .contains("no column \"Low\" (low), \"Close\" (close)")
        .contains("the file has \"Date\", \"Open\", \"High\", \"Volume\"");
  }

  @Test
  void letsOneUnreadableCellRefuseItsRowOnly() throws IOException {
    Outcome.Bars bars =
        (Outcome.Bars)
            outcome(CsvForm.usual(), HEAD + "2024-03-07,9,11,8,x1,5\n2024-03-08,9,11,8,10,many\n");
    assertThat(bars.bars().get(0).close()).isNaN();
    assertThat(bars.bars().get(1).volume()).isEqualTo(OptionalLong.of(-1));
    assertThat(bars.notes())
        .containsExactly(
            folder.resolve("AAPL.csv") + ", line 2, column \"Close\": \"x1\" is no number",
            folder.resolve("AAPL.csv") + ", line 3, column \"Volume\": \"many\" is no number");
  }

  @Test
  void comesBackLaterForALastLineThatBreaksOff() throws IOException {
    Outcome outcome = outcome(CsvForm.usual(), HEAD + "2024-03-07,9,11,8,10,5\n2024-03-08,9,1");
    assertThat(outcome).isInstanceOf(Outcome.Unavailable.class);
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    byte[] latin = (HEAD + "2024-03-08,9,11,8,10,\u00e9\n").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(((Outcome.Refused) outcome(CsvForm.usual(), latin)).reason()).contains("not UTF-8");
  }

  @Test
  void readsDividendsAndSplitsWhereThereAreSome() throws IOException {
    Outcome.Bars bars =
        (Outcome.Bars)
            outcome(
                CsvForm.usual(),
                "Date,Open,High,Low,Close,Volume,Dividends,Stock Splits\n"
                    + "2024-03-07,9,11,8,10,5,0.24,0.0\n2024-03-08,9,11,8,10,5,0.0,4.0\n");
    assertThat(bars.actions())
        .extracting(CorporateAction::type, CorporateAction::value)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(CorporateAction.Type.DIVIDEND, 0.24),
            org.assertj.core.groups.Tuple.tuple(CorporateAction.Type.SPLIT, 4.0));
  }

  @Test
  void takesAnInstrumentsRowsOutOfAFileOfSeveralAndKeepsTheirLines() throws IOException {
    Files.writeString(
        folder.resolve("all.csv"),
        "ticker,Date,Open,High,Low,Close,Volume\n"
            + "MSFT,2024-03-08,1,2,1,2,5\nAAPL,2024-03-08,9,11,8,10,5\nAAPL,2024-03-11,9,11,8,?,5\n");
    CsvForm form = CsvForm.usual().withColumns(Map.of(CsvColumn.SYMBOL, "ticker"));
    var source = CsvSources.of("*.csv", folder, form, NOW);
    Outcome.Bars bars = (Outcome.Bars) outcome(source, "AAPL");
    assertThat(bars.bars()).hasSize(2);
    assertThat(bars.notes())
        .containsExactly(
            folder.resolve("all.csv") + ", line 4, column \"Close\": \"?\" is no number");
    String body = new String(source.fetch(request("AAPL")).answer().get().body(), "UTF-8");
    assertThat(body).doesNotContain("MSFT");
    assertThat(outcome(source, "SPY")).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void readsSeveralFilesOfOneInstrument() throws IOException {
    Files.writeString(folder.resolve("AAPL-1.csv"), HEAD + "2024-03-07,9,11,8,10,5\n");
    Files.writeString(folder.resolve("AAPL-2.csv"), HEAD + "2024-03-08,9,11,8,10,5");
    Files.writeString(folder.resolve("AAPLX-2.csv"), "other\n");
    var source = CsvSources.of(folder + "/{symbol}-*.csv", Path.of("/"), CsvForm.usual(), NOW);
    assertThat(((Outcome.Bars) outcome(source, "AAPL")).bars()).hasSize(2);
  }

  @Test
  void saysThatAFileIsTooLargeAndWhichSettingAllowsMore() throws IOException {
    Files.writeString(folder.resolve("AAPL.csv"), HEAD + "2024-03-08,9,11,8,10,5\n");
    Fetched fetched =
        CsvSources.of("{symbol}.csv", folder, CsvForm.usual(), NOW, 20).fetch(request("AAPL"));
    assertThat(fetched.failure().orElseThrow()).contains("pipeline.max_response");
  }

  @Test
  void sendsThePasswordAndShowsItNowhere() throws IOException {
    try (FileServer server = new FileServer()) {
      server.serve("/AAPL.csv", 200, HEAD + "2024-03-08,9,11,8,10,5\n");
      String at = server.base().replace("//", "//user:pl4nted@") + "/{symbol}.csv?token=s3cret";
      var source = CsvSources.of(at, folder, CsvForm.usual(), NOW);
      Fetched fetched = source.fetch(request("AAPL"));
      assertThat(only(source.parse(fetched.answer().orElseThrow())).close()).isEqualTo(10);
      assertThat(server.asked()).containsExactly("/AAPL.csv?token=s3cret Basic dXNlcjpwbDRudGVk");
      assertThat(fetched.toString() + source.location() + fetched.answer().get().url())
          .doesNotContain("pl4nted")
          .doesNotContain("s3cret");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "302,Unavailable",
    "401,Unavailable",
    "404,Unknown",
    "429,Unavailable",
    "503,Unavailable"
  })
  void classifiesAnswersByTheirStatus(int status, String kind) throws IOException {
    try (FileServer server = new FileServer()) {
      server.serve("/AAPL.csv", status, "no");
      var source = CsvSources.of(server.base() + "/{symbol}.csv", folder, CsvForm.usual(), NOW);
      assertThat(outcome(source, "AAPL").getClass().getSimpleName()).isEqualTo(kind);
      assertThat(server.asked()).hasSize(status == 429 || status == 503 ? 2 : 1);
    }
  }
}
