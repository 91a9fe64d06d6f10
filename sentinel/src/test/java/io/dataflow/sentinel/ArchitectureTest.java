package io.dataflow.sentinel;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the graph of packages, written down here and nowhere else, and the house rules. */
@Tag("it")
class ArchitectureTest {
  private static final String ROOT = "io.dataflow.sentinel";
  private static final int LONGEST_FILE = 300;

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /** What a package may use of the program, and why no more. The root package may use all. */
  enum Part {
    TEXT("text", List.of(), "what a text may hold has nothing to do with what it means"),
    JSON("json", List.of(), "reading and writing JSON knows nothing of what it says"),
    YAML("yaml", List.of(), "reading YAML knows nothing of what it says"),
    ENGINE("engine", List.of(), "another engine must fit in without knowing the market"),
    POSTGRES(
        "postgres", List.of(), "how a database is reached has nothing to do with what it holds"),
    TABLE(
        "table",
        List.of("engine", "postgres", "yaml"),
        "a user's table is read without knowing what is expected of it"),
    MARKET("market", List.of("yaml"), "calendars are known before any data arrives"),
    CONFIG("config", List.of("market", "yaml"), "settings are read before anything is built"),
    LAKE("lake", List.of("engine"), "the lake stores tables and never decides what a row means"),
    SOURCE("source", List.of("market"), "a source fetches and parses, and keeps nothing"),
    CSV("source.csv", List.of("source", "market"), "one source knows no other"),
    PARQUET(
        "source.parquet",
        List.of("engine", "market", "source", "source.csv"),
        "what is taken out of Parquet files is kept as the text that source.csv reads"),
    YAHOO("source.yahoo", List.of("source", "market", "json", "text"), "one source knows no other"),
    STAND_IN(
        "source.standin",
        List.of("market", "yaml"),
        "the vendor's double shares no code with the client it is there to try"),
    BRONZE("bronze", List.of("source", "market", "json"), "answers are kept before anybody judges"),
    CONTRACT("contract", List.of("engine", "yaml"), "rules are values compiled to SQL"),
    SILVER(
        "silver",
        List.of("source", "bronze", "contract", "lake", "engine", "market"),
        "a stage uses the records of stages before it, never the ledger or a later stage"),
    GOLD("gold", List.of("silver", "lake", "engine"), "gold is made from silver alone"),
    WAREHOUSE(
        "warehouse",
        List.of("engine", "gold", "lake", "postgres", "silver"),
        "what is published is what the lake holds, and the ledger's rows are given to it"),
    FRESHNESS("freshness", List.of("market"), "verdicts are pure: the same evidence, the same end"),
    INCIDENT("incident", List.of(), "what is wrong is known before anybody decides who hears"),
    CHANNEL(
        "channel",
        List.of("config", "incident", "json", "text", "yaml"),
        "a channel sends what it is given; yaml tells what is wrong with a template"),
    ROUTING(
        "routing",
        List.of("channel", "config", "incident", "market", "text", "yaml"),
        "who hears of what is read from a file and never depends on who sends it"),
    EXPORT(
        "export",
        List.of("freshness", "json", "market"),
        "a format says what was judged and judges nothing"),
    BACKTEST(
        "backtest",
        List.of("freshness", "market", "yaml"),
        "what a replay proves of the judge holds only if it is the same judge"),
    NOTIFY(
        "notify",
        List.of("channel", "incident", "text"),
        "who is told what is decided without sending or remembering anything"),
    LEDGER(
        "ledger",
        List.of("channel", "freshness", "incident", "json", "market", "notify", "postgres", "text"),
        "the ledger keeps records and is known to the root package only"),
    CI("ci", List.of("text"), "what a job shows is a form of findings, whatever they are about"),
    HEARTBEAT(
        "heartbeat",
        List.of("config", "text"),
        "what is told elsewhere is a code and a text, whatever a run is about"),
    DAEMON(
        "daemon",
        List.of("freshness"),
        "when it is time is told from what is recorded, whatever is then done"),
    CRASH(
        "crash",
        List.of("config"),
        "what broke is reported by its stack, whatever the program was about"),
    WATCHDOG(
        "watchdog",
        List.of("freshness", "incident"),
        "runs are judged by what is recorded of them, wherever that was read");

