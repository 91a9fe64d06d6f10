package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.source.Payloads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked for and why, with a server that keeps a list of what it was asked for. */
@Tag("it")
class PlanTest {
  private static final Instant MONDAY = Instant.parse("2024-04-08T12:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2024-04-09T12:00:00Z");

  @TempDir private Path folder;

  private TestProject project() {
    return new TestProject(folder)
        .assets("AAPL")
        .dates(LocalDate.parse("2024-01-02"), Optional.empty())
        .pipeline("reread_sessions: 2");
  }

  @Test
  void asksForTheWholeHistoryOfANewInstrumentAndThenForTheLastSessionsAgain() throws IOException {
    try (Feed server = new Feed()) {
      TestProject project = project();
      assertThat(kinds(project, server, MONDAY)).containsExactly("NEW");
      project.run(server.base(), MONDAY);
      assertThat(server.asked()).containsExactly("2024-01-02");
      assertThat(kinds(project, server, MONDAY)).containsExactly("REREAD");
      project.run(server.base(), MONDAY);
      // the last two sessions before Monday's open are Thursday and Friday
      assertThat(server.asked()).containsExactly("2024-04-04");
    }
  }

  @Test
  void asksFromTheOldestSessionThatIsMissing() throws IOException {
    try (Feed server = new Feed()) {
      TestProject project = project();
      server.without("2024-03-13");
      project.run(server.base(), MONDAY);
      Planned planned = plan(project, server, Wish.none(), MONDAY).get(0);
      assertThat(planned.missing()).containsExactly(LocalDate.parse("2024-03-13"));
      assertThat(planned.reasons())
          .extracting(PlanReason::words)
          .containsExactly("the session of 2024-03-13 is missing", "the last 2 sessions again");
      server.asked();
      server.bars.put(LocalDate.parse("2024-03-13"), 100.5);
      project.run(server.base(), MONDAY);
      assertThat(server.asked()).containsExactly("2024-03-13");
      assertThat(plan(project, server, Wish.none(), MONDAY).get(0).missing()).isEmpty();
    }
  }

  @Test
  void asksForTheWholeHistoryWhenAnAdjustedCloseMoved() throws IOException {
    try (Feed server = new Feed()) {
      TestProject project = project();
      project.run(server.base(), MONDAY);
      server.asked();
      server.adjustment = 0.99;
      RunReport report = project.run(server.base(), TUESDAY);
      assertThat(server.asked()).containsExactly("2024-04-04", "2024-01-02");
      assertThat(report.promoted().count("adjusted")).isEqualTo(server.before("2024-04-08"));
      project.run(server.base(), TUESDAY);
      assertThat(server.asked()).containsExactly("2024-04-05");
    }
  }

  @Test
  void takesFloatJitterOfAnAdjustedCloseForNoChange() throws IOException {
    try (Feed server = new Feed()) {
      TestProject project = project();
      project.run(server.base(), MONDAY);
      server.asked();
      server.adjustment = 1 + 5e-7;
      project.run(server.base(), TUESDAY);
      assertThat(server.asked()).containsExactly("2024-04-04");
    }
  }

  @Test
  void asksForTheWholeHistoryWhenASettledBarIsAnotherOne() throws IOException {
    try (Feed server = new Feed()) {
      TestProject project = project();
      project.run(server.base(), MONDAY);
      server.asked();
      server.bars.put(LocalDate.parse("2024-04-05"), 99.0);
      server.bars.put(LocalDate.parse("2024-01-05"), 98.0);
      RunReport report = project.run(server.base(), TUESDAY);
      assertThat(server.asked()).containsExactly("2024-04-04", "2024-01-02");
      assertThat(report.promoted().restated())
          .extracting(r -> r.session().toString())
          .containsExactly("2024-01-05", "2024-04-05");
    }
  }

