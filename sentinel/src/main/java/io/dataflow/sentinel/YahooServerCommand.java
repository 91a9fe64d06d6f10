package io.dataflow.sentinel;

import io.dataflow.sentinel.source.standin.Faults;
import io.dataflow.sentinel.source.standin.Market;
import io.dataflow.sentinel.source.standin.StandInServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sentinel yahoo-server}: a stand-in for the vendor, on this machine only. */
@Command(
    name = "yahoo-server",
    mixinStandardHelpOptions = true,
    description = {
      "Answers chart requests on 127.0.0.1 as the vendor does, from recordings, from plain histories,"
          + " or from a simulated market. Stops with Ctrl-C."
    },
    footer = {
      "",
      "Examples:",
      "  sentinel yahoo-server --simulate 7 --clock 2026-03-07T04:45:00Z --port 8800",
      "  sentinel yahoo-server --csv histories/ --clock 2021-04-01T12:00:00Z",
      "  sentinel yahoo-server --recordings recorded/ --faults config/demo/faults.yaml",
      "then, in another terminal:",
      "  SENTINEL_YAHOO_URL=http://127.0.0.1:8800 sentinel run --as-of 2026-03-07T04:45:00Z",
      "",
      "A fault file, as config/demo/faults.yaml, is a list under 'faults:'. Each has a symbol ('*' for",
      "every one), a fault, its values, and may have times, from and until. The faults with their",
      "values, those in brackets may be left out:"
    })
final class YahooServerCommand implements Callable<Integer> {
  private final Clock wall;

  @ArgGroup(multiplicity = "1")
  private Origin origin;

  @Option(
      names = "--clock",
      paramLabel = "INSTANT",
      description = "The moment it answers for (default: the running time).")
  private Instant clock;

  @Option(names = "--faults", paramLabel = "FILE", description = "What goes wrong, in YAML.")
  private Path faults;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port (default: any free one).")
  private int port;

  private CommandSpec spec;

  YahooServerCommand(Clock wall) {
    this.wall = wall;
  }

  /** The kinds of fault come to the end of the help: a list there cannot grow old. */
  @Spec
  void spec(CommandSpec own) {
    spec = own;
    List<String> footer = new ArrayList<>(List.of(own.usageMessage().footer()));
    Faults.kinds().forEach(kind -> footer.add("  " + kind));
    own.usageMessage().footer(footer.toArray(String[]::new));
  }

  /** Where the prices come from; exactly one. */
  static final class Origin {
    @Option(
        names = "--recordings",
        paramLabel = "DIR",
        description = "A folder of recorded answers with its INDEX.csv.")
    private Path recordings;

    @Option(
        names = "--csv",
        paramLabel = "DIR",
        description = "A folder of SYMBOL.csv with date,open,high,low,close,volume.")
    private Path csv;

    @Option(
        names = "--simulate",
        paramLabel = "SEED",
        description = "A made-up market, always the same for a seed.")
    private Long seed;

    Market market() throws IOException {
      if (recordings != null) {
        return Market.recordings(recordings);
      }
      return csv != null ? Market.csv(csv) : Market.simulated(seed);
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Faults planted = Optional.ofNullable(faults).map(Faults::read).orElse(Faults.none());
    Clock time = clock == null ? wall : Clock.fixed(clock, ZoneOffset.UTC);
    Market market = origin.market();
    try (StandInServer server = new StandInServer(market, planted, time)) {
      URI address = server.start(port);
      spec.commandLine().getErr().println("answering from " + market.origin());
      planted.list().forEach(f -> spec.commandLine().getErr().println("fault: " + f));
      out.println("listening on " + address);
      out.flush();
      new CountDownLatch(1).await();
    }
    return ExitCode.OK;
  }
}