    private final String name;
    private final List<String> uses;
    private final String because;

    Part(String name, List<String> uses, String because) {
      this.name = name;
      this.uses = uses;
      this.because = because;
    }

    String packageName() {
      return ROOT + "." + name;
    }
  }

  @ParameterizedTest
  @MethodSource("parts")
  void usesOnlyWhatItMay(Part part) {
    List<String> allowed =
        Stream.concat(Stream.of(part.name), part.uses.stream()).map(n -> ROOT + "." + n).toList();
    classes()
        .that()
        .resideInAPackage(part.packageName())
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.not(resideInAPackage(ROOT + ".."))
                .or(resideInAnyPackage(allowed.toArray(String[]::new))))
        .because(part.because)
        .check(PROGRAM);
  }

  static List<Part> parts() {
    return List.of(Part.values());
  }

  @Test
  void theTableNamesEveryPackageAndNothingThatIsNotUsed() {
    Map<String, String> table = new TreeMap<>();
    for (Part part : Part.values()) {
      table.put(part.packageName(), part.uses.stream().sorted().toList().toString());
    }
    Map<String, String> program = new TreeMap<>();
    for (JavaClass one : PROGRAM) {
      program.computeIfAbsent(one.getPackageName(), name -> used(one.getPackage()));
    }
    program.remove(ROOT);
    assertThat(program).isEqualTo(table);
  }

  private static String used(JavaPackage used) {
    return used.getClassDependenciesFromThisPackage().stream()
        .map(d -> d.getTargetClass().getPackageName())
        .filter(name -> name.startsWith(ROOT + ".") && !name.equals(used.getName()))
        .map(name -> name.substring(ROOT.length() + 1))
        .distinct()
        .sorted()
        .toList()
        .toString();
  }

  @Test
  void packagesFormNoCycle() {
    slices()
        .matching(ROOT + ".(**)")
        .should()
        .beFreeOfCycles()
        .because("a part that needs what needs it can be neither read nor tried alone")
        .check(PROGRAM);
  }

  static List<ArchRule> rulesOnTime() {
    return TimeRules.all();
  }

  @ParameterizedTest
  @MethodSource("rulesOnTime")
  void timeIsGiven(ArchRule rule) {
    rule.check(PROGRAM);
  }

  /** What SQL asks of the machine no rule on classes sees. */
  @Test
  void timeIsGivenToSqlToo() throws IOException {
    Pattern asks = Pattern.compile("(?i)\\b(current_(timestamp|date|time)|(sys)?now *\\()");
    Map<Path, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "main"))) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.(sql|java)")).toList()) {
        String text = Files.readString(file).replaceAll("\\w+\\.now\\(\\)", "");
        asks.matcher(text).results().forEach(m -> found.put(file, m.group()));
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void onlyTheRootPackageSpeaksToPeople() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT)
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because("stages give records out; what is printed is decided in one place")
        .check(PROGRAM);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .because("there is one log, with a run and a stage in each line")
        .check(PROGRAM);
  }

  @Test
  void theStandInNeedsNothingButTheJdkAndJackson() {
    classes()
        .that()
        .resideInAPackage(Part.STAND_IN.packageName())
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", ROOT + "..", "com.fasterxml.jackson..")
        .because("people rehearse against it without the rest of the program")
        .check(PROGRAM);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Manager|Util|Utils|Helper|Impl|Service|Handler)(\\$.*)?")
        .because("a name that fits everything lets everything in")
        .check(PROGRAM);
  }

  @Test
  void noFileIsLongerThanAReaderHolds() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      Map<String, Long> tooLong =
          files
              .filter(f -> f.toString().endsWith(".java"))
              .collect(Collectors.toMap(f -> f.getFileName().toString() + " " + f, this::lines));
      tooLong.values().removeIf(lines -> lines <= LONGEST_FILE);
      assertThat(tooLong).isEmpty();
    }
  }

  private long lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