  @Test
  void promotesNoPartOfAHistoryInDoubtWithoutTheWhole() throws IOException {
    try (Feed server = new Feed()) {
      TestProject project = project();
      project.run(server.base(), MONDAY);
      server.adjustment = 0.99;
      server.wholeStatus = 503;
      RunReport failed = project.run(server.base(), TUESDAY);
      assertThat(failed.exitCode()).isEqualTo(ExitCode.NOT_EVALUATED);
      assertThat(failed.promoted().counts()).isEmpty();
      server.wholeStatus = 200;
      server.asked();
      RunReport made = project.run(server.base(), TUESDAY);
      assertThat(server.asked()).containsExactly("2024-04-04", "2024-01-02");
      assertThat(made.promoted().count("adjusted")).isEqualTo(server.before("2024-04-08"));
    }
  }

  @Test
  void asksForTheWholeHistoryOnAWish() throws IOException {
    try (Feed server = new Feed()) {
      TestProject project = project();
      project.run(server.base(), MONDAY);
      server.asked();
      Wish wish = new Wish(Optional.of(Set.of(new io.dataflow.sentinel.market.Symbol("AAPL"))));
      assertThat(plan(project, server, wish, MONDAY).get(0).reasons())
          .extracting(PlanReason::kind)
          .containsExactly(PlanReason.Kind.WISHED);
      try (Sentinel sentinel = project.open(server.base(), MONDAY)) {
        new Runner(
                sentinel,
                "run",
                Plan.whole(wish),
                Clock.systemUTC(),
                Waiting.none(line -> {}),
                Pulse.none())
            .run(landed -> {});
      }
      assertThat(server.asked()).containsExactly("2024-01-02");
    }
  }

  @Test
  void fillsThePastInWindowsAndGoesOnWhereItWas() throws IOException {
    try (Feed server = new Feed()) {
      TestProject project = project();
      server.from(LocalDate.parse("2013-01-01"));
      project.run(server.base(), MONDAY);
      server.asked();
      server.failsBefore = Optional.of(LocalDate.parse("2015-01-01"));
      RunReport first = backfill(project, server, false);
      assertThat(first.exitCode()).isEqualTo(ExitCode.NOT_EVALUATED);
      assertThat(server.asked()).startsWith("2020-01-01", "2015-01-01").contains("2013-06-03");
      server.failsBefore = Optional.empty();
      RunReport second = backfill(project, server, false);
      assertThat(server.asked()).containsExactly("2013-06-03");
      assertThat(second.exitCode()).isEqualTo(first.lines().isEmpty() ? 1 : ExitCode.OK);
      assertThat(sessions(project)).isEqualTo(server.between("2013-06-03", "2024-04-08"));
      backfill(project, server, false);
      assertThat(server.asked()).isEmpty();
      backfill(project, server, true);
      assertThat(server.asked()).containsExactly("2020-01-01", "2015-01-01", "2013-06-03");
    }
  }

  @Test
  void restatesWhatABackFillBroughtToo() throws IOException {
    try (Feed server = new Feed()) {
      TestProject project = project();
      server.from(LocalDate.parse("2013-01-01"));
      project.run(server.base(), MONDAY);
      backfill(project, server, false);
      server.asked();
      server.adjustment = 0.99;
      RunReport report = project.run(server.base(), TUESDAY);
      assertThat(server.asked()).containsExactly("2024-04-04", "2013-06-03");
      assertThat(report.promoted().count("adjusted"))
          .isEqualTo(server.between("2013-06-03", "2024-04-08"));
    }
  }

  private static RunReport backfill(TestProject project, Feed server, boolean again) {
    BackfillPlan plan =
        new BackfillPlan(LocalDate.parse("2013-06-03"), LocalDate.parse("2024-01-01"), again);
    try (Sentinel sentinel = project.open(server.base(), MONDAY)) {
      return new Runner(
              sentinel,
              BackfillPlan.COMMAND,
              plan,
              Clock.systemUTC(),
              Waiting.none(line -> {}),
              Pulse.none())
          .run(landed -> {});
    }
  }

