package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Payloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One run over many bad feeds and one good one: each bad feed harms itself alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("it")
class BadInputTest {
  private static final Instant NOW = Instant.parse("2024-03-12T12:00:00Z");
  private static final String HOSTILE = "\"'; DROP TABLE bars; --\"";

  @TempDir private static Path folder;
  private TestProject project;
  private RunReport report;
  private TestProject.Silver silver;

  private static Payloads four(String symbol) {
    return Payloads.three(symbol).row("2024-03-11T13:30:00Z", "13", "15", "12", "14", "1300");
  }

  @BeforeAll
  void runsOverAllOfThem() throws IOException {
    project = new TestProject(folder).dates(LocalDate.parse("2024-03-06"), Optional.empty());
    project.pipeline("max_response: 1 MiB");
    project.assets("EMPTY", "CUT", "PAGE", "TEXT", "NESTED", "HUGE", "UNEQUAL", "OTHER");
    project.assets("NAN", "INFINITE", "ADJINF", "NEGATIVE", "ZERO", "ORDER", "TWICE", "LATER");
    project.assets("FAR", "STAMPS", "UNIT", "REPEAT", "HOSTILE", "ODDMETA");
    project.assets("^GSPC", "BRK-B", "GC=F", "GOOD");
    try (PayloadServer server = new PayloadServer()) {
      serveBadBodies(server);
      serveBadRows(server);
      serveOddNames(server);
      report = project.run(server.base(), NOW);
    }
    silver = project.silver();
  }

  private static void serveBadBodies(PayloadServer server) {
    String good = four("CUT").json();
    server
        .json("EMPTY", "")
        .json("CUT", good.substring(0, good.length() / 2))
        .body("PAGE", 200, "text/html", "<html>Will be right back</html>")
        .json("TEXT", "hello")
        .json("NESTED", "[".repeat(100_000) + "]".repeat(100_000))
        .padded("HUGE", four("HUGE"), 100L << 20)
        .chart("UNEQUAL", four("UNEQUAL").shorter("close"))
        .chart("OTHER", four("NOT-OTHER"));
  }

  private static void serveBadRows(PayloadServer server) {
    server
        .chart("NAN", four("NAN").value("close", 3, "NaN"))
        .chart("INFINITE", four("INFINITE").value("high", 3, "Infinity"))
        .chart("ADJINF", four("ADJINF").value("adjclose", 3, "1e999"))
        .chart("NEGATIVE", four("NEGATIVE").value("low", 3, "-1"))
        .chart("ZERO", four("ZERO").value("open", 3, "0").value("low", 3, "0"))
        .chart(
            "ORDER",
            Payloads.of("ORDER")
                .row("2024-03-08T14:30:00Z", "12", "14", "11", "13", "1200")
                .row("2024-03-06T14:30:00Z", "10", "12", "9", "11", "1000")
                .row("2024-03-11T13:30:00Z", "13", "15", "12", "14", "1300")
                .row("2024-03-07T14:30:00Z", "11", "13", "10", "12", "1100"))
        .chart("TWICE", four("TWICE").row("2024-03-08T14:30:00Z", "12", "14", "11", "12", "9"))
        .chart("LATER", four("LATER").row("2024-03-19T13:30:00Z", "13", "15", "12", "14", "7"))
        .chart("FAR", four("FAR").stamped("253402300800", "13", "15", "12", "14", "7"))
        .chart(
            "STAMPS",
            four("STAMPS")
                .stamped("null", "13", "15", "12", "14", "7")
                .stamped("null", "1", "2", "1", "2", "8")
                .stamped("-62135596800", "13", "15", "12", "14", "7"))
        .chart(
            "UNIT",
            Payloads.three("UNIT").row("2024-03-11T13:30:00Z", "1300", "1500", "1200", "1400", "7"))
        .chart(
            "REPEAT",
            Payloads.three("REPEAT").row("2024-03-11T13:30:00Z", "12", "14", "11", "13", "1200"));
  }

  private static void serveOddNames(PayloadServer server) {
    server
        .chart(
            "HOSTILE",
            four("HOSTILE").meta("currency", HOSTILE).meta("longName", "\"\\u001b[2J<script>\""))
        .chart(
            "ODDMETA",
            four("ODDMETA")
                .meta("firstTradeDate", "9223372036854775807")
                .meta("regularMarketTime", "-9223372036854775808")
                .meta("exchangeTimezoneName", "\"../../etc/passwd\""))
        .chart(
            "^GSPC",
            four("^GSPC").meta("instrumentType", "\"INDEX\"").meta("exchangeName", "\"SNP\""))
        .chart("BRK-B", four("BRK-B").meta("exchangeName", "\"NYQ\""))
        .chart(
            "GC=F",
            Payloads.of("GC=F")
                .meta("instrumentType", "\"FUTURE\"")
                .meta("exchangeName", "\"CMX\"")
                .row("2024-03-11T04:00:00Z", "2100", "2120", "2090", "2110", "204"))
        .chart("GOOD", four("GOOD"));
  }

  private Landed landed(String symbol) {
    return report.landed().stream()
        .filter(l -> l.request().symbol().value().equals(symbol))
        .findFirst()
        .orElseThrow(() -> new AssertionError(report.problems()));
  }

