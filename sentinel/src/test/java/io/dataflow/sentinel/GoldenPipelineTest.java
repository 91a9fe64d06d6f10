package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.freshness.FeedTerms;
import io.dataflow.sentinel.freshness.FeedVerdict;
import io.dataflow.sentinel.freshness.GoldenAnswers;
import io.dataflow.sentinel.freshness.GoldenCase;
import io.dataflow.sentinel.freshness.GoldenCase.Ask;
import io.dataflow.sentinel.freshness.GoldenCase.Bar;
import io.dataflow.sentinel.freshness.GoldenCase.Hours;
import io.dataflow.sentinel.freshness.GoldenFile;
import io.dataflow.sentinel.freshness.GoldenFile.Row;
import io.dataflow.sentinel.freshness.Verdict;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.source.Payloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The golden cases through the whole program: a server on loopback shows at each look what the feed
 * shows then, a run lands, promotes and remembers it, and the verdict comes out of lake and ledger.
 */
@Tag("slow")
class GoldenPipelineTest {
  private static final String DATED =
      """
      name: DATED
      zone: UTC
      weekdays: [monday, tuesday, wednesday, thursday, friday]
      hours: [{open: 09:00, close: 17:00}]
      verified-until: %s
      """;

  @TempDir private Path folder;

  /** Those with a verdict; 14 and 16 ask a calendar only. */
  static Stream<Row> rows() {
    return GoldenFile.rows()
        .filter(row -> row.golden().readable())
        .filter(row -> row.ask().expected().verdict().isPresent());
  }

  @ParameterizedTest(name = "case {0}")
  @MethodSource("rows")
  void saysTheSameAfterRunsOfTheWholeProgram(Row row) throws IOException {
    GoldenCase golden = row.golden();
    Instant asOf = row.ask().asOf();
    TestProject project = project(golden);
    try (PayloadServer server = new PayloadServer()) {
      Optional<RunReport> last = runs(golden, project, server, asOf);
      List<FeedVerdict> verdicts = judge(project, server, asOf);

      new GoldenAnswers(golden, row.ask())
          .check(verdicts, date -> verdicts.stream().flatMap(v -> v.on(date).stream()).toList());
      row.ask()
          .expected()
          .exitCode()
          .ifPresent(code -> assertThat(last.orElseThrow().exitCode()).isEqualTo(code));
    }
    for (LocalDate refused : row.ask().expected().refused()) {
      assertThat(project.silver().refused())
          .anyMatch(r -> r.session().equals(Optional.of(refused)))
          .allMatch(r -> r.broken().equals("not_in_future"));
    }
  }

  @Test
  void case29EndsWithThreeWhenTheLakeCannotBeRead() throws IOException {
    GoldenCase golden =
        GoldenFile.shipped().stream().filter(g -> !g.readable()).findFirst().orElseThrow();
    Ask ask = golden.asks().get(0);
    TestProject project = project(golden);
    try (PayloadServer server = new PayloadServer()) {
      runs(golden, project, server, ask.asOf());
      assertThat(judge(project, server, ask.asOf()).get(0).verdict()).isEqualTo(Verdict.FRESH);
      breakTable(project.data().resolve("silver"));

      RunReport report = project.run(server.base(), ask.asOf());

      new GoldenAnswers(golden, ask)
          .check(report.lines().stream().map(RunReport.Line::verdict).toList(), date -> List.of());
      assertThat(report.exitCode()).isEqualTo(ask.expected().exitCode().orElseThrow());
    }
  }