  private static long sessions(TestProject project) {
    return project.query(SilverTables.BARS, "SELECT COUNT(*) FROM t", r -> r.bigint(1)).get(0);
  }

  private static List<Planned> plan(TestProject project, Feed server, Wish wish, Instant now) {
    try (Sentinel sentinel = project.open(server.base(), now)) {
      List<Instrument> known = sentinel.instruments().known(sentinel.ledger().facts());
      return Plan.whole(wish).of(sentinel, known, now);
    }
  }

  private static List<String> kinds(TestProject project, Feed server, Instant now) {
    return plan(project, server, Wish.none(), now).stream()
        .flatMap(planned -> planned.reasons().stream())
        .map(reason -> reason.kind().name())
        .toList();
  }

  /** New York's sessions of an instrument, a bar each; asked for a range it sends that range. */
  private static final class Feed implements AutoCloseable {
    private static final String PATH = "/v8/finance/chart/";

    private final HttpServer http;
    private final List<String> asked = new ArrayList<>();
    final Map<LocalDate, Double> bars = new TreeMap<>();
    double adjustment = 1;
    int wholeStatus = 200;
    Optional<LocalDate> failsBefore = Optional.empty();

    Feed() throws IOException {
      from(LocalDate.parse("2024-01-02"));
      byte[] loopback = {127, 0, 0, 1};
      http = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(loopback), 0), 0);
      http.createContext(PATH, this::answer);
      http.start();
    }

    void from(LocalDate first) {
      new io.dataflow.sentinel.market.Calendars(Optional.empty())
          .find("XNYS")
          .orElseThrow()
          .sessions(first, LocalDate.parse("2024-04-08"), MONDAY)
          .forEach(s -> bars.put(s.date(), 100 + s.date().getDayOfMonth() / 10.0));
    }

    void without(String session) {
      bars.remove(LocalDate.parse(session));
    }

    long before(String session) {
      return between("2024-01-01", session);
    }

    /** How many sessions there are from one day to another, which is left out. */
    long between(String from, String to) {
      return bars.keySet().stream()
          .filter(s -> !s.isBefore(LocalDate.parse(from)) && s.isBefore(LocalDate.parse(to)))
          .count();
    }

    /** The first day of each request since the last call. */
    synchronized List<String> asked() {
      List<String> copy = List.copyOf(asked);
      asked.clear();
      return copy;
    }

    URI base() {
      return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
      Map<String, String> query = new TreeMap<>();
      for (String pair : exchange.getRequestURI().getQuery().split("&", -1)) {
        query.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
      }
      LocalDate from = day(query.get("period1"));
      LocalDate to = day(query.get("period2"));
      asked.add(from.toString());
      boolean whole = from.isBefore(LocalDate.parse("2024-02-01"));
      int status = whole ? wholeStatus : 200;
      status = failsBefore.filter(from::isBefore).isPresent() ? 503 : status;
      byte[] body = payload(from, to).json().getBytes(StandardCharsets.UTF_8);
      try (exchange) {
        exchange.getResponseHeaders().add("content-type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
      }
    }

    private static LocalDate day(String seconds) {
      return Instant.ofEpochSecond(Long.parseLong(seconds)).atZone(ZoneOffset.UTC).toLocalDate();
    }

    private Payloads payload(LocalDate from, LocalDate to) {
      Payloads payload = Payloads.of("AAPL").meta("regularMarketTime", "1712606400");
      int row = 0;
      for (Map.Entry<LocalDate, Double> bar : bars.entrySet()) {
        LocalDate session = bar.getKey();
        if (!session.isBefore(from) && session.isBefore(to)) {
          double close = bar.getValue();
          payload.row(
              session + "T14:30:00Z",
              Double.toString(close),
              Double.toString(close + 1),
              Double.toString(close - 1),
              Double.toString(close),
              Integer.toString(1000 + session.getDayOfYear()));
          payload.value("adjclose", row++, Double.toString(close * adjustment));
        }
      }
      return payload;
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }
}
