import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Times the program's start, its first run and one with nothing new, beside the start of an empty
 * Java program in the same rounds (A B A B), so that the ratios hold on a busy machine.
 *
 * <p>{@code make bench-start}, or {@code java bench/StartBench.java [ROUNDS]}. Nothing is asserted.
 */
final class StartBench {
  private static final Path SENTINEL = Path.of("bin/sentinel").toAbsolutePath();
  private static final String CLOCK = "2024-12-24T12:00:00Z";
  // 1,500 daily bars before the clock for an instrument of a stock exchange
  private static final String CONFIG =
      """
      assets:
      - AAA
      - BBB
      - CCC
      - DDD
      - EEE
      - FFF
      start_date: "2019-01-08"
      end_date: null
      pipeline:
        min_gap: PT0S
      """;
  private static final Pattern STAGE =
      Pattern.compile("\"stage\"\\s*:\\s*\"([^\"]+)\"[^{}]*?\"ms\"\\s*:\\s*([0-9.]+)");

  private final Path folder;
  private final int rounds;
  private final Map<String, Times> all = new LinkedHashMap<>();
  private Process server;

  private StartBench(Path folder, int rounds) {
    this.folder = folder;
    this.rounds = rounds;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("start-bench");
    StartBench bench = new StartBench(folder, args.length > 0 ? Integer.parseInt(args[0]) : 9);
    Runtime.getRuntime().addShutdownHook(new Thread(bench::end));
    bench.run();
  }

  private void run() throws Exception {
    List<String> empty = emptyProgram();
    boolean pipeline = offers("run") && offers("yahoo-server");
    Map<String, String> environment = pipeline ? Map.of("SENTINEL_YAHOO_URL", serve()) : Map.of();
    Files.writeString(folder.resolve("assets.yaml"), CONFIG);

    for (int round = -1; round < rounds; round++) { // the first only warms the machine's caches
      boolean counted = round >= 0;
      time(counted, "empty Java program", empty, Map.of());
      time(counted, "sentinel --version", List.of(SENTINEL.toString(), "--version"), Map.of());
      if (pipeline) {
        Path data = folder.resolve("data" + round);
        time(counted, "empty Java program", empty, Map.of());
        time(counted, "first run, 6 x 1,500 bars", ingest(data), environment, log(data));
        time(counted, "empty Java program", empty, Map.of());
        time(counted, "second run, nothing new", ingest(data), environment, log(data));
        delete(data);
      }
    }
    print();
    if (!pipeline) {
      System.out.println("`sentinel run` and `sentinel yahoo-server` are not there yet: not timed.");
    }
  }

  /** Where a run tells its stages: a line with "stage" and "ms" for each. */
  private static Path log(Path data) {
    return data.resolve("logs").resolve("pipeline.json");
  }

  private static List<String> ingest(Path data) {
    return List.of(
        SENTINEL.toString(), "run", "--json", "--config", data.resolveSibling("assets.yaml").toString(),
        "--data", data.toString(), "--as-of", CLOCK);
  }

  /** The same Java, with none of the program's options: what any Java program has to pay. */
  private List<String> emptyProgram() throws IOException {
    Path source = folder.resolve("Empty.java");
    Files.writeString(source, "class Empty { public static void main(String[] args) {} }");
    ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, "-d", folder.toString(), source.toString());
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    return List.of(java, "-cp", folder.toString(), "Empty");
  }

  private static boolean offers(String command) throws IOException {
    Process help = new ProcessBuilder(SENTINEL.toString(), "--help").start();
    String text = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return text.lines().anyMatch(line -> line.strip().startsWith(command + " "));
  }

  private String serve() throws IOException {
    server =
        new ProcessBuilder(
                SENTINEL.toString(), "yahoo-server", "--simulate", "7", "--clock", CLOCK)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      int at = line.indexOf("http://");
      if (line.startsWith("listening on ") && at > 0) {
        return line.substring(at).strip();
      }
    }
    throw new IOException("yahoo-server ended before it listened");
  }

  private void time(
      boolean counted, String name, List<String> command, Map<String, String> environment)
      throws Exception {
    time(counted, name, command, environment, folder.resolve("no-log"));
  }

  private void time(
      boolean counted,
      String name,
      List<String> command,
      Map<String, String> environment,
      Path log)
      throws Exception {
    int before = Files.exists(log) ? Files.readString(log).length() : 0;
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    long began = System.nanoTime();
    Process process = builder.start();
    int code = process.waitFor();
    double wall = (System.nanoTime() - began) / 1e6;
    if (code != 0 && code != 2) {
      throw new IOException(command + " ended with " + code + ":\n" + Files.readString(err));
    }
    if (counted) {
      all.computeIfAbsent(name, key -> new Times()).add(wall, Files.exists(log) ? Files.readString(log).substring(before) : "");
    }
  }

  private void print() {
    double empty = all.get("empty Java program").median();
    System.out.printf(
        "Java %s, %d processors, %d rounds; medians%n%n",
        Runtime.version(), Runtime.getRuntime().availableProcessors(), rounds);
    System.out.printf("%-28s %9s %9s %9s %8s%n", "", "ms", "fastest", "slowest", "x empty");
    all.forEach(
        (name, times) ->
            System.out.printf(
                "%-28s %9.0f %9.0f %9.0f %8.1f%n",
                name, times.median(), times.least(), times.most(), times.median() / empty));
    all.forEach((name, times) -> times.printStages(name));
  }

  private void end() {
    if (server != null) {
      server.destroy();
    }
    delete(folder);
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The times of one command, and of the stages it told: lines with "stage" and "ms". */
  private static final class Times {
    private final List<Double> wall = new ArrayList<>();
    private final Map<String, List<Double>> stages = new LinkedHashMap<>();

    void add(double ms, String output) {
      wall.add(ms);
      Matcher stage = STAGE.matcher(output);
      while (stage.find()) {
        stages
            .computeIfAbsent(stage.group(1), key -> new ArrayList<>())
            .add(Double.parseDouble(stage.group(2)));
      }
    }

    double median() {
      return median(wall);
    }

    double least() {
      return wall.stream().min(Double::compare).orElseThrow();
    }

    double most() {
      return wall.stream().max(Double::compare).orElseThrow();
    }

    void printStages(String name) {
      if (stages.isEmpty()) {
        return;
      }
      System.out.printf("%n%s, by stage%n", name);
      double told = 0;
      for (Map.Entry<String, List<Double>> stage : stages.entrySet()) {
        told += median(stage.getValue());
        System.out.printf("  %-26s %9.1f%n", stage.getKey(), median(stage.getValue()));
      }
      System.out.printf("  %-26s %9.1f%n", "(start, end and the rest)", median() - told);
    }

    private static double median(List<Double> values) {
      double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      int half = sorted.length / 2;
      return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
  }
}
