package io.dataflow.sentinel;

import io.dataflow.sentinel.channel.Message;
import io.dataflow.sentinel.incident.Incident;
import io.dataflow.sentinel.incident.Severity;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.routing.AlertSettings;
import io.dataflow.sentinel.routing.LabelCheck;
import io.dataflow.sentinel.routing.Receiver;
import io.dataflow.sentinel.text.ForeignText;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sentinel alerts}: who hears of what. */
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    description = "Who hears of what: checks the alerts file, explains routes, tries receivers.",
    footer = {
      "",
      "Examples:",
      "  sentinel alerts check",
      "  sentinel alerts test i-3f2a9c1d",
      "  sentinel alerts test --label class=missing --label severity=critical",
      "  sentinel alerts send team"
    },
    subcommands = {AlertsCommand.Check.class, AlertsCommand.Test.class, AlertsCommand.Send.class})
final class AlertsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: check, test or send");
  }

  /** {@code sentinel alerts check}. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Reads the alerts file and says who is told over which channels. Sends nothing.",
        "Exit codes: 0 fine, 2 with warnings, 4 the file is wrong or a variable of it is not set."
      },
      footer = {"", "Examples:", "  sentinel alerts check"})
  static final class Check implements Callable<Integer> {
    @Mixin private DataOptions options;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      try (Sentinel sentinel = options.open()) {
        AlertDesk desk = sentinel.alerts(options.wall());
        AlertSettings settings = desk.settings();
        PrintWriter out = spec.commandLine().getOut();
        if (settings.receivers().isEmpty() && !options.quiet() && !options.json()) {
          out.println(
              "nobody is told: there is no config/alerts.yaml, and EMAIL_USER, EMAIL_PASS and"
                  + " EMAIL_TO are not set");
        }
        Map<String, List<String>> told = new LinkedHashMap<>();
        for (Receiver receiver : settings.receivers()) {
          told.put(receiver.name(), List.copyOf(desk.channelsOf(List.of(receiver)).keySet()));
        }
        if (options.json()) {
          out.print(Json.pretty(Map.of("receivers", told)));
        } else {
          told.forEach((name, lines) -> out.println(name + ": " + String.join(", ", lines)));
        }
        out.flush();
        settings.warnings().forEach(spec.commandLine().getErr()::println);
        return settings.warnings().isEmpty() ? ExitCode.OK : ExitCode.WARNINGS;
      }
    }
  }

  /** {@code sentinel alerts test}. */
  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = {
        "Says who would be told of an incident at an instant, and why. Sends nothing.",
        "The incident is one that is there, or one with the labels that are given."
      },
      footer = {
        "",
        "Examples:",
        "  sentinel alerts test i-3f2a9c1d",
        "  sentinel alerts test --label class=missing --label severity=error --label exchange=XNYS",
        "  sentinel alerts test i-3f2a9c1d --as-of 2026-03-08T03:00:00Z"
      })
  static final class Test implements Callable<Integer> {
    @Mixin private DataOptions options;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "An incident's id.")
    private String id;

    @Option(
        names = "--label",
        paramLabel = "NAME=VALUE",
        description = "A label of an incident that is thought up; may be given several times.")
    private Map<String, String> labels = Map.of();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      if ((id == null) == labels.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "an incident's id is wanted, or its labels with --label");
      }
      for (String complaint : LabelCheck.complaints(labels.keySet())) {
        throw new ParameterException(spec.commandLine(), "--label: " + complaint);
      }
      try (Sentinel sentinel = options.open()) {
        AlertDesk desk = sentinel.alerts(options.wall());
        Instant at = sentinel.clock().instant();
        RouteExplanation explanation =
            id == null
                ? RouteExplanation.of(desk, withDefaults(sentinel), at)
                : RouteExplanation.of(desk, incident(sentinel), sentinel, at);
        PrintWriter out = spec.commandLine().getOut();
        out.print(options.json() ? explanation.json() : explanation.text());
        out.flush();
        return ExitCode.OK;
      }
    }

    private Incident incident(Sentinel sentinel) {
      return IncidentChoice.of(sentinel, id, spec.commandLine());
    }

    private Map<String, String> withDefaults(Sentinel sentinel) {
      Map<String, String> all = new TreeMap<>(labels);
      all.putIfAbsent("environment", sentinel.settings().environment().env());
      return all;
    }
  }

  /** {@code sentinel alerts send}. */
  @Command(
      name = "send",
      mixinStandardHelpOptions = true,
      description = {
        "Sends a trial message to receivers, to see whether it arrives.",
        "Exit codes: 0 every channel took it, 5 one did not."
      },
      footer = {"", "Examples:", "  sentinel alerts send", "  sentinel alerts send team"})
  static final class Send implements Callable<Integer> {
    @Mixin private DataOptions options;

    @Parameters(
        paramLabel = "RECEIVER",
        arity = "0..*",
        description = "Names of receivers (default: all).")
    private List<String> names = List.of();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      try (Sentinel sentinel = options.open()) {
        AlertDesk desk = sentinel.alerts(options.wall());
        List<Receiver> receivers = receivers(desk.settings());
        DirectSending.Ended ended =
            desk.direct(desk.channelsOf(receivers)).send(trial(sentinel), line -> true);
        PrintWriter out = spec.commandLine().getOut();
        ended.told().forEach(line -> out.println(line + ": taken"));
        out.flush();
        return ended.sending().told(spec.commandLine().getErr());
      }
    }

    private List<Receiver> receivers(AlertSettings settings) {
      for (String name : names) {
        if (settings.receiver(name).isEmpty()) {
          throw new ParameterException(
              spec.commandLine(),
              "no receiver \""
                  + ForeignText.line(name)
                  + "\". Known: "
                  + settings.receivers().stream().map(Receiver::name).toList());
        }
      }
      List<Receiver> chosen =
          settings.receivers().stream()
              .filter(r -> names.isEmpty() || names.contains(r.name()))
              .toList();
      if (chosen.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "there is no receiver to try. See: sentinel alerts check");
      }
      return chosen;
    }

    private Message trial(Sentinel sentinel) {
      Instant now = options.wall().instant();
      String thread = "trial-" + now.toEpochMilli();
      return new Message(
          thread + ".1",
          thread,
          Message.Kind.TEST,
          Severity.INFO,
          "this is a trial: messages of DATAFLOW-SENTINEL arrive here",
          sentinel.settings().environment().env(),
          List.of(),
          List.of(),
          now);
    }
  }
}
