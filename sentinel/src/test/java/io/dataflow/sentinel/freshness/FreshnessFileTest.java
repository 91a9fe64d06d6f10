package io.dataflow.sentinel.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.dataflow.sentinel.freshness.FreshnessFile.Data;
import io.dataflow.sentinel.freshness.FreshnessFile.Entry;
import io.dataflow.sentinel.market.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreshnessFileTest {
  private static final Instant AS_OF = Instant.parse("2024-03-09T12:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void hasTheKeysReadersUseAndNothingButSymbolsOnTop() throws IOException {
    JsonNode file = JSON.readTree(FreshnessFile.text(entries(), AS_OF, Data.REAL));

    assertThat(file.fieldNames())
        .toIterable()
        .containsExactly("AAPL", "GONE", "MSFT", "SPY", "^GSPC");
    assertThat(file.at("/AAPL/last_date").asText()).isEqualTo("2024-03-08");
    assertThat(file.at("/AAPL/days_stale").asInt()).isEqualTo(1);
    assertThat(file.at("/AAPL/status").asText()).isEqualTo("FRESH");
    assertThat(file.at("/AAPL/sessions")).hasSize(FreshnessFile.RECENT);
    assertThat(file.at("/AAPL/simulated").isMissingNode()).isTrue();
    assertThat(file.at("/AAPL/intervals/1h/status").asText()).isEqualTo("UNKNOWN");
    assertThat(file.at("/MSFT/status").asText()).isEqualTo("STALE");
    assertThat(file.at("/MSFT/expected_session").asText()).isEqualTo("2024-03-08");
    assertThat(file.at("/MSFT/deadline").asText()).isEqualTo("2024-03-08T22:30:00Z");
    assertThat(file.at("/MSFT/next_deadline").asText()).isEqualTo("2024-03-11T21:30:00Z");
    assertThat(file.at("/GONE/last_date").isNull()).isTrue();
    assertThat(file.at("/GONE/days_stale").isNull()).isTrue();
    assertThat(file.at("/SPY/sessions/1/arrived_between/1").asText())
        .isEqualTo("2024-03-06T23:40:00Z");
  }

  @Test
  void isEqualByteForByteWhateverTheOrder() {
    List<Entry> other = new ArrayList<>(entries());
    Collections.reverse(other);

    String text = FreshnessFile.text(entries(), AS_OF, Data.REAL);

    assertThat(FreshnessFile.text(other, AS_OF, Data.REAL)).isEqualTo(text);
    assertThat(text).endsWith("}\n").doesNotContain("\r");
  }

  @Test
  void followsItsSchema() throws IOException {
    assertThat(problems("freshness", FreshnessFile.text(entries(), AS_OF, Data.REAL))).isEmpty();
    String simulated = FreshnessFile.text(entries(), AS_OF, Data.SIMULATED);
    assertThat(problems("freshness", simulated)).isEmpty();
    assertThat(simulated).contains("\"simulated\" : true");
    assertThat(problems("freshness", FreshnessFile.text(List.of(), AS_OF, Data.REAL))).isEmpty();
  }

  @Test
  void itsSchemaRefusesWhatIsNotInTheFile() throws IOException {
    String text = FreshnessFile.text(entries(), AS_OF, Data.REAL);

    assertThat(problems("freshness", text.replaceFirst("FRESH", "GREEN"))).isNotEmpty();
    assertThat(problems("freshness", text.replaceFirst("days_stale", "age"))).isNotEmpty();
    assertThat(problems("freshness", "{\"run_id\": \"x\"}")).isNotEmpty();
  }

  @Test
  void refusesTwoVerdictsOfOneFeed() {
    Entry entry = entries().get(0);

    assertThatThrownBy(() -> FreshnessFile.text(List.of(entry, entry), AS_OF, Data.REAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two verdicts of AAPL 1d");
  }

  @Test
  void theSummaryFollowsItsSchema() throws IOException {
    List<FeedVerdict> feeds = entries().stream().map(Entry::verdict).toList();
    Summary summary =
        new Summary(
            "run-1",
            AS_OF,
            AS_OF,
            Data.SIMULATED,
            1,
            new Summary.Requests(6, 5, 1),
            new Summary.Bars(100, 90, 5, 3, 0, 1, 1),
            feeds,
            List.of(DatasetVerdict.of("silver.bars", feeds)),
            List.of("GONE: HTTP 404"));

    String text = SummaryFile.text(summary);

    assertThat(problems("summary", text)).isEmpty();
    JsonNode file = JSON.readTree(text);
    assertThat(file.at("/verdicts/fresh").asInt()).isEqualTo(2);
    assertThat(file.at("/verdicts/stale").asInt()).isEqualTo(1);
    assertThat(file.at("/verdicts/unknown").asInt()).isEqualTo(3);
    assertThat(file.at("/simulated").asBoolean()).isTrue();
    assertThat(file.at("/datasets/0/coverage/due").asInt()).isEqualTo(6);
    assertThat(file.at("/datasets/0/missing")).hasSize(4);
    assertThat(SummaryFile.text(summary)).isEqualTo(text);
  }

  private static List<Entry> entries() {
    Scene apple = Scene.on("XNYS").had("2024-02-22");
    for (int day = 23; day <= 29; day++) {
      if (day != 24 && day != 25) {
        apple.there("2024-02-" + day);
      }
    }
    for (String day : List.of("01", "04", "05", "06", "07", "08")) {
      apple.there("2024-03-" + day);
    }
    Scene spy =
        of("SPY")
            .had("2024-03-05")
            .lookAfterDeadline("2024-03-06", 30, Look.Seen.NOTHING)
            .lookAfterDeadline("2024-03-06", 70, Look.Seen.FINAL)
            .holds("2024-03-06", Holding.State.FINAL)
            .there("2024-03-07")
            .there("2024-03-08");
    Feed hourly = new Feed("silver.bars", "AAPL", Interval.HOUR_1);
    return List.of(
        entry(apple.at(AS_OF)),
        entry(of("MSFT").had("2024-03-06").at(AS_OF)),
        entry(spy.at(AS_OF)),
        entry(of("GONE").watchedSince("2024-03-06").at(AS_OF)),
        entry(FeedVerdict.unknown(Scene.feed("^GSPC"), "the lake cannot be read: denied")),
        entry(FeedVerdict.unknown(hourly, "only daily bars are judged")));
  }

  private static Scene of(String symbol) {
    return Scene.of(Scene.calendar("XNYS"), symbol);
  }

  private static Entry entry(FeedVerdict verdict) {
    return new Entry(verdict, "default");
  }

  private static Set<ValidationMessage> problems(String schema, String text) throws IOException {
    String rules = Files.readString(Path.of("..", "docs", schema + ".schema.json"));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(rules)
        .validate(JSON.readTree(text));
  }
}
