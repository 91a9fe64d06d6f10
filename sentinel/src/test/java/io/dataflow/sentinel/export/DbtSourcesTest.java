package io.dataflow.sentinel.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.FreshnessFile.Data;
import io.dataflow.sentinel.freshness.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DbtSourcesTest {
  private static final DbtSources.Names NAMES =
      new DbtSources.Names("sentinel", Optional.empty(), "0.1.0");

  /** A file that must be one of dbt's, version 3. */
  static JsonNode read(String text) {
    try (InputStream schema = DbtSourcesTest.class.getResourceAsStream("sources-v3.schema.json")) {
      var checked =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(
                  schema, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
      assertThat(checked.validate(text, InputFormat.JSON)).isEmpty();
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode result(DbtSource source, Instant asOf) {
    JsonNode results =
        read(DbtSources.text(List.of(source), NAMES, asOf, Data.REAL)).get("results");
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  private static DbtSource awaiting(Verdict verdict) {
    return new DbtSource(
        Verdicts.of("AAPL", verdict),
        Optional.of(Verdicts.WEDNESDAYS_CLOSE),
        Optional.of(Verdicts.FRIDAYS_WINDOW));
  }

  /** As dbt does: it compares the age with the limit, and asks for more than that. */
  private static String byAge(JsonNode result) {
    double age = result.get("max_loaded_at_time_ago_in_s").asDouble();
    JsonNode criteria = result.get("criteria");
    if (exceeded(age, criteria.get("error_after"))) {
      return "error";
    }
    return exceeded(age, criteria.get("warn_after")) ? "warn" : "pass";
  }

  private static boolean exceeded(double age, JsonNode limit) {
    return !limit.get("count").isNull() && age > limit.get("count").asLong() * 60.0;
  }

  @Test
  void theDeadlineOfTheDayBecomesALimitInMinutes() {
    // from Wednesday 17:00 to Friday 21:00 are 52 hours, to 21:30 half an hour more
    JsonNode result = result(awaiting(Verdict.FRESH), Instant.parse("2024-07-05T12:00:00Z"));
    assertThat(result.get("status").asText()).isEqualTo("pass");
    assertThat(result.get("max_loaded_at").asText()).isEqualTo("2024-07-03T17:00:00Z");
    assertThat(result.get("snapshotted_at").asText()).isEqualTo("2024-07-05T12:00:00Z");
    assertThat(result.get("max_loaded_at_time_ago_in_s").asDouble()).isEqualTo(43 * 3600.0);
    assertThat(result.at("/criteria/warn_after/count").asLong()).isEqualTo(52 * 60);
    assertThat(result.at("/criteria/error_after/count").asLong()).isEqualTo(52 * 60 + 30);
    assertThat(result.at("/criteria/error_after/period").asText()).isEqualTo("minute");
  }

  @ParameterizedTest
  @CsvSource({
    "FRESH, 2024-07-05T20:59:59Z, pass",
    "FRESH, 2024-07-05T21:00:00Z, warn",
    "FRESH, 2024-07-05T21:00:01Z, warn",
    "FRESH, 2024-07-05T21:29:59.999Z, warn",
    "LATE,  2024-07-05T21:30:00Z, error",
    "LATE,  2024-07-05T21:30:00.001Z, error",
    "STALE, 2024-07-12T00:00:00Z, error"
  })
  void dbtsOwnArithmeticGivesTheSameStatus(Verdict verdict, Instant asOf, String status) {
    JsonNode result = result(awaiting(verdict), asOf);
    assertThat(result.get("status").asText()).isEqualTo(status);
    assertThat(byAge(result)).isEqualTo(status);
  }

  @Test
  void dbtsOwnArithmeticAgreesAtAnyInstantWithAnyTerms() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      Instant usual = Verdicts.FRIDAYS_CLOSE.plusMillis(random.nextInt(1, 40_000_000));
      Instant deadline = usual.plusMillis(random.nextInt(10_000_000));
      Instant asOf =
          Verdicts.WEDNESDAYS_CLOSE.plus(
              Duration.ofMillis(random.nextLong(1, Duration.ofDays(6).toMillis())));
      Verdict verdict = asOf.isBefore(deadline) ? Verdict.FRESH : Verdict.LATE;
      DbtSource source =
          new DbtSource(
              Verdicts.of("AAPL", verdict),
              Optional.of(Verdicts.WEDNESDAYS_CLOSE),
              Optional.of(new DbtSource.Window(Verdicts.FRIDAY, usual, deadline)));
      JsonNode result = result(source, asOf);
      assertThat(byAge(result))
          .as("usual %s, deadline %s, asked %s", usual, deadline, asOf)
          .isEqualTo(result.get("status").asText());
    }
  }

  @Test
  void whatTheAgeCannotSayStandsWhereAnyKeyMay() {
    JsonNode truth =
        result(awaiting(Verdict.LATE), Instant.parse("2024-07-06T00:00:00Z"))
            .get("adapter_response");
    assertThat(truth.get("verdict").asText()).isEqualTo("LATE");
    assertThat(truth.get("calendar").asText()).isEqualTo("XNYS");
    assertThat(truth.get("awaited_session").asText()).isEqualTo("2024-07-05");
    assertThat(truth.get("deadline").asText()).isEqualTo("2024-07-05T21:30:00Z");
    assertThat(truth.get("reason").asText()).isEqualTo("a reason");
  }

  @Test
  void unknownIsARuntimeErrorWithTheReason() {
    JsonNode result = result(awaiting(Verdict.UNKNOWN), Instant.parse("2024-07-05T12:00:00Z"));
    assertThat(result.get("status").asText()).isEqualTo("runtime error");
    assertThat(result.get("error").asText()).isEqualTo("a reason");
    assertThat(result.fieldNames()).toIterable().containsExactly("unique_id", "error", "status");
  }

  @Test
  void lateWithoutAnyBarIsARuntimeErrorToo() {
    FeedVerdict late = Verdicts.of("AAPL", Verdict.LATE);
    DbtSource source = new DbtSource(late, Optional.empty(), Optional.of(Verdicts.FRIDAYS_WINDOW));
    assertThat(result(source, Instant.parse("2024-07-06T00:00:00Z")).get("error").asText())
        .isEqualTo("LATE, a reason");
  }

  @Test
  void anInstrumentOfWhichNothingIsDueAndNothingIsThereIsLeftOut() {
    DbtSource source =
        new DbtSource(Verdicts.of("AAPL", Verdict.FRESH), Optional.empty(), Optional.empty());
    Instant asOf = Instant.parse("2024-07-06T00:00:00Z");
    assertThat(read(DbtSources.text(List.of(source), NAMES, asOf, Data.REAL)).get("results"))
        .isEmpty();
  }

  @Test
  void whereNothingIsAwaitedThereIsNoLimit() {
    DbtSource source =
        new DbtSource(
            Verdicts.of("AAPL", Verdict.FRESH),
            Optional.of(Verdicts.WEDNESDAYS_CLOSE),
            Optional.empty());
    JsonNode result = result(source, Instant.parse("2024-08-06T00:00:00Z"));
    assertThat(result.get("status").asText()).isEqualTo("pass");
    assertThat(result.at("/criteria/error_after/count").isNull()).isTrue();
    assertThat(byAge(result)).isEqualTo("pass");
  }

  @ParameterizedTest
  @CsvSource({
    "AAPL, AAPL",
    "BRK-B, BRK-B",
    "7203.T, 7203_2eT",
    "^GSPC, _5eGSPC",
    "GC=F, GC_3dF",
    "a_b, a_5fb",
    "EUR/USD, EUR_2fUSD",
    "\u20ac, _e2_82_ac"
  })
  void noSymbolBreaksTheIdOrMeetsAnother(String instrument, String table) {
    DbtSource source =
        new DbtSource(Verdicts.of(instrument, Verdict.UNKNOWN), Optional.empty(), Optional.empty());
    assertThat(result(source, Instant.EPOCH).get("unique_id").asText())
        .isEqualTo("source.sentinel.silver_bars." + table);
  }

  @Test
  void takesTheNamesOfAProjectThatIsThere() {
    DbtSources.Names names = new DbtSources.Names("shop", Optional.of("market"), "0.1.0");
    String text =
        DbtSources.text(List.of(awaiting(Verdict.FRESH)), names, Verdicts.FRIDAYS_CLOSE, Data.REAL);
    assertThat(read(text).at("/results/0/unique_id").asText()).isEqualTo("source.shop.market.AAPL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "a b", "a\nb"})
  void refusesANameThatBreaksTheId(String name) {
    assertThatThrownBy(() -> new DbtSources.Names(name, Optional.empty(), "0.1.0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("letters, digits, _ and -")
        .hasMessageNotContaining("\n");
  }

  @Test
  void saysThatDataIsSimulated() {
    DbtSource source = awaiting(Verdict.FRESH);
    Instant asOf = Verdicts.FRIDAYS_CLOSE;
    JsonNode simulated = read(DbtSources.text(List.of(source), NAMES, asOf, Data.SIMULATED));
    assertThat(simulated.at("/metadata/env/SENTINEL_DATA").asText()).isEqualTo("simulated");
    assertThat(simulated.at("/results/0/adapter_response/simulated").asBoolean()).isTrue();
    String real = DbtSources.text(List.of(source), NAMES, asOf, Data.REAL);
    assertThat(real).doesNotContain("simulated");
  }

  @Test
  void equalVerdictsAtAnEqualInstantGiveEqualBytes() {
    List<DbtSource> sources = List.of(awaiting(Verdict.FRESH));
    assertThat(DbtSources.text(sources, NAMES, Verdicts.FRIDAYS_CLOSE, Data.REAL))
        .isEqualTo(DbtSources.text(sources, NAMES, Verdicts.FRIDAYS_CLOSE, Data.REAL))
        .endsWith("}\n");
  }
}