  @Test
  void promotesTheGoodFeedWhole() {
    assertThat(silver.of("GOOD").bars()).hasSize(4);
    assertThat(silver.of("GOOD").refused()).isEmpty();
  }

  @Test
  void endsAsNotEvaluatedBecauseSomeFeedsDidNotAnswer() {
    assertThat(report.exitCode()).isEqualTo(ExitCode.NOT_EVALUATED);
  }

  @ParameterizedTest
  @CsvSource({
    "EMPTY, HTTP 200 with an empty body",
    "CUT, HTTP 200 with no JSON",
    "PAGE, HTTP 200 with text/html instead of JSON",
    "TEXT, HTTP 200 with no JSON",
    "NESTED, HTTP 200 with no JSON",
    "HUGE, sent too much: the body is larger than 1048576 bytes",
    "UNEQUAL, arrays of unequal length: 4 timestamps and 3 of close",
    "OTHER, 'the answer is for \"NOT-OTHER\", asked was OTHER'",
  })
  void takesNothingOfABodyThatCannotBeTrustedAndSaysWhy(String symbol, String reason) {
    assertThat(silver.of(symbol).bars()).isEmpty();
    assertThat(silver.of(symbol).refused()).isEmpty();
    assertThat(landed(symbol).failure().orElseThrow()).contains(reason);
    assertThat(report.problems()).anyMatch(p -> p.contains(symbol) && p.contains(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "NAN, has_prices",
    "INFINITE, prices_plausible",
    "ADJINF, adjclose_plausible",
    "NEGATIVE, prices_positive",
    "ZERO, prices_positive",
    "UNIT, same_unit",
    "REPEAT, not_repeated",
  })
  void refusesTheBadBarByNameAndTakesTheOthers(String symbol, String rule) {
    assertThat(silver.of(symbol).refused())
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.session()).contains(LocalDate.parse("2024-03-11"));
              assertThat(r.broken()).isEqualTo(rule);
            });
    assertThat(silver.of(symbol).bars()).hasSize(3);
  }

  @Test
  void putsRowsThatCameOutOfOrderInOrder() {
    assertThat(silver.of("ORDER").bars())
        .extracting(b -> b.session() + " " + b.close())
        .containsExactly(
            "2024-03-06 11.0", "2024-03-07 12.0", "2024-03-08 13.0", "2024-03-11 14.0");
  }

  @Test
  void refusesBothRowsThatContradictEachOther() {
    assertThat(silver.of("TWICE").refused())
        .extracting(TestProject.Refused::broken)
        .containsExactly("session_once", "session_once");
    assertThat(silver.of("TWICE").bars()).hasSize(3);
  }

  @Test
  void refusesABarOfASessionThatHasNotBegun() {
    assertThat(silver.of("LATER").refused())
        .extracting(TestProject.Refused::broken)
        .containsExactly("not_in_future");
    assertThat(silver.of("LATER").bars()).hasSize(4);
  }

  @Test
  void refusesARowBeyondTheYear9999() {
    assertThat(silver.of("FAR").refused())
        .extracting(r -> r.session() + " " + r.broken())
        .containsExactly("Optional.empty session_known");
    assertThat(silver.of("FAR").bars()).hasSize(4);
  }

  @Test
  void refusesRowsWithoutAStampAndOfTheYear1() {
    assertThat(silver.of("STAMPS").refused()).hasSize(3);
    assertThat(silver.of("STAMPS").bars()).hasSize(4);
  }

  @Test
  void keepsHostileTextAsText() {
    assertThat(silver.of("HOSTILE").bars()).hasSize(4);
    assertThat(
            project.query(
                io.dataflow.sentinel.silver.SilverTables.BARS,
                "SELECT DISTINCT currency FROM t WHERE symbol = 'HOSTILE'",
                r -> r.text(1)))
        .containsExactly("'; DROP TABLE bars; --");
    assertThat(landed("HOSTILE").outcome())
        .isInstanceOfSatisfying(
            Outcome.Bars.class, b -> assertThat(b.facts().name()).contains("\u001b[2J<script>"));
  }

  @ParameterizedTest
  @CsvSource({"ODDMETA, 4", "^GSPC, 4", "BRK-B, 4", "GC=F, 1"})
  void takesBarsOfInstrumentsWithOddNamesOrFacts(String symbol, int bars) {
    assertThat(silver.of(symbol).refused()).isEmpty();
    assertThat(silver.of(symbol).bars()).hasSize(bars);
  }

  @Test
  void keepsEveryAnswerThatArrivedInBronzeAndNothingOutsideOfIt() throws IOException {
    try (Stream<Path> files = Files.walk(project.data().resolve("bronze"))) {
      List<String> names = files.filter(Files::isDirectory).map(f -> "" + f.getFileName()).toList();
      assertThat(names).contains("^GSPC", "BRK-B", "GC=F", "NESTED", "PAGE", "CUT");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> "" + f.getFileName())).containsExactlyInAnyOrder("config", "data");
    }
  }

  @Test
  void leavesNoUnfinishedFile() throws IOException {
    try (Stream<Path> files = Files.walk(project.data())) {
      assertThat(files.filter(Files::isRegularFile).map(f -> "" + f.getFileName()))
          .noneMatch(name -> name.contains("tmp") || name.startsWith(".landing"));
    }
  }
}
