package io.dataflow.sentinel;

import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.json.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sentinel incidents}: what is wrong, since when, and what people did about it. */
@Command(
    name = "incidents",
    mixinStandardHelpOptions = true,
    description = "What is wrong and since when; takes it up, puts it off, ends it.",
    footer = {
      "",
      "Examples:",
      "  sentinel incidents ls",
      "  sentinel incidents show i-3f2a9c1d",
      "  sentinel incidents ack i-3f2a9c1d --why 'asking the vendor'",
      "  sentinel incidents snooze i-3f2a9c1d --until-next-deadline",
      "  sentinel incidents resolve i-3f2a9c1d --why 'no longer watched'",
      "  sentinel incidents silence 'severity=\"warning\"' --for 2h --why maintenance"
    },
    subcommands = {
      IncidentsCommand.Ls.class,
      IncidentsCommand.Show.class,
      HandCommands.Ack.class,
      HandCommands.Snooze.class,
      HandCommands.Resolve.class,
      SilenceCommands.Add.class,
      SilenceCommands.Ls.class,
      SilenceCommands.End.class
    })
final class IncidentsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Missing command: ls, show, ack, snooze, resolve, silence, silences or unsilence");
  }

  /** {@code sentinel incidents ls}. */
  @Command(
      name = "ls",
      mixinStandardHelpOptions = true,
      description = {
        "Lists incidents that are not over, the worst first.",
        "Exit codes: 0 none is open, 1 some are."
      },
      footer = {
        "",
        "Examples:",
        "  sentinel incidents ls",
        "  sentinel incidents ls --all --limit 50"
      })
  static final class Ls implements Callable<Integer> {
    @Mixin private DataOptions options;

    @Option(names = "--all", description = "Also those that are over, newest first.")
    private boolean all;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "20",
        description = "With --all: at most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      if (limit < 1) {
        throw new ParameterException(
            spec.commandLine(), "--limit: at least 1 incident is wanted, not " + limit);
      }
      try (Sentinel sentinel = options.open()) {
        PrintWriter out = spec.commandLine().getOut();
        List<Incident> incidents = incidents(sentinel);
        if (options.json()) {
          out.print(Json.pretty(incidents.stream().map(IncidentJson::brief).toList()));
        } else if (!incidents.isEmpty()) {
          out.print(IncidentText.table(incidents));
        } else if (!options.quiet()) {
          out.println(sentinel.everRan() ? "no incident is open" : sentinel.nothingRan());
        }
        out.flush();
        return incidents.stream().allMatch(Incident::over) ? ExitCode.OK : ExitCode.DATA;
      }
    }

    private List<Incident> incidents(Sentinel sentinel) {
      if (!sentinel.everRan()) {
        return List.of();
      }
      return all
          ? sentinel.ledger().incidents().newest(limit)
          : sentinel.ledger().incidents().open().stream().sorted(IncidentText.WORST_FIRST).toList();
    }
  }

  /** {@code sentinel incidents show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Says all that is known of an incident.",
        "What, since when, why, whom it is about, what happened, who was told when, and how long",
        "detecting, telling and mending took."
      },
      footer = {"", "Examples:", "  sentinel incidents show i-3f2a9c1d"})
  static final class Show implements Callable<Integer> {
    @Mixin private DataOptions options;

    @Parameters(paramLabel = "ID", description = "Its id, or the beginning of it.")
    private String id;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      try (Sentinel sentinel = options.open()) {
        Incident incident = IncidentChoice.of(sentinel, id, spec.commandLine());
        IncidentStory story = IncidentStory.of(sentinel.ledger(), incident);
        PrintWriter out = spec.commandLine().getOut();
        out.print(
            options.json()
                ? Json.pretty(IncidentJson.whole(story))
                : IncidentText.whole(story, sentinel.clock().instant()));
        out.flush();
        return ExitCode.OK;
      }
    }
  }
}
