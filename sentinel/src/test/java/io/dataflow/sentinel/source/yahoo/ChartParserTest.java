package io.dataflow.sentinel.source.yahoo;

import static io.dataflow.sentinel.source.yahoo.Answers.bars;
import static io.dataflow.sentinel.source.yahoo.Answers.json;
import static io.dataflow.sentinel.source.yahoo.Answers.parsed;
import static io.dataflow.sentinel.source.yahoo.Answers.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.source.CorporateAction;
import io.dataflow.sentinel.source.Facts;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Outcome.Unavailable.Kind;
import io.dataflow.sentinel.source.Payloads;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartParserTest {
  private static final String ERROR =
      "{\"chart\":{\"result\":null,\"error\":{\"code\":\"C\",\"description\":\"%s\"}}}";

  private static Outcome answer(int status, String type, String body) {
    return parsed(request("AAPL", Interval.DAY_1), status, type, body);
  }

  @Test
  void readsARateLimitByItsStatusWhateverTheBody() {
    assertThat(answer(429, "application/json", Payloads.three("AAPL").json()))
        .isEqualTo(new Outcome.Unavailable("HTTP 429 Too Many Requests", Kind.RATE_LIMITED));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 599})
  void readsAnOutageByItsStatus(int status) {
    assertThat(answer(status, "text/html", "<html>Will be right back"))
        .isEqualTo(new Outcome.Unavailable("HTTP " + status + ", an outage", Kind.PASSING));
  }

  @Test
  void doesNotTakeA429InADescriptionForARateLimit() {
    assertThat(answer(404, "application/json", ERROR.formatted("symbol 429.HK not found")))
        .isEqualTo(new Outcome.Unknown("HTTP 404: symbol 429.HK not found"));
  }

  @Test
  void doesNotTakeAPageNotFoundForAnUnknownSymbol() {
    assertThat(answer(404, "text/html", "<html>404</html>"))
        .isEqualTo(
            new Outcome.Unavailable("HTTP 404 without the endpoint's own error", Kind.LASTING));
  }

  @Test
  void readsARangeBeforeTheListingAsEmpty() {
    assertThat(
            answer(
                400,
                "application/json",
                ERROR.formatted("Data doesn't exist for startDate = 1, endDate = 2")))
        .isEqualTo(
            new Outcome.Empty(
                Optional.empty(), "HTTP 400: Data doesn't exist for startDate = 1, endDate = 2"));
  }

  @ParameterizedTest
  @CsvSource({
    "400, Invalid input - interval=5h is not supported",
    "422, 1m data not available for startTime=1 and endTime=2",
  })
  void readsAMistakeOfTheCallerAsLasting(int status, String text) {
    assertThat(answer(status, "application/json", ERROR.formatted(text)))
        .isEqualTo(new Outcome.Unavailable("HTTP " + status + ": " + text, Kind.LASTING));
  }

  @Test
  void readsTheOtherEnvelopeOfErrors() {
    assertThat(
            answer(
                401,
                "application/json",
                ERROR.formatted("Invalid Crumb").replace("chart", "finance")))
        .isEqualTo(new Outcome.Unavailable("HTTP 401: Invalid Crumb", Kind.LASTING));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307})
  void takesARedirectForNoAnswer(int status) {
    assertThat(answer(status, "text/html", ""))
        .isEqualTo(new Outcome.Unavailable("HTTP " + status + ", not an answer", Kind.LASTING));
  }

  @Test
  void takesAWebPageForNoAnswer() {
    assertThat(answer(200, "text/html;charset=utf-8", "<html>Will be right back"))
        .isEqualTo(
            new Outcome.Unavailable("HTTP 200 with text/html instead of JSON", Kind.PASSING));
  }

  @Test
  void readsJsonThatDoesNotSayItIsJson() {
    assertThat(parsed(request("AAPL", Interval.DAY_1), 200, "", Payloads.three("AAPL").json()))
        .isInstanceOf(Outcome.Bars.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "[]",
        "7",
        "{\"chart\":null}",
        "{\"chart\":{}}",
        "{\"chart\":{\"result\":null,\"error\":null}}",
        "{\"chart\":{\"result\":[],\"error\":null}}",
        "{\"chart\":{\"result\":[null],\"error\":null}}",
        "{\"chart\":{\"result\":[7]}}",
        "{\"chart\":{\"result\":{}}}",
        "{\"chart\":",
        "{\"chart\":{}} {}",
        "no json",
        "\uFFFF",
      })
  void takesABodyWithoutAChartForNoAnswer(String body) {
    assertThat(json(body))
        .isInstanceOfSatisfying(
            Outcome.Unavailable.class, u -> assertThat(u.kind()).isEqualTo(Kind.PASSING));
  }

  @Test
  void survivesDeepNesting() {
    assertThat(json("[".repeat(100_000) + "]".repeat(100_000)))
        .isInstanceOf(Outcome.Unavailable.class);
  }

  @Test
  void saysWhatAnErrorUnderStatus200Says() {
    assertThat(json(ERROR.formatted("Internal")))
        .isEqualTo(new Outcome.Unavailable("HTTP 200: Internal", Kind.LASTING));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"meta\":{\"symbol\":\"AAPL\"}}",
        "{\"meta\":{\"symbol\":\"AAPL\"},\"timestamp\":[]}",
        "{\"meta\":{\"symbol\":\"AAPL\"},\"timestamp\":null}",
        "{\"meta\":{\"symbol\":\"AAPL\"},\"indicators\":{\"quote\":[{}],\"adjclose\":[{}]}}",
        "{\"meta\":{\"symbol\":\"AAPL\"},\"indicators\":{\"quote\":[{\"close\":[1.5]}]}}",
      })
  void readsAnAnswerWithoutTimestampsAsEmpty(String result) {
    assertThat(json("{\"chart\":{\"result\":[" + result + "],\"error\":null}}"))
        .isInstanceOfSatisfying(
            Outcome.Empty.class, e -> assertThat(e.reason()).isEqualTo("no bars in this range"));
  }

  @Test
  void saysThatAnEmptyAnswerIsForADelistedSymbol() {
    Payloads delisted =
        Payloads.of("AAPL")
            .meta("currency", "null")
            .meta("exchangeName", "\"YHD\"")
            .meta("firstTradeDate", "null");
    assertThat(json(delisted.json()))
        .isInstanceOfSatisfying(
            Outcome.Empty.class,
            e -> {
              assertThat(e.reason()).contains("YHD of delisted symbols");
              assertThat(e.facts().orElseThrow().currency()).isEmpty();
              assertThat(e.facts().orElseThrow().firstTrade()).isEmpty();
            });
  }

  @Test
  void refusesAnAnswerForAnotherSymbol() {
    assertThat(json(Payloads.three("MSFT").json()))
        .isEqualTo(new Outcome.Refused("the answer is for \"MSFT\", asked was AAPL"));
  }

  @Test
  void refusesAnAnswerThatNamesNoSymbol() {
    assertThat(json(Payloads.three("AAPL").without("symbol").json()))
        .isEqualTo(new Outcome.Refused("the answer does not say which symbol it is for"));
  }

  @Test
  void refusesBarsOfAnotherLength() {
    assertThat(json(Payloads.three("AAPL").meta("dataGranularity", "\"1wk\"").json()))
        .isEqualTo(new Outcome.Refused("the answer has \"1wk\" bars, asked was 1d"));
  }

  @Test
  void quotesHostileTextSafely() {
    assertThat(json(Payloads.three("\\u001b[31mX\\n\\u202e").json()))
        .isEqualTo(new Outcome.Refused("the answer is for \"?[31mX??\", asked was AAPL"));
  }

  @Test
  void readsTheFactsAboutAnInstrument() {
    Payloads payload =
        Payloads.three("AAPL")
            .meta("instrumentType", "\"equity\"")
            .meta("longName", "\"Apple Inc.\"")
            .meta("firstTradeDate", "-252322200");
    assertThat(bars(payload).facts())
        .isEqualTo(
            new Facts(
                "AAPL",
                Optional.of("Apple Inc."),
                Optional.of("USD"),
                Optional.of("NMS"),
                Optional.of("EQUITY"),
                Optional.of(ZoneId.of("America/New_York")),
                OptionalLong.of(-252_322_200),
                Optional.of(Instant.parse("2024-03-11T20:00:01Z"))));
  }

  @Test
  void takesFactsOfTheWrongKindForAbsent() {
    Payloads payload =
        Payloads.three("AAPL")
            .meta("currency", "7")
            .meta("exchangeName", "\" \"")
            .meta("instrumentType", "[]")
            .meta("exchangeTimezoneName", "\"Mars/Olympus\"")
            .meta("firstTradeDate", "1.5")
            .meta("regularMarketTime", "\"now\"");
    assertThat(bars(payload).facts())
        .isEqualTo(
            new Facts(
                "AAPL",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807", "-9223372036854775808", "9e15", "253402300800"})
  void takesAFirstTradeBeyondTheYears1To9999ForAbsent(String stamp) {
    assertThat(bars(Payloads.three("AAPL").meta("firstTradeDate", stamp)).facts().firstTrade())
        .isEmpty();
  }

  @Test
  void keepsControlCharactersOutOfFacts() {
    Payloads payload = Payloads.three("AAPL").meta("currency", "\"U\\u001b[2JD\\n\"");
    assertThat(bars(payload).facts().currency()).contains("U?[2JD?");
  }

  @Test
  void datesAnEventByItsOwnDateNotByItsKey() {
    Payloads payload =
        Payloads.three("AAPL")
            .events("{\"dividends\":{\"1\":{\"amount\":0.24,\"date\":1709821800}}}");
    assertThat(bars(payload).actions())
        .containsExactly(
            new CorporateAction(
                LocalDate.parse("2024-03-07"),
                CorporateAction.Type.DIVIDEND,
                0.24,
                Optional.empty()));
  }

  @Test
  void readsSplitsGainsAndTheCurrencyOfDividends() {
    Payloads payload =
        Payloads.three("AAPL")
            .events(
                """
                {"splits":{"1":{"date":1709821800,"numerator":1046,"denominator":1000,
                  "splitRatio":"1046:1000"}},
                 "capitalGains":{"1":{"amount":1.5,"date":1709821800}},
                 "dividends":{"1":{"amount":0.5,"date":1709735400,"currency":"CAD"},
                  "2":{"amount":0.25,"date":1709821800,"currency":""}}}""");
    LocalDate ex = LocalDate.parse("2024-03-07");
    assertThat(bars(payload).actions())
        .containsExactly(
            new CorporateAction(
                ex.minusDays(1), CorporateAction.Type.DIVIDEND, 0.5, Optional.of("CAD")),
            new CorporateAction(ex, CorporateAction.Type.DIVIDEND, 0.25, Optional.empty()),
            new CorporateAction(ex, CorporateAction.Type.SPLIT, 1.046, Optional.empty()),
            new CorporateAction(ex, CorporateAction.Type.CAPITAL_GAIN, 1.5, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"splits\":{\"1\":{\"date\":1709821800,\"numerator\":4,\"denominator\":0}}}",
        "{\"splits\":{\"1\":{\"date\":1709821800,\"numerator\":-4,\"denominator\":1}}}",
        "{\"splits\":{\"1\":{\"date\":1709821800}}}",
        "{\"dividends\":{\"1\":{\"amount\":0.5}}}",
        "{\"dividends\":{\"1\":{\"amount\":NaN,\"date\":1709821800}}}",
        "{\"dividends\":{\"1\":{\"amount\":1e999,\"date\":1709821800}}}",
        "{\"dividends\":{\"1\":{\"amount\":\"x\",\"date\":1709821800}}}",
        "{\"dividends\":{\"1\":{\"amount\":0.5,\"date\":9223372036854775807}}}",
        "{\"dividends\":{\"1\":null}}",
        "{\"dividends\":{\"1\":7}}",
      })
  void notesAnEventThatCannotBeRead(String events) {
    Outcome.Bars bars = bars(Payloads.three("AAPL").events(events));
    assertThat(bars.actions()).isEmpty();
    assertThat(bars.notes()).singleElement().asString().startsWith("an unreadable entry in ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "[]", "{}", "{\"dividends\":null}", "{\"splits\":[]}"})
  void takesEventsOfTheWrongShapeForNone(String events) {
    assertThat(bars(Payloads.three("AAPL").events(events)).actions()).isEmpty();
  }
}
