package io.dataflow.sentinel;

import io.dataflow.sentinel.incident.Hand;
import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.Reconciled;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What people do about an incident: {@code sentinel incidents ack, snooze, resolve}. */
final class HandCommands {
  private HandCommands() {}

  /** Who does it and why. */
  static final class Who {
    @Option(
        names = "--by",
        paramLabel = "NAME",
        description = "Who says so (default: the user of this process).")
    private String by;

    @Option(names = "--why", paramLabel = "TEXT", description = "Why, for the history.")
    private String why;

    String by() {
      return by == null || by.isBlank() ? System.getProperty("user.name", "unknown") : by.strip();
    }

    String why() {
      return why == null ? "" : why.strip();
    }

    String required(CommandSpec spec) {
      if (why().isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "--why is wanted: who reads the history will ask");
      }
      return why();
    }
  }

  /** What the three have in common. */
  private abstract static class OnIncident implements Callable<Integer> {
    @Mixin private DataOptions options;
    @Mixin private Who who;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Its id, or the beginning of it.")
    private List<String> ids;

    @Spec private CommandSpec spec;

    /** Does it, to each. */
    Integer on(BiFunction<Incident, Hand, Reconciled> act, boolean reason, String done) {
      try (Sentinel sentinel = options.open()) {
        String why = reason ? who.required(spec) : who.why();
        Hand hand = new Hand(sentinel.clock().instant(), who.by(), why);
        AlertDesk desk = sentinel.alerts(options.wall());
        List<Incident> incidents =
            ids.stream()
                .map(id -> IncidentChoice.lasting(sentinel, id, spec.commandLine()))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        for (Incident incident : incidents) {
          desk.did(incident, i -> act.apply(i, hand));
          if (!options.quiet()) {
            out.println(incident.id() + " " + done + ": " + incident.detail().title());
          }
        }
        out.flush();
        return Sending.of(desk).told(spec.commandLine().getErr());
      }
    }

    CommandSpec spec() {
      return spec;
    }

    DataOptions options() {
      return options;
    }
  }

  /** {@code sentinel incidents ack}. */
  @Command(
      name = "ack",
      mixinStandardHelpOptions = true,
      description = {
        "Says that somebody has taken it up: it is not repeated any more.",
        "That it gets worse, and that it is over, is still told."
      },
      footer = {"", "Examples:", "  sentinel incidents ack i-3f2a9c1d --why 'asking the vendor'"})
  static final class Ack extends OnIncident {
    @Override
    public Integer call() {
      return on((incident, hand) -> hand.acknowledge(incident), false, "acknowledged");
    }
  }

  /** {@code sentinel incidents snooze}. */
  @Command(
      name = "snooze",
      mixinStandardHelpOptions = true,
      description = {
        "Says nothing of it for a while.",
        "If it lasts longer, it is told again; its end is told at once."
      },
      footer = {
        "",
        "Examples:",
        "  sentinel incidents snooze i-3f2a9c1d --for 4h",
        "  sentinel incidents snooze i-3f2a9c1d --until 2026-03-09T12:00:00Z",
        "  sentinel incidents snooze i-3f2a9c1d --until-next-deadline"
      })
  static final class Snooze extends OnIncident {
    @Option(
        names = "--for",
        paramLabel = "DURATION",
        converter = DurationWord.class,
        description = "So long from now, as in 4h.")
    private Duration length;

    @Option(names = "--until", paramLabel = "INSTANT", description = "Until then.")
    private Instant until;

    @Option(
        names = "--until-next-deadline",
        description = "Until the next session's bar of its exchange is due.")
    private boolean nextDeadline;

    @Override
    public Integer call() {
      long given = (length == null ? 0 : 1) + (until == null ? 0 : 1) + (nextDeadline ? 1 : 0);
      if (given != 1) {
        throw new ParameterException(
            spec().commandLine(), "one of --for, --until and --until-next-deadline is wanted");
      }
      return on(this::snoozed, false, "snoozed");
    }

    private Reconciled snoozed(Incident incident, Hand hand) {
      Instant end =
          length != null
              ? hand.at().plus(length)
              : until != null ? until : deadline(incident, hand);
      if (!end.isAfter(hand.at())) {
        throw new ParameterException(spec().commandLine(), end + " is not in the future");
      }
      return hand.snooze(incident, end);
    }

    private Instant deadline(Incident incident, Hand hand) {
      try (Sentinel sentinel = options().open()) {
        return NextDeadline.of(sentinel, incident, hand.at())
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec().commandLine(),
                        "no session is due for " + incident.id() + ". Use --for or --until"));
      }
    }
  }

  /** {@code sentinel incidents resolve}. */
  @Command(
      name = "resolve",
      mixinStandardHelpOptions = true,
      description = {
        "Ends it by a person's word.",
        "It comes back when more of its kind goes wrong, or the same after it was well."
      },
      footer = {
        "",
        "Examples:",
        "  sentinel incidents resolve i-3f2a9c1d --why 'no longer watched'",
        "  sentinel incidents resolve i-3f2a9c1d --why 'the exchange was closed' --by ana"
      })
  static final class Resolve extends OnIncident {
    @Override
    public Integer call() {
      return on((incident, hand) -> hand.resolve(incident), true, "resolved");
    }
  }
}
