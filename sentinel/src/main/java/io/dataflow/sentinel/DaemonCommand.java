package io.dataflow.sentinel;

import io.dataflow.sentinel.daemon.Daemon;
import io.dataflow.sentinel.daemon.Pace;
import io.dataflow.sentinel.daemon.StopSwitch;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.text.ForeignText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sentinel daemon}: the pipeline by the calendars. */
@Command(
    name = "daemon",
    mixinStandardHelpOptions = true,
    description = {
      "Asks for each instrument when its exchange has closed and its lag is over, again until the bar",
      "is final, and looks at deadlines and timers in between. Goes on until it is stopped (SIGTERM,",
      "SIGINT): a run at work comes to its end first, a second signal ends at once. Settings are read",
      "anew each time. A database that is away is waited for."
    },
    footer = {
      "",
      "Exit codes: 0 stopped, 3 another daemon is at work on the same data, 4 bad settings or usage,",
      "5 the data folder cannot be written. With --status: 0 alive, 1 not.",
      "",
      "Examples:",
      "  sentinel daemon",
      "  sentinel daemon --jitter 10m --quiet",
      "  sentinel daemon --status"
    })
final class DaemonCommand implements Callable<Integer> {
  private static final Duration LONGEST_LOOK = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  @Mixin private DataOptions options;

  @Option(
      names = "--jitter",
      paramLabel = "DURATION",
      defaultValue = "2m",
      converter = DurationWord.class,
      description =
          "Put each check off by a random part of this, so that not all ask at once (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration jitter;

  @Option(
      names = "--look",
      paramLabel = "DURATION",
      defaultValue = "5m",
      converter = DurationWord.class,
      description =
          "Look at deadlines and timers, and send what waits, at least so often (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration look;

  @Option(
      names = "--beat",
      paramLabel = "DURATION",
      defaultValue = "1h",
      converter = DurationWord.class,
      description =
          "Ping SENTINEL_HEARTBEAT_URL so often while no run comes (default: ${DEFAULT-VALUE}).")
  private Duration beat;

  @Option(names = "--status", description = "Say what the daemon of this project does, and end.")
  private boolean status;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    check("--jitter", jitter, Duration.ZERO, LONGEST);
    check("--look", look, Duration.ofSeconds(1), LONGEST_LOOK);
    check("--beat", beat, Duration.ofSeconds(1), LONGEST);
    if (options.asOf().isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "--as-of: a daemon goes by the running clock. For one instant: sentinel run --as-of");
    }
    Path state = options.load().settings().paths().state();
    return status ? status(state) : serve(state);
  }

  private int status(Path state) {
    DaemonStatus seen = DaemonStatus.of(state, options.wall().instant());
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      Map<String, Object> json = new LinkedHashMap<>(Map.of("alive", seen.alive()));
      json.putAll(seen.said());
      out.print(Json.pretty(json));
    } else if (!options.quiet() || !seen.alive()) {
      out.println(ForeignText.line(seen.text()));
    }
    out.flush();
    return seen.alive() ? ExitCode.OK : ExitCode.DATA;
  }

  private void check(String option, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new ParameterException(
          spec.commandLine(),
          option
              + ": "
              + Durations.words(least)
              + " to "
              + Durations.words(most)
              + " is wanted, not "
              + value);
    }
  }

  private int serve(Path state) {
    PrintWriter err = spec.commandLine().getErr();
    try (Sentinel sentinel = options.open()) {
      sentinel.contracts();
      sentinel.instruments().check();
      sentinel.alerts(options.wall());
    }
    DaemonLog log = new DaemonLog(spec.commandLine().getOut(), err, options);
    try (DaemonState kept = DaemonState.taken(state, options.wall())) {
      StopSwitch stop = new StopSwitch(options.wall());
      Signals.stop(stop, err);
      log.say("the daemon begins, process " + ProcessHandle.current().pid());
      new Daemon(
              new DaemonDuties(options, kept, log),
              new Pace(jitter, look, beat),
              options.wall(),
              stop,
              ThreadLocalRandom.current())
          .run();
      log.say("the daemon was stopped");
      return ExitCode.OK;
    }
  }
}