  /** Root may read what nobody may, so a damaged file stands for a missing permission. */
  private static void breakTable(Path table) throws IOException {
    try (Stream<Path> files = Files.walk(table)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".metadata.json")).toList()) {
        Files.writeString(file, "no table");
      }
    }
  }

  private TestProject project(GoldenCase golden) throws IOException {
    FeedTerms terms = golden.terms();
    TestProject project =
        new TestProject(folder)
            .dates(golden.firstSession(), Optional.empty())
            .pipeline("retries: 0");
    for (int i = 0; i < golden.instruments(); i++) {
      project.asset(
          String.format(
              Locale.ROOT,
              "{symbol: S%d, calendar: %s, lag: %s, grace: %s, settle: %s, judge: final%s}",
              i,
              golden.calendar(),
              terms.lag(),
              terms.grace(),
              terms.settle(),
              terms.silentFrom().map(from -> ", silent: {from: " + from + "}").orElse("")));
    }
    if (golden.verifiedUntil().isPresent()) {
      Path own = Files.createDirectories(folder.resolve("config").resolve("calendars"));
      Files.writeString(
          own.resolve("DATED.yaml"),
          String.format(Locale.ROOT, DATED, golden.verifiedUntil().get()));
    }
    return project;
  }

  private static Optional<RunReport> runs(
      GoldenCase golden, TestProject project, PayloadServer server, Instant asOf) {
    List<Instant> moments = new ArrayList<>(golden.looks());
    golden.failed().forEach(f -> moments.add(f.at()));
    Optional<RunReport> last = Optional.empty();
    for (Instant at : moments.stream().filter(m -> !m.isAfter(asOf)).sorted().toList()) {
      boolean fails = golden.failed().stream().anyMatch(f -> f.at().equals(at));
      for (int i = 0; i < golden.instruments(); i++) {
        if (fails) {
          server.body("S" + i, 429, "text/html", "Too Many Requests");
        } else {
          server.chart("S" + i, answer(golden, i, at));
        }
      }
      last = Optional.of(project.run(server.base(), at));
    }
    return last;
  }

  private static List<FeedVerdict> judge(TestProject project, PayloadServer server, Instant asOf) {
    try (Sentinel sentinel = project.open(server.base(), asOf)) {
      return sentinel
          .watcher()
          .judge(sentinel.instruments().known(sentinel.ledger().facts()), asOf);
    }
  }

  /** What the feed shows of an instrument at a moment. */
  private static Payloads answer(GoldenCase golden, int instrument, Instant at) {
    String zone =
        new Calendars(Optional.empty())
            .find(golden.calendar())
            .map(c -> c.zone().getId())
            .orElse("UTC");
    Payloads answer =
        Payloads.of("S" + instrument)
            .meta("exchangeTimezoneName", '"' + zone + '"')
            .meta("firstTradeDate", seconds(golden.sessions().get(0).open()));
    int day = 0;
    String previous = "";
    for (Hours hours : golden.sessions()) {
      String prices = Integer.toString(100 + day++);
      Optional<Bar> bar = golden.visible(instrument, hours.session(), at);
      if (bar.isPresent()) {
        row(answer, hours, bar.get(), prices, previous);
        previous = prices;
      }
    }
    return answer;
  }

  private static void row(Payloads answer, Hours hours, Bar bar, String price, String previous) {
    String open = hours.open().toString();
    String volume = "1000000";
    switch (bar.kind()) {
      case FINAL, FUTURE -> {
        answer.row(open, price, price + ".5", price, price + ".25", volume);
        answer.meta("regularMarketTime", seconds(hours.close().plusSeconds(1)));
      }
      case PROVISIONAL -> {
        answer.row(bar.visible().toString(), price, price + ".5", price, price + ".25", volume);
        answer.meta("regularMarketTime", seconds(bar.visible()));
      }
      case NULL -> answer.row(open, "null", "null", "null", "null", "null");
      case REPEATED ->
          answer.row(
              open,
              previous,
              previous + ".5",
              previous,
              previous + ".25",
              Long.toString(bar.volume()));
      case REFUSED -> answer.row(open, price, price, price + ".00001", price, volume);
    }
  }

  private static String seconds(Instant at) {
    return Long.toString(at.getEpochSecond());
  }
}
