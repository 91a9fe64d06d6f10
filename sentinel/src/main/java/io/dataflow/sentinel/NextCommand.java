package io.dataflow.sentinel;

import io.dataflow.sentinel.export.IcsText;
import io.dataflow.sentinel.json.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sentinel next}: what is due next, by when, and why nothing is on other days. */
@Command(
    name = "next",
    mixinStandardHelpOptions = true,
    description = {
      "The coming sessions of the watched instruments with their deadlines, and the closures between"
          + " them. Asks no source and reads no bars; works before anything ever ran.",
      "Exit codes: 0 said, 3 an instrument has no calendar, 4 bad usage, 5 the file was not written."
    },
    footer = {
      "",
      "Examples:",
      "  sentinel next",
      "  sentinel next --within 36h --only AAPL,GC=F --json",
      "  sentinel next --within 60d --ics deadlines.ics",
      "  sentinel next --as-of 2024-12-20T12:00:00Z --within 21d"
    })
final class NextCommand implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofDays(366);

  @Mixin private DataOptions options;

  @Option(
      names = "--within",
      paramLabel = "DURATION",
      defaultValue = "7d",
      converter = DurationWord.class,
      description = "How far ahead, as 7d, 12h, 90m or PT36H (default: ${DEFAULT-VALUE}).")
  private Duration within;

  @Option(
      names = "--ics",
      paramLabel = "FILE",
      description = "Also write deadlines and closures for a calendar program.")
  private Path ics;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (within.isZero() || within.compareTo(LONGEST) > 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--within: more than nothing and at most 366d is wanted, not " + within);
    }
    try (Sentinel sentinel = options.open()) {
      sentinel.instruments().check();
      Outlook outlook = outlook(sentinel, sentinel.clock().instant());
      if (ics != null) {
        AtomicFile.write(
            ics.toAbsolutePath(),
            IcsText.of("Deadlines of bars", OutlookEvents.of(outlook), outlook.asOf()));
      }
      print(outlook);
      return outlook.withoutCalendar().isEmpty() ? ExitCode.OK : ExitCode.NOT_EVALUATED;
    }
  }

  private Outlook outlook(Sentinel sentinel, Instant now) {
    boolean ran = sentinel.everRan();
    if (ran) {
      sentinel.ledger().open();
    }
    Outlook.Written written =
        ran ? Outlook.Written.in(sentinel.ledger(), now) : Outlook.Written.nothing();
    return Outlook.of(sentinel.chosenInstruments(), written, now, within);
  }

  private void print(Outlook outlook) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (options.json()) {
      out.print(Json.pretty(OutlookText.json(outlook)));
    } else {
      outlook.warnings().forEach(text -> err.println("warning: " + text));
      if (options.quiet()) {
        outlook.withoutCalendar().stream()
            .map(i -> i.feed().instrument() + ": no calendar: " + i.calendarRule())
            .forEach(err::println);
      } else {
        out.print(OutlookText.text(outlook));
      }
    }
    out.flush();
  }
}
