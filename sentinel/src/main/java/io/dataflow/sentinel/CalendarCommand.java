package io.dataflow.sentinel;

import io.dataflow.sentinel.config.ProjectFolder;
import io.dataflow.sentinel.export.CalendarDays;
import io.dataflow.sentinel.export.CalendarEvents;
import io.dataflow.sentinel.export.IcsText;
import io.dataflow.sentinel.export.SessionsCsv;
import io.dataflow.sentinel.export.TimeIntervals;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.market.Calendars;
import io.dataflow.sentinel.market.TradingCalendar;
import io.dataflow.sentinel.text.ForeignText;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sentinel calendar}: the sessions of an exchange, for people and for other programs. */
@Command(
    name = "calendar",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the sessions and closures of a calendar, or lists all calendars; needs no settings.",
      "Dates that were not held against other answers are printed with a warning.",
      "Exit codes: 0 printed, 4 bad usage or a calendar file with problems."
    },
    footer = {
      "",
      "Examples:",
      "  sentinel calendar",
      "  sentinel calendar XNYS --from 2024-07-01 --to 2024-07-31",
      "  sentinel calendar NASDAQ --format ics > nasdaq.ics",
      "  sentinel calendar XLON --format alertmanager --from 2026-01-01 --to 2027-12-31",
      "  sentinel calendar XNYS --from 2025-01-06 --to 2025-01-10 --as-of 2024-12-20T00:00:00Z"
    })
final class CalendarCommand implements Callable<Integer> {
  /** What the sessions are printed as. */
  enum Format {
    TABLE,
    CSV,
    ICS,
    ALERTMANAGER
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CALENDAR",
      description = "Name or alias, as XNYS, NASDAQ, 24/7, crypto; without it all are listed.")
  private String wanted;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "First date (default: 1 January of this year).")
  private LocalDate from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "Last date (default: 31 December of this year).")
  private LocalDate to;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "table; csv: open, close and break in UTC; ics: closures and special hours for a"
              + " calendar program; alertmanager: time_intervals of the holidays (default: table).")
  private Format format;

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      description = "By what was declared at this instant, as 2024-12-20T00:00:00Z.")
  private Instant asOf;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings file, beside which calendars/ lies; it need not exist.")
  private Path config;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  @Spec private CommandSpec spec;

  private final Clock wall;

  CalendarCommand(Clock wall) {
    this.wall = wall;
  }

  @Override
  public Integer call() {
    if (json && format != null) {
      throw misused("--json and --format exclude each other; leave one out");
    }
    Calendars calendars = Sentinel.calendars(projectFolder());
    int code = wanted == null ? list(calendars) : print(calendars);
    spec.commandLine().getOut().flush();
    return code;
  }

  /** The folder with {@code config/calendars}: here, or where the program came with its own. */
  private Path projectFolder() {
    if (config != null) {
      return ProjectFolder.of(config).path();
    }
    Path here = Path.of("").toAbsolutePath();
    boolean own = Files.isDirectory(here.resolve("config"));
    return own ? here : Installation.folder();
  }

  private ParameterException misused(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int print(Calendars calendars) {
    String name = ForeignText.line(wanted);
    TradingCalendar calendar =
        calendars
            .find(name)
            .orElseThrow(
                () ->
                    misused(
                        calendars.problem(name).orElse(name)
                            + "\nList all calendars with: sentinel calendar"));
    CalendarDays days = days(calendar);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(Json.pretty(CalendarText.json(days)));
    } else {
      out.print(text(days));
    }
    if (!days.verified()) {
      spec.commandLine()
          .getErr()
          .println(
              "warning: "
                  + calendar.name()
                  + " is verified "
                  + CalendarText.verified(calendar)
                  + " only; dates outside of it may be wrong");
    }
    return ExitCode.OK;
  }

  private CalendarDays days(TradingCalendar calendar) {
    Instant knownAt = Optional.ofNullable(asOf).orElse(wall.instant());
    int year = knownAt.atZone(calendar.zone()).getYear();
    int first = to == null ? year : Math.min(year, to.getYear());
    int last = from == null ? year : Math.max(year, from.getYear());
    LocalDate begin = from == null ? LocalDate.of(first, 1, 1) : from;
    LocalDate end = to == null ? LocalDate.of(last, 12, 31) : to;
    if (begin.isAfter(end)) {
      throw misused("--from " + begin + " comes after --to " + end + "; swap them");
    }
    return new CalendarDays(calendar, begin, end, knownAt);
  }

  private String text(CalendarDays days) {
    String name = days.calendar().name();
    return switch (format == null ? Format.TABLE : format) {
      case TABLE -> CalendarText.table(days);
      case CSV -> SessionsCsv.text(days.sessions());
      case ICS -> IcsText.of(name + " closures", CalendarEvents.of(days), days.knownAt());
      case ALERTMANAGER -> TimeIntervals.text(days);
    };
  }

  /** Every calendar that can be read, then the problems of the others. */
  private int list(Calendars calendars) {
    if (format != null || from != null || to != null || asOf != null) {
      throw misused("name a calendar, as in: sentinel calendar XNYS --format csv");
    }
    List<TradingCalendar> all = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String name : calendars.names()) {
      try {
        calendars.find(name).ifPresent(all::add);
      } catch (InvalidFileException e) {
        problems.addAll(e.problems());
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json
            ? Json.pretty(CalendarText.jsonList(all, calendars))
            : CalendarText.list(all, calendars));
    problems.forEach(spec.commandLine().getErr()::println);
    return problems.isEmpty() ? ExitCode.OK : ExitCode.USAGE;
  }
}
