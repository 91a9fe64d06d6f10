package io.dataflow.sentinel;

import io.dataflow.sentinel.source.standin.Faults;
import io.dataflow.sentinel.source.standin.Market;
import io.dataflow.sentinel.source.standin.MovableClock;
import io.dataflow.sentinel.source.standin.StandInServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sentinel demo}: the whole pipeline on a simulated market with planted faults. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a stand-in server on this machine, runs the pipeline against it on a Friday night, a"
          + " Saturday noon and a Tuesday morning, and holds what it found against the faults that were"
          + " planted.",
      "Exit codes: 0 each planted fault was found and nothing else, 1 otherwise, 4 bad usage."
    },
    footer = {"", "Examples:", "  sentinel demo", "  sentinel demo --faults my-faults.yaml"})
final class DemoCommand implements Callable<Integer> {
  private static final String SETTINGS =
      """
      # Settings of the demonstration; made anew each time.
      assets: [AAPL, SPY, TSLA, BTC-USD, ETH-USD, GC=F, NOSUCH]
      start_date: "2025-01-01"
      pipeline:
        min_gap: PT0S        # the server is this machine
        cool_down: PT0.2S
        retry_delay: PT0.1S
      """;

  private final Clock wall;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = "demo",
      description = "Where everything is kept; emptied first (default: demo).")
  private Path folder;

  @Option(
      names = "--faults",
      paramLabel = "FILE",
      description = "The planted faults (default: config/demo/faults.yaml).")
  private Path faultFile;

  @Option(
      names = "--simulate",
      paramLabel = "SEED",
      defaultValue = "7",
      description = "The simulated market's seed (default: 7).")
  private long seed;

  @Spec private CommandSpec spec;

  DemoCommand(Clock wall) {
    this.wall = wall;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path wanted = faultFile == null ? faultsOfTheProject() : faultFile;
    Faults faults = Faults.read(wanted);
    Path settings = emptied().resolve("config").resolve("assets.yaml");
    AtomicFile.write(settings, SETTINGS);
    MovableClock time = new MovableClock(Demo.MOMENTS.get(0).at());
    try (StandInServer server = new StandInServer(Market.simulated(seed), faults, time)) {
      URI address = server.start(0);
      out.println("A SIMULATED market (seed " + seed + ") answers on " + address);
      out.println("Planted in " + wanted + ":");
      faults.list().forEach(f -> out.println("  " + f));
      out.flush();
      Demo demo = new Demo(settings, folder.resolve("data"), address, wall);
      RunReport last =
          demo.run(
              (moment, i) -> time.moveTo(moment.at()),
              (moment, report) -> {
                out.println();
                out.println("== " + moment.name());
                out.print(
                    moment.last()
                        ? ReportText.of(report, folder.resolve("data/gold"))
                        : ReportText.brief(report));
                out.flush();
              });
      return ending(out, demo, faults, last);
    } finally {
      out.flush();
    }
  }

  private int ending(PrintWriter out, Demo demo, Faults faults, RunReport last) {
    List<Demo.Planted> planted = demo.planted(faults);
    List<Demo.Finding> others = demo.unplanted(faults);
    out.println();
    out.println("== Planted and found");
    TextTable table = new TextTable("FOUND", "PLANTED", "SHOWN BY");
    planted.forEach(
        p ->
            table.add(
                List.of(
                    p.shownBy().isPresent() ? "yes" : "NO",
                    p.rule().words(),
                    p.shownBy().map(Demo.Finding::words).orElse("nothing"))));
    out.print(table);
    others.forEach(f -> out.println("NOT PLANTED, yet found: " + f.symbol() + " " + f.words()));
    long found = planted.stream().filter(p -> p.shownBy().isPresent()).count();
    boolean fine = found == planted.size() && others.isEmpty();
    out.println();
    out.println(
        found
            + " of "
            + planted.size()
            + " planted faults were found, and "
            + (others.isEmpty() ? "nothing else" : others.size() + " things nobody planted")
            + ". The last run ended with exit code "
            + last.exitCode()
            + ".");
    out.println();
    out.println("All of it is simulated and lies in " + folder + "/. What to type next:");
    String options = " --config " + quoted("config/assets.yaml") + " --data " + quoted("data");
    out.println("  bin/sentinel incidents ls" + options);
    out.println("  bin/sentinel quarantine show SPY" + options);
    out.println("  bin/sentinel sql \"SELECT * FROM gold.latest_bars\"" + options);
    out.println("  take a fault out of " + shownFaults() + " and run the demo again");
    out.println("  make run        the same on live data");
    return fine ? ExitCode.OK : ExitCode.DATA;
  }

  /** A path of the folder as a shell takes it. */
  private String quoted(String part) {
    String path = folder.resolve(part).toString();
    return path.matches("[\\w./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }

  private String shownFaults() {
    return faultFile == null ? "config/demo/faults.yaml" : faultFile.toString();
  }

  private static Path faultsOfTheProject() {
    Path here = Path.of("config", "demo", "faults.yaml");
    return Files.exists(here) ? here : Installation.folder().resolve(here);
  }

  /** Removes what an earlier demonstration made, and only that. */
  private Path emptied() throws IOException {
    for (String made : List.of("config", "data")) {
      Path part = folder.resolve(made);
      if (Files.isDirectory(part)) {
        try (Stream<Path> files = Files.walk(part)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    }
    return folder;
  }
}
