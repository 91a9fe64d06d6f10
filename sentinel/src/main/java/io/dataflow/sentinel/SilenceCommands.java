package io.dataflow.sentinel;

import io.dataflow.sentinel.incident.Silence;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.routing.LabelCheck;
import io.dataflow.sentinel.routing.Matcher;
import io.dataflow.sentinel.routing.Matchers;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Silences and maintenance windows: {@code sentinel incidents silence, silences, unsilence}. */
final class SilenceCommands {
  private SilenceCommands() {}

  /** {@code sentinel incidents silence}. */
  @Command(
      name = "silence",
      mixinStandardHelpOptions = true,
      description = {
        "Tells nobody of incidents that match, until an end.",
        "With --from in the future it is a maintenance window. They are recorded all the same, and",
        "told afterwards if they last. Whoever was told of one before hears of its end all the same.",
        "A matcher is LABEL=\"VALUE\", or with !=, =~ (the whole value matches) and !~. Labels: class,",
        "severity, dataset, source, exchange, instrument, part, scope, environment."
      },
      footer = {
        "",
        "Examples:",
        "  sentinel incidents silence 'exchange=\"XTKS\"' --for 8h --why 'typhoon, closed'",
        "  sentinel incidents silence 'class=~\"missing|hole\"' 'severity!=\"critical\"' \\",
        "    --from 2026-03-07T00:00:00Z --until 2026-03-08T00:00:00Z --why migration"
      })
  static final class Add implements Callable<Integer> {
    @Mixin private DataOptions options;
    @Mixin private HandCommands.Who who;

    @Parameters(
        paramLabel = "MATCHER",
        arity = "1..*",
        description = "All have to match, as in 'severity=\"warning\"'.")
    private List<String> matchers;

    @Option(names = "--from", paramLabel = "INSTANT", description = "From then on (default: now).")
    private Instant from;

    @Option(
        names = "--for",
        paramLabel = "DURATION",
        converter = DurationWord.class,
        description = "So long, as in 8h.")
    private Duration length;

    @Option(names = "--until", paramLabel = "INSTANT", description = "Until then.")
    private Instant until;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      String why = who.required(spec);
      try (Sentinel sentinel = options.open()) {
        Instant now = sentinel.clock().instant();
        Silence silence = new Silence(id(), checked(), start(now), end(now), who.by(), why, now);
        sentinel.ledger().incidents().record(silence);
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
          out.print(Json.pretty(json(silence)));
        } else if (!options.quiet()) {
          out.println(
              silence.id()
                  + ": silent from "
                  + ReportText.moment(silence.starts())
                  + " until "
                  + ReportText.moment(silence.ends())
                  + "; matches "
                  + matching(sentinel, silence)
                  + " of the open incidents");
        }
        out.flush();
        return ExitCode.OK;
      }
    }

    /** A matcher that was mistyped keeps nobody quiet, which is seen at once by this. */
    private static long matching(Sentinel sentinel, Silence silence) {
      Matchers matchers = Matchers.parse(silence.matchers());
      String environment = sentinel.settings().environment().env();
      return sentinel.ledger().incidents().open().stream()
          .filter(incident -> matchers.match(incident.labels(environment)))
          .count();
    }

    private static String id() {
      return String.format(Locale.ROOT, "s-%08x", ThreadLocalRandom.current().nextInt());
    }

    private List<String> checked() {
      try {
        List<Matcher> all = Matchers.parse(matchers).all();
        for (String complaint : LabelCheck.complaints(all.stream().map(Matcher::label).toList())) {
          throw new ParameterException(spec.commandLine(), complaint);
        }
        return all.stream().map(Object::toString).toList();
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), e.getMessage());
      }
    }

    private Instant start(Instant now) {
      return from == null ? now : from;
    }

    private Instant end(Instant now) {
      if ((length == null) == (until == null)) {
        throw new ParameterException(
            spec.commandLine(), "one of --for and --until is wanted: a silence has an end");
      }
      Instant end = length != null ? start(now).plus(length) : until;
      if (!end.isAfter(start(now)) || !end.isAfter(now)) {
        throw new ParameterException(
            spec.commandLine(), "the silence would be over before it began: it ends at " + end);
      }
      return end;
    }
  }

  private static Map<String, Object> json(Silence silence) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", silence.id());
    map.put("matchers", silence.matchers());
    map.put("starts_at", silence.starts().toString());
    map.put("ends_at", silence.ends().toString());
    map.put("created_by", silence.by());
    map.put("comment", silence.why());
    return map;
  }

  /** {@code sentinel incidents silences}. */
  @Command(
      name = "silences",
      mixinStandardHelpOptions = true,
      description = "Lists silences that last or begin later.",
      footer = {"", "Examples:", "  sentinel incidents silences"})
  static final class Ls implements Callable<Integer> {
    @Mixin private DataOptions options;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      try (Sentinel sentinel = options.open()) {
        Instant now = sentinel.clock().instant();
        List<Silence> all =
            sentinel.everRan() ? sentinel.ledger().incidents().silences(now) : List.of();
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
          out.print(Json.pretty(all.stream().map(SilenceCommands::json).toList()));
        } else if (all.isEmpty()) {
          if (!options.quiet()) {
            out.println("nothing is silenced");
          }
        } else {
          out.print(table(all));
        }
        out.flush();
        return ExitCode.OK;
      }
    }

    private static TextTable table(List<Silence> all) {
      TextTable table = new TextTable("ID", "FROM (UTC)", "UNTIL (UTC)", "BY", "MATCHERS", "WHY");
      all.forEach(
          s ->
              table.add(
                  List.of(
                      s.id(),
                      ReportText.moment(s.starts()).replace(" UTC", ""),
                      ReportText.moment(s.ends()).replace(" UTC", ""),
                      s.by(),
                      String.join(" ", s.matchers()),
                      s.why())));
      return table;
    }
  }

  /** {@code sentinel incidents unsilence}. */
  @Command(
      name = "unsilence",
      mixinStandardHelpOptions = true,
      description = "Ends a silence now; what it kept quiet and lasts is told.",
      footer = {"", "Examples:", "  sentinel incidents unsilence s-1f0c22aa"})
  static final class End implements Callable<Integer> {
    @Mixin private DataOptions options;

    @Parameters(paramLabel = "ID", description = "The silence's id.")
    private String id;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      try (Sentinel sentinel = options.open()) {
        Instant now = sentinel.clock().instant();
        List<Silence> all =
            sentinel.everRan() ? sentinel.ledger().incidents().silences(now) : List.of();
        Silence silence =
            all.stream()
                .filter(s -> s.id().equals(id.strip()))
                .findFirst()
                .orElseThrow(
                    () ->
                        new ParameterException(
                            spec.commandLine(),
                            "no silence \"" + id + "\" lasts. See: sentinel incidents silences"));
        sentinel.ledger().incidents().record(silence.endedAt(now));
        AlertDesk desk = sentinel.alerts(options.wall());
        desk.timers();
        return Sending.of(desk).told(spec.commandLine().getErr());
      }
    }
  }
}
