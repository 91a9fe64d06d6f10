package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.source.Answer;
import io.dataflow.sentinel.source.CandidateBar;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Request;
import io.dataflow.sentinel.source.standin.Faults;
import io.dataflow.sentinel.source.standin.Market;
import io.dataflow.sentinel.source.standin.MovableClock;
import io.dataflow.sentinel.source.standin.RecordedMarket;
import io.dataflow.sentinel.source.standin.Recording;
import io.dataflow.sentinel.source.standin.SharedData;
import io.dataflow.sentinel.source.standin.StandInServer;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every recorded answer goes through the program as it came. */
@Tag("it")
class RecordedAnswersTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final Instant UNDATED = Instant.parse("2026-10-10T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void losesNoRowAndNoValueOfAnyDailyAnswer() throws IOException {
    RecordedMarket market = Market.recordings(SharedData.folder("yahoo"));
    MovableClock clock = new MovableClock(UNDATED);
    Map<String, Integer> counts = new TreeMap<>();
    Map<List<Object>, List<Recording>> rounds = rounds(market);
    int cases = 0;
    try (StandInServer server = new StandInServer(market, Faults.none(), clock)) {
      URI url = server.start(0);
      for (List<Recording> round : rounds.values()) {
        clock.moveTo(round.stream().map(r -> moment(r)).max(Instant::compareTo).orElseThrow());
        TestProject project = new TestProject(folder.resolve("p" + cases));
        check(round, project, clock.instant(), url, counts);
        cases += round.size();
      }
    }
    System.out.println("recorded answers: " + cases + " daily " + counts);
    assertThat(cases).isEqualTo(56);
  }

  /** Those of one day that asked for the same range go through one run; none of them is lost. */
  private static Map<List<Object>, List<Recording>> rounds(RecordedMarket market) {
    Map<List<Object>, List<Recording>> rounds = new LinkedHashMap<>();
    for (Recording recording : market.recordings()) {
      if (daily(recording) && !recording.file().toString().contains("vintages")) {
        LocalDate day = moment(recording).atZone(ZoneOffset.UTC).toLocalDate();
        List<Object> round = List.of(day, start(recording), end(recording));
        rounds.computeIfAbsent(round, r -> new ArrayList<>()).add(recording);
      }
    }
    return rounds;
  }

  private static void check(
      List<Recording> round, TestProject project, Instant now, URI url, Map<String, Integer> counts)
      throws IOException {
    round.forEach(r -> project.assets(r.symbol().orElseThrow().value()));
    project.dates(start(round.get(0)), end(round.get(0)));

    RunReport report = project.run(url, now);

    TestProject.Silver silver = project.silver();
    for (Recording recording : round) {
      Landed landed =
          report.landed().stream()
              .filter(l -> l.request().symbol().equals(recording.symbol().orElseThrow()))
              .reduce((a, b) -> b)
              .orElseThrow(() -> new AssertionError(recording + ": " + report.problems()));
      check(recording, landed, silver.of(recording.symbol().orElseThrow().value()), counts);
    }
  }

  private static void check(
      Recording recording, Landed landed, TestProject.Silver silver, Map<String, Integer> counts)
      throws IOException {
    String name = recording.file().getFileName().toString();
    JsonNode result = JSON.readTree(recording.file().toFile()).at("/chart/result/0");
    assertThat(landed.vintage().orElseThrow().answer().body())
        .as(name)
        .isEqualTo(Files.readAllBytes(recording.file()));
    if (!(landed.outcome() instanceof Outcome.Bars parsed)) {
      assertThat(landed.outcome()).as(name).isInstanceOf(Outcome.Empty.class);
      assertThat(result.path("timestamp").size()).as(name).isZero();
      assertThat(silver.bars()).as(name).isEmpty();
      counts.merge("answers without bars", 1, Integer::sum);
      return;
    }
    int explained = (int) parsed.notes().stream().filter(n -> n.contains("row")).count();
    assertThat(silver.bars().size() + silver.refused().size() + explained)
        .as("%s: %s %s", name, silver.refused(), parsed.notes())
        .isEqualTo(result.path("timestamp").size());
    assertThat(silver.refused()).as(name).allSatisfy(r -> assertThat(r.broken()).isNotBlank());
    Map<LocalDate, Integer> rows = rows(result);
    silver.bars().forEach(bar -> values(bar, result, rows.get(bar.session()), name));
    counts.merge("bars promoted", silver.bars().size(), Integer::sum);
    counts.merge("rows explained by a note", explained, Integer::sum);
    silver.refused().forEach(r -> counts.merge("quarantined: " + r.broken(), 1, Integer::sum));
  }

  /** Rows by local date; of two with one date the later one. */
  private static Map<LocalDate, Integer> rows(JsonNode result) {
    ZoneId zone = ZoneId.of(result.at("/meta/exchangeTimezoneName").asText());
    Map<LocalDate, Integer> rows = new LinkedHashMap<>();
    JsonNode stamps = result.get("timestamp");
    for (int i = 0; i < stamps.size(); i++) {
      rows.put(Instant.ofEpochSecond(stamps.get(i).asLong()).atZone(zone).toLocalDate(), i);
    }
    return rows;
  }

  private static void values(TestProject.Bar bar, JsonNode result, Integer row, String name) {
    String what = name + " " + bar;
    assertThat(row).as(what).isNotNull();
    JsonNode quote = result.at("/indicators/quote/0");
    same(bar.open(), quote.path("open").path(row), what);
    same(bar.high(), quote.path("high").path(row), what);
    same(bar.low(), quote.path("low").path(row), what);
    same(bar.close(), quote.path("close").path(row), what);
    same(bar.adjclose(), result.at("/indicators/adjclose/0/adjclose").path(row), what);
    JsonNode volume = quote.path("volume").path(row);
    if (volume.isNumber()) {
      assertThat(bar.volume()).as(what).hasValue(volume.asLong());
    } else {
      assertThat(bar.volume()).as(what).isEmpty();
    }
  }

  private static void same(double price, JsonNode recorded, String what) {
    if (!recorded.isNumber()) {
      assertThat(price).as(what).isNaN();
    } else if (isFloat32(recorded.decimalValue())) {
      assertThat((float) price).as(what).isEqualTo(recorded.floatValue());
    } else {
      assertThat(price).as(what).isEqualTo(recorded.doubleValue());
    }
  }

  /** Whether a text is a widened float, whole or cut to the digits the text has. */
  private static boolean isFloat32(BigDecimal text) {
    double widened = text.floatValue();
    return widened == text.doubleValue()
        || new BigDecimal(widened)
                .round(new MathContext(Math.max(1, text.precision())))
                .compareTo(text)
            == 0;
  }

  private static boolean daily(Recording recording) {
    return recording.symbol().isPresent()
        && recording.status() == 200
        && recording.interval().equals(Optional.of(Interval.DAY_1));
  }

  private static Instant moment(Recording recording) {
    return recording.recordedAt().isBefore(Instant.EPOCH) ? UNDATED : recording.recordedAt();
  }

  private static boolean dated(Recording recording) {
    return recording.window().from() > Long.MIN_VALUE;
  }

  private static LocalDate start(Recording recording) {
    return dated(recording)
        ? Instant.ofEpochSecond(recording.window().from()).atZone(ZoneOffset.UTC).toLocalDate()
        : LocalDate.parse("2020-01-01");
  }

  /** Where the request had an end, the same one; else up to the moment. */
  private static Optional<LocalDate> end(Recording recording) {
    boolean midnight = dated(recording) && recording.window().to() % 86_400 == 0;
    return midnight
        ? Optional.of(
            Instant.ofEpochSecond(recording.window().to() - 1).atZone(ZoneOffset.UTC).toLocalDate())
        : Optional.empty();
  }

  @Test
  void readsEveryValueOfOtherIntervals() throws IOException {
    RecordedMarket market = Market.recordings(SharedData.folder("yahoo"));
    Map<String, Integer> counts = new TreeMap<>();
    int cases = 0;
    for (Recording recording : market.recordings()) {
      boolean other = recording.interval().isPresent() && !daily(recording);
      if (other && recording.symbol().isPresent() && recording.status() == 200) {
        cases++;
        counts.merge(recording.interval().get() + " bars", compared(recording), Integer::sum);
      }
    }
    System.out.println("recorded answers: " + cases + " of other intervals " + counts);
    assertThat(cases).isEqualTo(12);
  }

  private int compared(Recording recording) throws IOException {
    String name = recording.file().getFileName().toString();
    JsonNode result = JSON.readTree(recording.file().toFile()).at("/chart/result/0");
    Outcome outcome = parsed(recording);
    int rows = result.path("timestamp").size();
    if (rows == 0) {
      assertThat(outcome).as(name).isInstanceOf(Outcome.Empty.class);
      return 0;
    }
    assertThat(outcome).as(name).isInstanceOf(Outcome.Bars.class);
    Outcome.Bars bars = (Outcome.Bars) outcome;
    int explained = (int) bars.notes().stream().filter(n -> n.contains("row")).count();
    assertThat(bars.bars().size() + explained).as(name + bars.notes()).isEqualTo(rows);
    Map<Long, Integer> byStamp = new LinkedHashMap<>();
    for (int i = 0; i < rows; i++) {
      byStamp.put(result.get("timestamp").get(i).asLong(), i);
    }
    for (CandidateBar bar : bars.bars()) {
      compare(bar, result, byStamp.get(bar.stamp()), name);
    }
    int events = 0;
    for (JsonNode kind : result.path("events")) {
      events += kind.size();
    }
    assertThat(bars.actions()).as(name).hasSize(events);
    return bars.bars().size();
  }

  private static void compare(CandidateBar bar, JsonNode result, int row, String name) {
    JsonNode quote = result.at("/indicators/quote/0");
    String what = name + " " + bar;
    same(bar.open(), quote.path("open").path(row), what);
    same(bar.high(), quote.path("high").path(row), what);
    same(bar.low(), quote.path("low").path(row), what);
    same(bar.close(), quote.path("close").path(row), what);
    same(bar.adjclose(), result.at("/indicators/adjclose/0/adjclose").path(row), what);
    JsonNode volume = quote.path("volume").path(row);
    assertThat(bar.volume().isPresent()).as(what).isEqualTo(volume.isNumber());
    bar.volume().ifPresent(v -> assertThat(v).as(what).isEqualTo(volume.asLong()));
  }

  private Outcome parsed(Recording recording) throws IOException {
    Instant from = Instant.ofEpochSecond(Math.max(recording.window().from(), -9_000_000_000L));
    Instant to = Instant.ofEpochSecond(Math.min(recording.window().to(), 9_000_000_000L));
    Request request =
        new Request(recording.symbol().orElseThrow(), recording.interval().orElseThrow(), from, to);
    Answer answer =
        new Answer(
            request,
            "yahoo",
            "http://127.0.0.1/",
            recording.status(),
            Map.of("content-type", recording.contentType()),
            moment(recording),
            Files.readAllBytes(recording.file()));
    TestProject project = new TestProject(folder).assets("AAPL");
    try (Sentinel sentinel = project.open(URI.create("http://127.0.0.1:9"), UNDATED)) {
      return sentinel.source().parse(answer);
    }
  }

  @Test
  void refusesOtherIntervalsByName() {
    TestProject project = new TestProject(folder).asset("{symbol: AAPL, interval: 1wk}");
    assertThatThrownBy(() -> project.run(URI.create("http://127.0.0.1:9"), UNDATED))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("AAPL: the interval 1wk is not ingested; only 1d is");
  }

  @Test
  void saysWhatEachRecordedErrorMeansAndPromotesTheOthers() throws IOException {
    Path recordings = SharedData.folder("yahoo");
    List<String> said = new ArrayList<>();
    try (Stream<Path> files = Files.list(recordings.resolve("errors"))) {
      for (Path file : files.sorted().toList()) {
        said.add(file.getFileName() + " -> " + outcomeOf(file, recordings));
      }
    }
    System.out.println("recorded answers: " + said.size() + " errors");
    assertThat(said)
        .containsExactly(
            "400_invalid-interval.json -> exit 3, Unavailable",
            "401_Invalid-Crumb.json -> exit 3, Unavailable",
            "422_1h_730days.json -> exit 3, Unavailable",
            "422_1m_30days.json -> exit 3, Unavailable",
            "429_Edge-Too-Many-Requests.txt -> exit 3, Unavailable",
            "429_Too-Many-Requests.txt -> exit 3, Unavailable",
            "BEKE_1d_20200101-20200103_rec20211121_http400.json -> exit 1, Empty",
            "CAPIO.ST_delisted_http200_nodata.json -> exit 3, Empty",
            "MDLY_1d_20200101-20210104_rec20211113_http404.json -> exit 1, Unknown",
            "SIX_1d_20200101-20200103_rec20240916_http404.json -> exit 1, Unknown",
            "unknown-symbol_http404_rec20260611.json -> exit 1, Unknown");
  }

  private String outcomeOf(Path error, Path recordings) throws IOException {
    String name = error.getFileName().toString();
    String status = name.replaceFirst(".*http(\\d{3}).*|^(\\d{3})_.*", "$1$2");
    String symbol = name.startsWith("CAPIO") ? "CAPIO.ST" : "MDLY";
    Path project = folder.resolve(name);
    Files.createDirectories(project);
    Path faults = project.resolve("faults.yaml");
    Files.writeString(
        faults,
        "faults:\n- {symbol: "
            + symbol
            + ", fault: body, body: \""
            + error
            + "\", status: "
            + status
            + "}\n");
    Instant now = Instant.parse("2021-11-21T13:42:10Z");
    MovableClock clock = new MovableClock(now);
    try (StandInServer server =
        new StandInServer(Market.recordings(recordings), Faults.read(faults), clock)) {
      TestProject two = new TestProject(project).assets("AAPL", symbol);
      two.dates(LocalDate.parse("2020-01-01"), Optional.of(LocalDate.parse("2020-01-02")));
      RunReport report = two.run(server.start(0), now);
      assertThat(two.silver().bars())
          .as(name)
          .extracting(TestProject.Bar::symbol)
          .containsExactly("AAPL");
      assertThat(report.problems()).as(name).anyMatch(p -> p.contains(symbol));
      Outcome outcome = report.landed().get(report.landed().size() - 1).outcome();
      return "exit " + report.exitCode() + ", " + outcome.getClass().getSimpleName();
    }
  }
}
