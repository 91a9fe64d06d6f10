package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.dataflow.sentinel.config.SettingsReader;
import io.dataflow.sentinel.engine.Column;
import io.dataflow.sentinel.gold.GoldTables;
import io.dataflow.sentinel.lake.TableSpec;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.silver.SilverTables;
import io.dataflow.sentinel.source.standin.Faults;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Holds the documentation against the program. */
class DocsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path SOURCES = ROOT.resolve("sentinel/src/main/java/io/dataflow/sentinel");

  /** Folders that hold no committed file. */
  private static final Set<String> OTHERS =
      Set.of(".git", ".docker", "node_modules", "target", "data", "demo", "logs");

  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern COMMAND = Pattern.compile("bin/sentinel +([a-z][a-z-]*)");
  private static final Pattern SUBCOMMAND =
      Pattern.compile("bin/sentinel +(quarantine|contract|export) +([a-z][a-z_-]*)");
  private static final Pattern TARGET = Pattern.compile("(?:`|^|\\$ )make ([a-z][a-z_-]*)");
  private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]\\w*)(?:\\.[a-zA-Z]+)?`");

  /** What belongs to one machine or one person and to no repository. */
  private static final List<Pattern> PRIVATE =
      List.of(
          Pattern.compile("(?<![\\w.~}])/(home|Users|root)/[a-z]"),
          Pattern.compile("/tmp/[a-z]+-[a-z]+/"),
          Pattern.compile("BEGIN [A-Z ]*PRIVATE KEY"),
          Pattern.compile("https?://(10|192\\.168|172\\.(1[6-9]|2\\d|3[01]))\\.\\d"),
          Pattern.compile("<<<<<<< |>>>>>>> "));

  /** Where packages are fetched from, and no page is read. */
  private static final Set<String> REGISTRIES =
      Set.of(
          String.join(".", "repo1", "maven", "org"),
          String.join(".", "repo", "maven", "apache", "org"),
          String.join(".", "central", "sonatype", "com"),
          String.join(".", "registry", "npmjs", "org"),
          String.join(".", "pypi", "org"),
          String.join(".", "deb", "debian", "org"));

  @TempDir private Path folder;

  static List<Path> pages() throws IOException {
    return committed().filter(f -> f.toString().endsWith(".md")).toList();
  }

  private static Stream<Path> committed() throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(ROOT)) {
      walk.filter(Files::isRegularFile)
          .filter(f -> parts(f).noneMatch(part -> OTHERS.contains(part.toString())))
          .forEach(files::add);
    }
    return files.stream().sorted();
  }

  /** The folders above a file; {@code config/demo} is committed, {@code demo} is not. */
  private static Stream<Path> parts(Path file) {
    Path relative = ROOT.relativize(file);
    boolean ours = relative.startsWith("config");
    return ours
        ? Stream.empty()
        : Stream.iterate(relative, p -> p != null, Path::getParent).map(Path::getFileName);
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static Stream<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  /** The cells of each row of the tables between a heading and the next of its depth or above. */
  private static List<List<String>> rows(String text, String heading) {
    int depth = heading.indexOf(' ');
    String rest = text.substring(text.indexOf(heading + "\n") + heading.length());
    String section = rest.split("\n#{1," + depth + "} ", 2)[0];
    return section
        .lines()
        .filter(line -> line.startsWith("|") && !line.startsWith("|---"))
        .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
        .toList();
  }

  private static Set<String> firstCells(List<List<String>> rows) {
    return rows.stream()
        .skip(1)
        .map(row -> row.get(0).replace("`", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> blocks(String text, String language) {
    return matches(Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$"), text)
        .map(m -> m.group(1))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksToWhatIsThere(Path page) throws IOException {
    List<String> broken = new ArrayList<>();
    for (MatchResult link : matches(LINK, Files.readString(page)).toList()) {
      String target = link.group(1);
      if (!target.matches("[a-z]+:.*") && !resolves(page, target)) {
        broken.add(target);
      }
    }
    assertThat(broken).isEmpty();
  }

  /** Their form only: nothing here needs the network. */
  @ParameterizedTest
  @MethodSource("pages")
  void linksElsewhereByWellFormedAddresses(Path page) throws IOException {
    for (MatchResult link : matches(LINK, Files.readString(page)).toList()) {
      String target = link.group(1);
      if (target.matches("[a-z]+:.*")) {
        URI address = URI.create(target);
        assertThat(address.getScheme()).as(target).isEqualTo("https");
        assertThat(address.getHost()).as(target).matches("([a-z0-9-]+\\.)+[a-z]{2,}");
        assertThat(address.getUserInfo()).as(target).isNull();
        assertThat(REGISTRIES).as(target).doesNotContain(address.getHost());
      }
    }
  }

  @Test
  void everyPageIsReachedFromTheReadme() throws IOException {
    Set<Path> reached = new HashSet<>();
    Deque<Path> next = new ArrayDeque<>(List.of(ROOT.resolve("README.md")));
    while (!next.isEmpty()) {
      Path page = next.pop();
      if (reached.add(page)) {
        matches(LINK, Files.readString(page))
            .map(link -> link.group(1).split("#", 2)[0])
            .filter(target -> target.endsWith(".md") && !target.contains(":"))
            .forEach(target -> next.push(page.resolveSibling(target).normalize()));
      }
    }
    assertThat(reached)
        .containsAll(
            pages().stream().filter(page -> !page.startsWith(ROOT.resolve("sentinel"))).toList());
  }

  @Test
  void theReadmeIsReadInOneSitting() throws IOException {
    String readme = read("README.md");
    assertThat(readme.lines().count()).isLessThan(430);
    assertThat(readme.lines().filter(line -> !line.startsWith("|")))
        .allMatch(line -> line.length() <= 150);
    assertThat(readme.split("\n## ", 2)[0].split("\n\n"))
        .allMatch(paragraph -> paragraph.lines().count() <= 12);
  }

  private static boolean resolves(Path page, String target) throws IOException {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    if (!Files.exists(file)) {
      return false;
    }
    return parts.length == 1 || anchors(Files.readString(file)).contains(parts[1]);
  }

  private static Set<String> anchors(String text) {
    return text.lines()
        .filter(line -> line.matches("#{1,6} .*"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(java.util.Locale.ROOT))
        .map(line -> line.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void namesCommandsThatExist(Path page) throws IOException {
    String text = Files.readString(page);
    CommandLine program = Main.commandLine();
    assertThat(matches(COMMAND, text).map(m -> m.group(1)).collect(Collectors.toSet()))
        .isSubsetOf(program.getSubcommands().keySet());
    assertThat(matches(SUBCOMMAND, text).map(m -> m.group(1) + " " + m.group(2)).toList())
        .allSatisfy(
            words -> {
              String[] pair = words.split(" ");
              Set<String> known =
                  new TreeSet<>(program.getSubcommands().get(pair[0]).getSubcommands().keySet());
              if (pair[0].equals("export")) {
                Arrays.stream(ExportTable.values())
                    .map(table -> table.name().toLowerCase(Locale.ROOT))
                    .forEach(known::add);
              }
              assertThat(known).contains(pair[1]);
            });
  }

  @ParameterizedTest
  @MethodSource("pages")
  void namesTargetsThatExist(Path page) throws IOException {
    Set<String> targets =
        matches(Pattern.compile("(?m)^([a-z_-]+):"), read("Makefile"))
            .map(m -> m.group(1))
            .collect(Collectors.toSet());
    Set<String> named =
        Files.readString(page)
            .lines()
            .flatMap(line -> matches(TARGET, line).map(m -> m.group(1)))
            .collect(Collectors.toSet());
    assertThat(named).isSubsetOf(targets);
  }

  @Test
  void namesClassesThatExist() throws IOException {
    Set<String> classes;
    try (Stream<Path> files = Files.walk(ROOT.resolve("sentinel/src"))) {
      classes =
          files
              .map(f -> f.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.substring(0, name.length() - ".java".length()))
              .collect(Collectors.toSet());
    }
    Set<String> others =
        Set.of("Float", "JdbcCatalog", "FileIO", "Clock", "Instant", "Fixed", "Recording");
    for (String page : List.of("README.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md")) {
      assertThat(matches(CLASS, read(page)).map(m -> m.group(1)).collect(Collectors.toSet()))
          .as(page)
          .allMatch(name -> classes.contains(name) || others.contains(name));
    }
  }

  @Test
  void listsEveryCommand() throws IOException {
    Set<String> shown =
        Main.commandLine().getSubcommands().entrySet().stream()
            .filter(e -> !e.getValue().getCommandSpec().usageMessage().hidden())
            .map(e -> "bin/sentinel " + e.getKey())
            .collect(Collectors.toSet());
    List<List<String>> rows =
        rows(read("README.md").replaceFirst("(?s)\n### Exit codes.*", "\n## End"), "## Commands");
    assertThat(firstCells(rows)).isEqualTo(new TreeSet<>(shown));
  }

  @Test
  void listsTheExitCodesOfTheProgram() throws IOException {
    String readme = read("README.md");
    List<Integer> codes =
        List.of(
            ExitCode.OK,
            ExitCode.DATA,
            ExitCode.WARNINGS,
            ExitCode.NOT_EVALUATED,
            ExitCode.USAGE,
            ExitCode.NOT_RECORDED);
    assertThat(firstCells(rows(readme, "### Exit codes")))
        .containsExactlyElementsOf(codes.stream().sorted().map(String::valueOf).toList());
    for (String page : List.of("README.md", "docs/ARCHITECTURE.md")) {
      String order =
          matches(Pattern.compile("`(\\d( > \\d)+)`"), read(page)).findFirst().get().group(1);
      assertThat(precedence(order)).as(page).isEqualTo(order);
    }
  }

  /** The codes of a text in the order the program gives them. */
  private static String precedence(String order) {
    List<Integer> sorted =
        Arrays.stream(order.split(" > ")).map(Integer::valueOf).collect(Collectors.toList());
    List<Integer> ours = new ArrayList<>(List.of(ExitCode.USAGE)); // no run ends with it
    Set<Trouble> left = new TreeSet<>(Arrays.asList(Trouble.values()));
    while (!left.isEmpty()) {
      int first = ExitCode.of(left);
      ours.add(first);
      left.removeIf(trouble -> trouble.code() == first);
    }
    ours.add(ExitCode.of(left));
    assertThat(sorted).containsExactlyInAnyOrderElementsOf(ours);
    return ours.stream().map(String::valueOf).collect(Collectors.joining(" > "));
  }

  @Test
  void showsSettingsThatAreRead() throws IOException {
    List<String> examples = blocks(read("README.md"), "yaml");
    assertThat(examples).hasSizeGreaterThanOrEqualTo(2);
    for (String example : examples) {
      Path file = Files.writeString(folder.resolve("assets.yaml"), example);
      var loaded = SettingsReader.read(file, Map.of(), Optional.empty(), Optional.empty());
      new Instruments(loaded.settings(), new Calendars(Optional.empty())).check();
    }
  }

  @Test
  void shipsTheSettingsItShows() throws IOException {
    assertThat(read("config/assets.yaml")).contains("start_date: \"2020-01-01\"");
    assertThat(
            SettingsReader.read(
                    ROOT.resolve("config/assets.yaml"),
                    Map.of(),
                    Optional.empty(),
                    Optional.empty())
                .settings()
                .assets())
        .isNotEmpty();
  }

  @Test
  void showsACalendarThatIsRead() throws IOException {
    String example = blocks(read("docs/CALENDARS.md"), "yaml").get(0);
    Files.writeString(folder.resolve("XNYS.yaml"), example);
    var calendar = new Calendars(Optional.of(folder)).find("XNYS").orElseThrow();
    var closed = java.time.LocalDate.of(2026, 3, 5);
    var before = java.time.Instant.parse("2026-03-03T00:00:00Z");
    assertThat(calendar.session(closed, before)).isPresent();
    assertThat(calendar.session(closed, java.time.Instant.MAX)).isEmpty();
  }

  @Test
  void listsEveryCalendar() throws IOException {
    assertThat(firstCells(rows(read("docs/CALENDARS.md"), "## What was verified")))
        .isEqualTo(new TreeSet<>(new Calendars(Optional.empty()).names()));
  }

  @Test
  void listsEveryKindOfFault() throws IOException {
    // %n is the line break of the command's help
    String kinds = String.join("\n", Faults.kinds()).replace("%n", "\n");
    assertThat(read("docs/STAND-IN.md")).contains(kinds.replaceAll("(?m) +$", ""));
  }

  @Test
  void showsFaultsThatAreRead() throws IOException {
    for (String example : blocks(read("docs/STAND-IN.md"), "yaml")) {
      Path file = Files.writeString(folder.resolve("faults.yaml"), example);
      assertThat(Faults.read(file).list()).isNotEmpty();
    }
  }

  static List<TableSpec> tables() {
    return Stream.concat(SilverTables.ALL.stream(), GoldTables.ALL.stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void listsTheColumnsOfEachTable(TableSpec table) throws IOException {
    List<String> written =
        rows(read("docs/ARCHITECTURE.md"), "### `" + table.fullName() + "`").stream()
            .skip(1)
            .map(row -> row.get(0).replace("`", "") + " " + row.get(1))
            .toList();
    assertThat(written).containsExactlyElementsOf(table.columns().stream().map(this::row).toList());
  }

  private String row(Column column) {
    String type = column.type().name().toLowerCase(java.util.Locale.ROOT);
    return column.name() + " " + type + (column.required() ? "" : ", may be null");
  }

  /** The packages and what each uses, as the imports say. */
  @Test
  void listsThePackagesAsTheyAre() throws IOException {
    List<String> written =
        rows(read("docs/ARCHITECTURE.md"), "## Packages").stream()
            .skip(2)
            .map(row -> row.get(0).replace("`", "") + ": " + row.get(2))
            .sorted()
            .toList();
    List<String> ours = new ArrayList<>();
    try (Stream<Path> all = Files.walk(SOURCES)) {
      for (Path dir : all.filter(Files::isDirectory).filter(d -> !d.equals(SOURCES)).toList()) {
        String name = SOURCES.relativize(dir).toString().replace('/', '.');
        ours.add(name + ": " + uses(dir, name));
      }
    }
    assertThat(written).containsExactlyElementsOf(ours.stream().sorted().toList());
  }

  private static String uses(Path dir, String itself) throws IOException {
    Pattern imported =
        Pattern.compile("(?m)^import (?:static )?io\\.dataflow\\.sentinel\\.([a-z.]+)\\.[A-Z]");
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.list(dir)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        matches(imported, Files.readString(file)).map(m -> m.group(1)).forEach(used::add);
      }
    }
    used.remove(itself);
    return used.isEmpty() ? "-" : String.join(", ", used);
  }

  @Test
  void showsAFreshnessFileOfItsSchema() throws IOException {
    String example = blocks(read("docs/FRESHNESS-FILE.md"), "json").get(0);
    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(read("docs/freshness.schema.json"));
    assertThat(schema.validate(new ObjectMapper().readTree(example))).isEmpty();
  }

  @Test
  void listsTheKeysOfTheSchemas() throws IOException {
    String page = read("docs/FRESHNESS-FILE.md");
    var json = new ObjectMapper();
    var freshness = json.readTree(read("docs/freshness.schema.json"));
    var summary = json.readTree(read("docs/summary.schema.json"));
    Set<String> keys = new TreeSet<>();
    freshness.at("/$defs/entry/properties").fieldNames().forEachRemaining(keys::add);
    freshness.at("/$defs/session/properties").fieldNames().forEachRemaining(keys::add);
    summary.at("/properties").fieldNames().forEachRemaining(keys::add);
    assertThat(keys).allMatch(key -> page.contains("`" + key + "`"));
  }

  @Test
  void holdsNothingOfOneMachine() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : committed().toList()) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      boolean binary = text.indexOf('\0') >= 0;
      if (!binary && !file.endsWith("DocsTest.java")) {
        PRIVATE.forEach(
            p ->
                matches(p, text).forEach(m -> found.add(ROOT.relativize(file) + ": " + m.group())));
      }
    }
    assertThat(found).isEmpty();
  }
}
