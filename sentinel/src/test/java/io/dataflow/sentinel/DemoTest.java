package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demonstration with the faults that are shipped, fewer and more. */
@Tag("it")
class DemoTest {
  private static final Path SHIPPED = Installation.folder().resolve("config/demo/faults.yaml");

  @TempDir private Path folder;

  @Test
  void findsEachPlantedFaultAndNothingElse() throws IOException {
    List<Path> before = files(Path.of(""));
    Cli.Ended ended = demo(SHIPPED);
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.out())
        .contains(
            "4 of 4 planted faults were found, and nothing else.",
            "yes    TSLA: the feed has stopped",
            "yes    SPY: the bar of 2026-03-06 has its high below its low",
            "yes    ETH-USD: the request is answered with status 429, once",
            "yes    NOSUCH: the symbol is unknown");
    assertThat(ended.out().split("INSTRUMENT +VERDICT", -1)).as("one full report").hasSize(2);
    assertThat(ended.out())
        .containsSubsequence(
            "== Friday night\nSIMULATED DATA. As of Sat 2026-03-07 04:45 UTC: LATE",
            "== Saturday noon\nSIMULATED DATA. As of Sat 2026-03-07 17:00 UTC: LATE",
            "== Tuesday morning\nSIMULATED DATA. As of Tue 2026-03-10 13:00 UTC: LATE",
            "INSTRUMENT",
            "TSLA        STALE    Thu 2026-03-05",
            "Quarantined:\n  SPY 2026-03-06: high_not_below_low",
            "== Planted and found");
    assertThat(ended.err()).isEmpty();
    assertThat(folder).isDirectoryContaining("glob:**/demo");
    assertThat(Files.list(folder)).hasSize(1);
    assertThat(files(Path.of(""))).as("nothing outside its folder").isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void endsWellWithOneFaultLessAndShowsAnotherTable(int removed) throws IOException {
    List<String> faults = shippedFaults();
    String gone = faults.remove(removed);
    Cli.Ended ended = demo(faultFile(faults));
    if (gone.contains("NOSUCH")) {
      // The simulated market makes up any symbol, so the name is then one like the others.
      assertThat(ended.out()).contains("NOSUCH      FRESH");
    }
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.out()).contains("3 of 3 planted faults were found, and nothing else.");
  }

  @Test
  void saysNoWhenAFaultNeverShows() throws IOException {
    List<String> faults = shippedFaults();
    faults.add("  - {symbol: AAPL, fault: stopped-feed, after: 2026-12-31}\n");
    faults.add("  - {symbol: SPY, fault: stopped-feed, after: 2026-12-31}\n");
    faults.add("  - {symbol: AAPL, fault: high-below-low, date: 2026-03-08}\n");
    faults.add("  - {symbol: MSFT, fault: unknown-symbol}\n");
    faults.add("  - {symbol: GC=F, fault: no-data, from: 2027-01-01T00:00:00Z}\n");
    Cli.Ended ended = demo(faultFile(faults));
    assertThat(ended.code()).as(ended.said()).isOne();
    assertThat(ended.out())
        .contains(
            "NO     AAPL: the feed has stopped after 2026-12-31",
            "NO     SPY: the feed has stopped after 2026-12-31",
            "NO     AAPL: the bar of 2026-03-08 has its high",
            "NO     MSFT: the symbol is unknown",
            "NO     GC=F: ",
            "4 of 9 planted faults were found, and nothing else.");
  }

  @Test
  void findsOtherKindsOfFaultToo() throws IOException {
    List<String> faults = shippedFaults();
    faults.add("  - {symbol: AAPL, fault: missing-session, date: 2026-03-06}\n");
    faults.add("  - {symbol: GC=F, fault: null-bar, date: 2026-03-05}\n");
    faults.add(
        "  - {symbol: BTC-USD, fault: wrong-meta, field: currency, value: EUR,"
            + " from: 2026-03-08T00:00:00Z}\n");
    Cli.Ended ended = demo(faultFile(faults));
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.out())
        .contains(
            "7 of 7 planted faults were found, and nothing else.", "held: currency USD -> EUR");
  }

  @Test
  void anEarlierDemonstrationLeavesNothingBehind() throws IOException {
    for (String old : List.of("data/gold/old.json", "config/old.yaml", "notes.txt")) {
      Path file = folder.resolve("demo").resolve(old);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "mine");
    }
    Path own = folder.resolve("demo/notes.txt");
    Cli.Ended again = demo(faultFile(List.of()));
    assertThat(again.code()).as(again.said()).isZero();
    assertThat(again.out()).contains("0 of 0 planted faults").doesNotContain(": LATE", "STALE");
    assertThat(own).hasContent("mine");
    assertThat(folder.resolve("demo/data/gold/old.json")).doesNotExist();
    assertThat(folder.resolve("demo/config/old.yaml")).doesNotExist();
  }

  @Test
  void aWrongFaultFileEndsWithFourAndEveryProblem() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("f.yaml"),
            "faults:\n- {symbol: SPY, fault: stopt-feed}\n- {fault: no-data}\n");
    Cli.Ended ended = demo(file);
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err()).contains(file + ":2: ", "stopped-feed", file + ":3: ");
    assertThat(folder.resolve("demo")).doesNotExist();
  }

  private Cli.Ended demo(Path faults) {
    return Cli.bare(
        "demo", "--folder", folder.resolve("demo").toString(), "--faults", faults.toString());
  }

  /** Each fault of the shipped file by itself. */
  private static List<String> shippedFaults() throws IOException {
    String text =
        Files.readString(SHIPPED).replaceAll("(?m)^\\s*#.*\n", "").replaceAll("(?m)^\n", "");
    List<String> faults = new ArrayList<>();
    for (String part : text.substring(text.indexOf("  - ")).split("(?m)^  - ")) {
      if (!part.isBlank()) {
        faults.add("  - " + part);
      }
    }
    assertThat(faults).hasSize(4);
    return faults;
  }

  private Path faultFile(List<String> faults) throws IOException {
    String list = faults.isEmpty() ? "faults: []\n" : "faults:\n" + String.join("", faults);
    return Files.writeString(folder.resolve("faults.yaml"), list);
  }

  private static List<Path> files(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below.toAbsolutePath())) {
      return files.filter(f -> !f.toString().contains("/target/")).sorted().toList();
    }
  }
}
