package io.dataflow.sentinel.freshness;

import io.dataflow.sentinel.freshness.GoldenCase.Ahead;
import io.dataflow.sentinel.freshness.GoldenCase.Ask;
import io.dataflow.sentinel.freshness.GoldenCase.Bar;
import io.dataflow.sentinel.freshness.GoldenCase.Between;
import io.dataflow.sentinel.freshness.GoldenCase.Closed;
import io.dataflow.sentinel.freshness.GoldenCase.Expected;
import io.dataflow.sentinel.freshness.GoldenCase.Failure;
import io.dataflow.sentinel.freshness.GoldenCase.Hours;
import io.dataflow.sentinel.freshness.GoldenCase.Kind;
import io.dataflow.sentinel.freshness.GoldenCase.Told;
import io.dataflow.sentinel.yaml.Problems;
import io.dataflow.sentinel.yaml.YamlFile;
import io.dataflow.sentinel.yaml.YamlMapping;
import io.dataflow.sentinel.yaml.YamlNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the golden cases by the program's own reader: an unknown key is a problem, by its line. */
public final class GoldenFile {
  /** The shipped file, as seen from the module's folder. */
  public static final Path SHIPPED = Path.of("..", "docs", "golden-cases.json");

  private static final LocalDate NO_DATE = LocalDate.EPOCH;

  private final Problems problems = new Problems();

  private GoldenFile() {}

  /** A case at one of its moments: one test. */
  public record Row(GoldenCase golden, Ask ask) {
    @Override
    public String toString() {
      return ask.id() + " " + golden.calendar() + ", " + golden.title() + ", as of " + ask.asOf();
    }
  }

  /** Every case of the shipped file at each of its moments. */
  public static Stream<Row> rows() {
    return shipped().stream()
        .flatMap(golden -> golden.asks().stream().map(ask -> new Row(golden, ask)));
  }

  public static List<GoldenCase> shipped() {
    return parse(SHIPPED.toString(), YamlFile.text(SHIPPED));
  }

  /**
   * Reads a text.
   *
   * @throws io.dataflow.sentinel.yaml.InvalidFileException with every problem
   */
  static List<GoldenCase> parse(String name, String text) {
    GoldenFile file = new GoldenFile();
    YamlMapping top = YamlFile.parse(name, text).mapping(file.problems);
    top.require("about");
    must(top, "format", top.integer("format"), 1);
    List<GoldenCase> cases = file.rows(top, "cases", file::golden);
    top.finish();
    file.problems.throwIfAny();
    return cases;
  }

  private GoldenCase golden(YamlMapping map) {
    int instruments = map.integer("instruments").orElse(1);
    return new GoldenCase(
        must(map, "number", map.integer("number"), 0),
        must(map, "title", map.text("title"), ""),
        must(map, "calendar", map.text("calendar"), ""),
        map.date("verified_until"),
        terms(map),
        must(map, "first_session", map.date("first_session"), NO_DATE),
        rows(map, "sessions", this::hours),
        rows(map, "closed", this::closed),
        instruments,
        map.text("table").filter("unreadable"::equals).isEmpty(),
        rows(map, "bars", bar -> bar(bar, instruments)),
        looks(map),
        rows(map, "failed", this::failure),
        rows(map, "asks", ask -> ask(ask, instruments)));
  }

  private FeedTerms terms(YamlMapping map) {
    YamlMapping terms = map.section("terms");
    YamlMapping silent = map.section("silent");
    FeedTerms read =
        FeedTerms.exchangeDaily()
            .due(duration(terms, "lag"), duration(terms, "grace"))
            .settling(duration(terms, "settle"))
            .judgedBy(must(terms, "judge", terms.choice("judge", JudgedBy.class), JudgedBy.FINAL))
            .silent(silent.date("from"), silent.date("until"));
    terms.finish();
    silent.finish();
    return read;
  }

  private Hours hours(YamlMapping map) {
    return new Hours(
        must(map, "session", map.date("session"), NO_DATE),
        instant(map, "open"),
        instant(map, "close"),
        instant(map, "deadline"));
  }

  private Closed closed(YamlMapping map) {
    return new Closed(
        must(map, "date", map.date("date"), NO_DATE),
        must(map, "why", map.text("why"), ""),
        map.date("declared"));
  }

  private Bar bar(YamlMapping map, int instruments) {
    return new Bar(
        must(map, "session", map.date("session"), NO_DATE),
        instant(map, "visible"),
        must(map, "kind", map.choice("kind", Kind.class), Kind.FINAL),
        map.text("check").orElse(""),
        map.integer("volume").orElse(0),
        map.integer("instruments").orElse(instruments));
  }

  private List<Instant> looks(YamlMapping map) {
    return map.require("looks").stream()
        .flatMap(node -> node.list(problems).stream())
        .flatMap(node -> node.text().stream())
        .map(Instant::parse)
        .toList();
  }

  private Failure failure(YamlMapping map) {
    return new Failure(instant(map, "at"), must(map, "error", map.text("error"), ""));
  }

  private Ask ask(YamlMapping map, int instruments) {
    YamlMapping expect = map.section("expect");
    Expected expected =
        new Expected(
            rows(expect, "sessions", told -> told(told, instruments)),
            rows(expect, "ahead", this::ahead),
            expect.date("running"),
            dates(expect, "holes"),
            dates(expect, "refused"),
            expect.parsed("verdict", "a verdict", Verdict::valueOf),
            expect.text("coverage"),
            expect.text("fresh_instruments"),
            expect.text("warns"),
            expect.integer("exit_code"));
    expect.finish();
    return new Ask(must(map, "id", map.text("id"), ""), instant(map, "as_of"), expected);
  }

  private List<LocalDate> dates(YamlMapping map, String key) {
    return map.get(key).stream()
        .flatMap(node -> node.list(problems).stream())
        .flatMap(node -> node.text().stream())
        .map(LocalDate::parse)
        .toList();
  }

  private Told told(YamlMapping map, int instruments) {
    Optional<SessionState> state = map.parsed("state", "a state", SessionState::valueOf);
    return new Told(
        must(map, "session", map.date("session"), NO_DATE),
        must(map, "state", state, SessionState.UNKNOWN),
        map.text("cause"),
        map.text("names"),
        map.get("arrived").map(node -> row(node, this::between)),
        map.flag("observed"),
        map.integer("instruments").orElse(instruments));
  }

  private Between between(YamlMapping map) {
    return new Between(map.instant("after"), instant(map, "by"));
  }

  private Ahead ahead(YamlMapping map) {
    return new Ahead(
        must(map, "session", map.date("session"), NO_DATE),
        must(map, "owed", map.flag("owed"), false),
        map.instant("deadline"));
  }

  private <T> List<T> rows(YamlMapping map, String key, Function<YamlMapping, T> read) {
    return map.get(key).stream()
        .flatMap(node -> node.list(problems).stream())
        .map(node -> row(node, read))
        .toList();
  }

  private <T> T row(YamlNode node, Function<YamlMapping, T> read) {
    YamlMapping map = node.mapping(problems);
    T value = read.apply(map);
    map.finish();
    return value;
  }

  private static Duration duration(YamlMapping map, String key) {
    return must(map, key, map.duration(key), Duration.ZERO);
  }

  private static Instant instant(YamlMapping map, String key) {
    return must(map, key, map.instant(key), Instant.EPOCH);
  }

  /** A value that has to be there; reading goes on without it to find the other problems. */
  private static <T> T must(YamlMapping map, String key, Optional<T> value, T instead) {
    map.require(key);
    return value.orElse(instead);
  }
}
