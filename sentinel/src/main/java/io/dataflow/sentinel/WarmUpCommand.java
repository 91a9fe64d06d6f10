package io.dataflow.sentinel;

import io.dataflow.sentinel.source.standin.Faults;
import io.dataflow.sentinel.source.standin.Market;
import io.dataflow.sentinel.source.standin.MovableClock;
import io.dataflow.sentinel.source.standin.StandInServer;
import java.io.IOException;
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
import picocli.CommandLine.Spec;

/**
 * Runs the pipeline against a simulated market in a temporary folder, so that the launcher can
 * record the loaded classes in an archive for later starts.
 */
@Command(
    name = "warm-up",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Exercises the program for the launcher's class archive.",
    footer = {"", "Example:", "  sentinel warm-up"})
final class WarmUpCommand implements Callable<Integer> {
  private static final String SETTINGS =
      """
      assets: [AAPL, BTC-USD, GC=F]
      start_date: "2025-06-01"
      pipeline: {min_gap: PT0S}
      """;

  private final Clock wall;

  @Spec private CommandSpec spec;

  WarmUpCommand(Clock wall) {
    this.wall = wall;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("sentinel-warm-up");
    MovableClock time = new MovableClock(Demo.MOMENTS.get(0).at());
    try (StandInServer server = new StandInServer(Market.simulated(7), Faults.none(), time)) {
      spec.root().commandLine().getUsageMessage();
      URI address = server.start(0);
      Path settings = folder.resolve("config").resolve("assets.yaml");
      AtomicFile.write(settings, SETTINGS);
      new Demo(settings, folder.resolve("data"), address, wall)
          .run(
              (moment, i) -> time.moveTo(moment.at()),
              (moment, report) -> ReportText.of(report, folder));
    } finally {
      delete(folder);
    }
    return ExitCode.OK;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
