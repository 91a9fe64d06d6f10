package io.dataflow.sentinel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  @TempDir Path project;
  private Path file;

  @BeforeEach
  void folder() throws IOException {
    Files.createDirectory(project.resolve("config"));
    file = project.resolve("config/assets.yaml");
  }

  private Loaded read(String resource) throws IOException {
    try (InputStream in = getClass().getResourceAsStream(resource)) {
      Files.write(file, in.readAllBytes());
    }
    return read();
  }

  private Loaded read() {
    return SettingsReader.read(file, Map.of(), Optional.empty(), Optional.empty());
  }

  private static List<String> problems(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return assertThatExceptionOfType(InvalidFileException.class)
        .isThrownBy(call)
        .actual()
        .problems();
  }

  private Loaded with(Map<String, String> environment) throws IOException {
    Files.writeString(file, "assets: [AAPL, GC=F]\n");
    return SettingsReader.read(file, environment, Optional.empty(), Optional.empty());
  }

  private Loaded only(String... names) throws IOException {
    Files.writeString(file, "assets: [AAPL, GC=F]\n");
    return SettingsReader.read(file, Map.of(), Optional.empty(), Optional.of(List.of(names)));
  }

  private static Origin origin(Loaded loaded, String name) {
    return loaded.origins().stream().filter(o -> o.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void readsTheShippedFileOfExistingUsers() {
    Path shipped = Path.of("../config/assets.yaml").toAbsolutePath().normalize();
    Settings settings =
        SettingsReader.read(shipped, Map.of(), Optional.empty(), Optional.empty()).settings();
    Path root = shipped.getParent().getParent();
    assertThat(settings.assets())
        .extracting(asset -> asset.symbol().value(), asset -> asset.place().line())
        .containsExactly(
            tuple("AAPL", 2),
            tuple("BTC-USD", 3),
            tuple("ETH-USD", 4),
            tuple("SPY", 5),
            tuple("TSLA", 6),
            tuple("GC=F", 7));
    assertThat(settings.startDate()).isEqualTo("2020-01-01");
    assertThat(settings.endDate()).isEmpty();
    assertThat(settings.paths())
        .isEqualTo(
            new Paths(
                root,
                root.resolve("data/bronze"),
                root.resolve("data/silver"),
                root.resolve("data/gold"),
                root.resolve("logs"),
                root.resolve("data")));
  }

  @Test
  void defaultsEverythingButTheAssets() throws IOException {
    Settings settings = with(Map.of()).settings();
    assertThat(settings.pipeline())
        .isEqualTo(
            new Parameters(
                new Limits(Duration.ofSeconds(1), 2, Duration.ofMinutes(1), Duration.ofMinutes(15)),
                new Fetching(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    33_554_432,
                    2,
                    Duration.ofSeconds(1),
                    "Mozilla/5.0 (compatible; dataflow-sentinel)"),
                10,
                0.5));
    assertThat(settings.environment())
        .isEqualTo(
            new EnvironmentValues(
                "development",
                LogLevel.INFO,
                Optional.empty(),
                Optional.empty(),
                URI.create("https://query2.finance.yahoo.com"),
                Optional.empty(),
                Optional.empty(),
                new MailValues(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "smtp.gmail.com",
                    465,
                    Success.NEVER),
                settings.environment().whence()));
  }

  @Test
  void readsEveryKeyOfTheRicherForm() throws IOException {
    Settings settings = read("rich.yaml").settings();
    String place = file + ":";
    assertThat(settings.assets())
        .extracting(Asset::symbol, Asset::interval)
        .containsExactly(
            tuple(new Symbol("AAPL"), Interval.DAY_1),
            tuple(new Symbol("7203.T"), Interval.MINUTE_5),
            tuple(new Symbol("^GSPC"), Interval.DAY_1));
    assertThat(settings.assets().get(1))
        .isEqualTo(
            new Asset(
                new Symbol("7203.T"),
                Interval.MINUTE_5,
                Optional.of("XTKS"),
                new Timing(
                    Optional.of(Duration.ofMinutes(30)),
                    Optional.of(Duration.ofMinutes(5)),
                    Optional.of(Duration.ofHours(1)),
                    Judge.PROVISIONAL),
                Optional.of("contracts/tokyo.yaml"),
                Optional.of(
                    new Silence(
                        Optional.of(LocalDate.of(2024, 7, 1)),
                        Optional.of(LocalDate.of(2024, 7, 31)))),
                new Place(file.toString(), 4)));
    assertThat(settings.assets().get(2).place()).hasToString(place + 13);
    assertThat(settings.startDate()).isEqualTo("2015-06-01");
    assertThat(settings.endDate()).contains(LocalDate.of(2025, 12, 31));
    assertThat(settings.paths().bronze()).isEqualTo(Path.of("/lake/bronze"));
    assertThat(settings.paths().state()).isEqualTo(project.resolve("lake"));
    assertThat(settings.pipeline())
        .isEqualTo(
            new Parameters(
                new Limits(Duration.ZERO, 4, Duration.ofSeconds(20), Duration.ofHours(1)),
                new Fetching(
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(20),
                    8_388_608,
                    0,
                    Duration.ofMillis(500),
                    "Mozilla/5.0 (compatible; mine)"),
                5,
                0.9));
  }

  @Test
  void tellsWhereEachSettingCameFrom() throws IOException {
    Files.writeString(
        project.resolve(".env"), "\n\nLOG_LEVEL=debug\nSENTRY_DSN=https://k@s.example.com/1\n");
    Loaded loaded = read("rich.yaml");
    assertThat(origin(loaded, "pipeline.max_response"))
        .isEqualTo(
            new Origin(
                "pipeline.max_response",
                Optional.of("8 MiB"),
                file + ":27",
                "Largest answer that is read."));
    assertThat(origin(loaded, "assets.7203.T.5m").value())
        .contains(
            "calendar XTKS, lag PT30M, grace PT5M, settle PT1H, judge provisional,"
                + " contract contracts/tokyo.yaml, silent from 2024-07-01 until 2024-07-31");
    assertThat(origin(loaded, "assets.AAPL.1d").from()).isEqualTo(file + ":3");
    assertThat(origin(loaded, "paths.state").from()).isEqualTo("paths.silver");
    assertThat(origin(loaded, "LOG_LEVEL").from()).isEqualTo(project.resolve(".env") + ":3");
    assertThat(origin(loaded, "SENTRY_DSN").value()).contains("*****");
    assertThat(origin(loaded, "DATABASE_URL").value()).isEmpty();
    assertThat(origin(loaded, "SENTINEL_YAHOO_URL").from()).isEqualTo("default");
  }

  @Test
  void namesEverySettingOfTheTableOnce() throws IOException {
    List<String> fromTable =
        SettingsTable.all().stream()
            .map(Setting::name)
            .filter(name -> !name.startsWith("assets[]"))
            .toList();
    assertThat(with(Map.of()).origins())
        .extracting(Origin::name)
        .doesNotHaveDuplicates()
        .containsAll(fromTable);
    assertThat(SettingsTable.all()).allMatch(s -> s.byDefault().from().equals("default"));
  }

  @Test
  void reportsAllProblemsOfAFileAtOnce() {
    String symbol =
        ". A symbol has 1 to 32 characters out of letters, digits and . - ^ = _ &,"
            + " as in AAPL, ^GSPC, GC=F, BRK-B";
    String asset = "an asset is a symbol such as AAPL, or a mapping with the key \"symbol\"";
    String folder = "a folder, relative to the project or absolute, without ~, is wanted, not ";
    assertThat(problems(() -> read("many-problems.yaml")))
        .extracting(line -> line.replace(file.toString(), "f"))
        .containsExactly(
            "f:2: not a symbol: \"../../x\"" + symbol,
            "f:3: not a symbol: \"a\"b\"" + symbol,
            "f:4: not a symbol: \"'; drop table\"" + symbol,
            "f:6: aapl at 1d stands here a second time, after line 5",
            "f:7: " + asset,
            "f:8: " + asset,
            "f:9: unknown key \"grcae\". Did you mean \"grace\"?",
            "f:10: the key \"symbol\" is missing",
            "f:11: the key \"ticker\" is retired: write \"symbol\"",
            "f:12: silent: a silence has a first or a last session",
            "f:13: silent: a silence ends after it starts, not 2024-02-01 to 2024-01-01",
            "f:14: lag: a duration from PT0S to P30D, as PT1H30M or PT90S are written,"
                + " is wanted, not \"-PT1H\"",
            "f:14: judge: one of final, provisional is wanted, not \"maybe\"",
            "f:15: start_date: a date from 1900-01-01 to 2199-12-31 such as 2024-07-03"
                + " is wanted, not \"2020-13-01\"",
            "f:16: unknown key \"end_dat\". Did you mean \"end_date\"?",
            "f:18: bronze: " + folder + "\"~/data\"",
            "f:19: silver: " + folder + "\"\"",
            "f:22: min_gap: a duration from PT0S to PT1H, as PT1H30M or PT90S are written,"
                + " is wanted, not \"PT2H\"",
            "f:23: concurrency: a whole number from 1 to 16 is wanted, not \"0\"",
            "f:24: max_response: a size from 1024 bytes to 1024 MiB such as 32 MiB"
                + " is wanted, not \"2 TiB\"",
            "f:25: retries: a whole number from 0 to 10 is wanted, not \"1000\"",
            "f:26: coverage_floor: a share from 0 to 1 such as 0.5 is wanted, not \"50\"",
            "f:27: user_agent: 1 to 256 printable ASCII characters is wanted,"
                + " not \"two?lines\"");
  }

  @Test
  void saysWhatToWriteForARetiredKey() {
    assertThat(problems(() -> read("retired.yaml")))
        .containsExactly(file + ":1: the key \"tickers\" is retired: write \"assets\"");
  }

  @Test
  void refusesAMissingFile() {
    assertThat(problems(this::read)).containsExactly(file + ":1: there is no such file");
  }

  @Test
  void refusesAnEmptyFile() {
    assertThat(problems(() -> read("empty.yaml")))
        .containsExactly(file + ":1: is empty; see the shipped example");
  }

  @Test
  void refusesAFolder() throws IOException {
    Files.createDirectory(file);
    assertThat(problems(this::read))
        .containsExactly(file + ":1: is a folder; a YAML file is wanted");
  }

  @Test
  void refusesWhatIsNotUtf8() {
    assertThat(problems(() -> read("latin1.yaml")))
        .containsExactly(file + ":1: is not UTF-8 text. Save it as UTF-8 and try again");
  }

  /** A file that fails on reading for root too, who may read what has no permissions. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void refusesAnUnreadableFile() throws IOException {
    Files.createSymbolicLink(file, Path.of("/proc/self/mem"));
    assertThat(problems(this::read))
        .containsExactly(file + ":1: cannot be read: java.io.IOException: Input/output error");
    Files.delete(file);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void refusesAnEndlessFile() {
    file = Path.of("/dev/zero");
    assertThat(problems(this::read))
        .containsExactly("/dev/zero:1: is larger than 4 MiB; that is no file a person wrote");
  }

  @Test
  void readsAFileWithAByteOrderMark() throws IOException {
    Files.writeString(file, "\uFEFFassets: [AAPL]\n");
    assertThat(read().settings().assets()).hasSize(1);
  }

  @Test
  void refusesATruncatedFile() {
    assertThat(problems(() -> read("cut.yaml")))
        .singleElement()
        .asString()
        .startsWith(file + ":1: no YAML: ");
  }

  @Test
  void refusesAListInsteadOfAMapping() {
    assertThat(problems(() -> read("list.yaml")))
        .containsExactly(file + ":1: a mapping is wanted here, as in \"key: value\", not a list");
  }

  @Test
  void refusesAnEmptyListOfAssets() {
    assertThat(problems(() -> read("no-assets.yaml")))
        .containsExactly(file + ":1: assets: at least one is wanted, as in \"- AAPL\"");
  }

  @Test
  void refusesAFileWithoutAssets() {
    assertThat(problems(() -> read("assets-missing.yaml")))
        .containsExactly(file + ":1: the key \"assets\" is missing");
    assertThat(problems(() -> read("nothing.yaml")))
        .containsExactly(file + ":2: the key \"assets\" is missing");
  }

  @Test
  void refusesAnEndBeforeTheStart() {
    assertThat(problems(() -> read("ends-before-start.yaml")))
        .containsExactly(file + ":3: end_date: 2024-01-01 is before start_date, 2024-01-02");
  }

  @Test
  void refusesTwoStagesInOneFolder() {
    assertThat(problems(() -> read("shared-folder.yaml")))
        .containsExactly(file + ":3: paths: bronze, silver, gold and logs need a folder each");
  }

  @Test
  void resolvesPathsFromTheFilesOwnFolderWhenThatIsNotConfig() throws IOException {
    file = project.resolve("mine.yaml");
    assertThat(with(Map.of()).settings().paths().gold()).isEqualTo(project.resolve("data/gold"));
  }

  @Test
  void keepsEverythingBelowTheGivenDataFolder() throws IOException {
    Files.writeString(file, "assets: [AAPL]\n");
    Path data = project.resolve("elsewhere");
    Loaded loaded = SettingsReader.read(file, Map.of(), Optional.of(data), Optional.empty());
    assertThat(loaded.settings().paths())
        .isEqualTo(
            new Paths(
                project,
                data.resolve("bronze"),
                data.resolve("silver"),
                data.resolve("gold"),
                data.resolve("logs"),
                data));
    assertThat(origin(loaded, "paths.bronze").from()).isEqualTo("--data");
    assertThat(origin(loaded, "paths.state").from()).isEqualTo("--data");
  }

  @Test
  void keepsOnlyTheNamedSymbols() throws IOException {
    assertThat(only("gc=f", " ").settings().assets())
        .extracting(asset -> asset.symbol().value())
        .containsExactly("GC=F");
  }

  @Test
  void suggestsTheSymbolThatWasProbablyMeant() {
    assertThat(problems(() -> only("APPL", "XYZZY")))
        .containsExactly(
            "--only: \"APPL\" is not in " + file + ". Did you mean \"AAPL\"?",
            "--only: \"XYZZY\" is not in " + file + ". Known here: AAPL, GC=F");
    assertThat(problems(() -> only(" "))).containsExactly("--only: at least one symbol is wanted");
  }

  @Test
  void reportsFileEnvironmentAndOptionTogether() throws IOException {
    Files.writeString(file, "assets: [AAPL]\nfoo: 1\n");
    Files.writeString(project.resolve(".env"), "LOG_LEVEL=loud\n");
    assertThat(
            problems(
                () ->
                    SettingsReader.read(
                        file,
                        Map.of("SENTINEL_YAHOO_URL", "ftp://x"),
                        Optional.empty(),
                        Optional.of(List.of("AAP")))))
        .hasSize(4);
  }
}
