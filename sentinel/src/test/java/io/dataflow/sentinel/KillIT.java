package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed again and again, without warning and at random moments of each stage; one
 * run to the end then comes to what a run that nobody disturbed comes to.
 */
@Tag("slow")
class KillIT {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final int ROUNDS = 14;
  private static final int KILLS_A_ROUND = 2;
  private static final List<String> STAGES =
      List.of("start", "recover", "plan", "fetch", "promote", "gold", "judge", "report");

  /** The stages that write most are hit most. */
  private static final List<String> TARGETS =
      List.of(
          "start", "recover", "recover", "plan", "fetch", "fetch", "fetch", "promote", "promote",
          "promote", "promote", "promote", "gold", "gold", "judge", "report");

  private static final Pattern ENDED =
      Pattern.compile("\"stage\":\"(\\w+)\",\"message\":\"stage ended\",\"ms\":(\\d+)");

  @TempDir private Path folder;
  private final Random random = new Random(20260202);
  private final Map<String, Integer> hits = new TreeMap<>();
  private final Map<String, Integer> millis = new TreeMap<>();
  private int tooLate;

  @Test
  @Timeout(value = 40, unit = TimeUnit.MINUTES)
  void aRunToTheEndAfterAnyKillsComesToTheSame() throws Exception {
    try (Bed bed = History.bed(folder)) {
      Path empty = Files.createDirectories(folder.resolve("empty"));
      Path history = folder.resolve("history");
      bed.run(history, History.THURSDAY);
      bed.run(history, History.FRIDAY);
      killed(bed, empty, "an empty lake");
      killed(bed, history, "a lake with history");
    }
    int kills = hits.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println(
        kills + " kills by stage: " + hits + "; " + tooLate + " came after the run's end");
    assertThat(kills).isGreaterThanOrEqualTo(50);
    assertThat(hits.keySet()).contains("fetch", "promote", "gold");
  }

  private void killed(Bed bed, Path base, String name) throws Exception {
    Path whole = Bed.copy(base, folder.resolve("whole-" + base.getFileName()));
    assertThat(start(bed, whole).waitFor()).isEqualTo(1);
    stages(log(whole), 0).forEach((stage, ms) -> millis.put(stage, Math.max(ms, 20)));
    Map<String, List<String>> expected = Bed.tables(whole);
    for (int round = 0; round < ROUNDS; round++) {
      Path data = Bed.copy(base, folder.resolve(base.getFileName() + "-" + round));
      List<String> stages = new ArrayList<>();
      while (stages.size() < KILLS_A_ROUND) {
        kill(bed, data).ifPresentOrElse(stages::add, () -> tooLate++);
      }
      assertThat(start(bed, data).waitFor()).as("%s, killed in %s", name, stages).isEqualTo(1);
      stages.forEach(stage -> hits.merge(stage, 1, Integer::sum));
      same(data, whole, expected, name + ", killed in " + stages);
    }
  }

  private static void same(Path data, Path whole, Map<String, List<String>> expected, String killed)
      throws IOException {
    Map<String, List<String>> tables = Bed.tables(data);
    tables.forEach(
        (table, rows) -> {
          assertThat(rows).as("%s, %s", table, killed).isEqualTo(expected.get(table));
          assertThat(new HashSet<>(rows)).as("%s, %s", table, killed).hasSameSizeAs(rows);
        });
    for (String file : List.of("gold/freshness.json", "gold/aggregates.csv")) {
      assertThat(Files.readString(data.resolve(file)))
          .as("%s, %s", file, killed)
          .isEqualTo(Files.readString(whole.resolve(file)));
    }
  }

  /**
   * Starts a run and kills it at a random moment of a random stage.
   *
   * @return the stage it was in; empty when it had ended by then
   */
  private java.util.Optional<String> kill(Bed bed, Path data) throws Exception {
    long before = Files.exists(log(data)) ? Files.size(log(data)) : 0;
    int target = STAGES.indexOf(TARGETS.get(random.nextInt(TARGETS.size())));
    Process process = start(bed, data);
    while (process.isAlive() && reached(log(data), before) < target) {
      Thread.sleep(1);
    }
    int most = target == 0 ? 1500 : millis.getOrDefault(STAGES.get(target), 20);
    Thread.sleep(random.nextInt(most + 1));
    process.destroyForcibly();
    boolean killed = process.waitFor() == 128 + 9;
    int stage = reached(log(data), before);
    return killed && stage < STAGES.size()
        ? java.util.Optional.of(STAGES.get(stage))
        : java.util.Optional.empty();
  }

  /** The place of the stage a run is in, by those that have ended. */
  private static int reached(Path log, long from) throws IOException {
    int reached = 0;
    for (String ended : stages(log, from).keySet()) {
      reached = Math.max(reached, STAGES.indexOf(ended) + 1);
    }
    boolean begun = Files.exists(log) && Files.size(log) > from;
    return begun ? Math.max(reached, 1) : 0;
  }

  private static Map<String, Integer> stages(Path log, long from) throws IOException {
    Map<String, Integer> stages = new TreeMap<>();
    if (Files.exists(log)) {
      byte[] bytes = Files.readAllBytes(log);
      String text =
          new String(bytes, (int) from, bytes.length - (int) from, StandardCharsets.UTF_8);
      Matcher ended = ENDED.matcher(text);
      while (ended.find()) {
        stages.put(ended.group(1), Integer.valueOf(ended.group(2)));
      }
    }
    return stages;
  }

  private static Path log(Path data) {
    return data.resolve("logs").resolve("pipeline.json");
  }

  private Process start(Bed bed, Path data) throws IOException {
    bed.moveTo(History.MONDAY);
    List<String> command = new ArrayList<>(program());
    command.addAll(
        List.of(
            "run",
            "--quiet",
            "--config",
            bed.settingsFile().toString(),
            "--data",
            data.toString(),
            "--as-of",
            History.MONDAY.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SENTINEL_YAHOO_URL", bed.source().toString());
    builder.environment().put("SENTINEL_ENV_FILE", "/dev/null");
    builder.environment().put("SENTINEL_ARCHIVE", "off");
    File output = folder.resolve("output.txt").toFile();
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
        .start();
  }

  /** The program as users start it where it is built, else from the classes under test. */
  private static List<String> program() {
    if (Files.exists(ROOT.resolve("sentinel/target/sentinel/build-id"))) {
      return List.of(ROOT.resolve("bin/sentinel").toString());
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "io.dataflow.sentinel.Main");
  }
}
