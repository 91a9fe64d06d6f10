package io.dataflow.sentinel;

import io.dataflow.sentinel.config.SettingsEditor;
import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.market.CalendarChoice;
import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.source.Facts;
import io.dataflow.sentinel.source.Fetched;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Request;
import io.dataflow.sentinel.text.ForeignText;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sentinel add}: asks the source about a symbol and enters it in the settings. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = "Asks the source what the symbol is and shows it; then it is one of the assets.",
    footer = {"", "Examples:", "  sentinel add MSFT", "  sentinel add ^GSPC --dry-run"})
final class AddCommand implements Callable<Integer> {
  @Mixin private DataOptions options;

  @Parameters(index = "0", paramLabel = "SYMBOL", description = "As the source writes it.")
  private String symbol;

  @Option(
      names = "--calendar",
      paramLabel = "NAME",
      description = "Its trading calendar, where none follows by itself.")
  private String calendar;

  @Option(names = "--dry-run", description = "Show it, change nothing.")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Symbol.problem(symbol).ifPresent(this::refuse);
    Symbol wanted = new Symbol(symbol);
    try (Sentinel sentinel = options.open()) {
      Optional.ofNullable(calendar).flatMap(sentinel.calendars()::problem).ifPresent(this::refuse);
      Instant now = sentinel.clock().instant();
      Request request =
          new Request(
              wanted, Interval.DAY_1, now.minus(Duration.ofDays(7)), now.plus(Duration.ofDays(1)));
      Fetched fetched = sentinel.source().fetch(request);
      if (fetched.answer().isEmpty()) {
        return failed(fetched.failure().orElseThrow(), ExitCode.NOT_EVALUATED);
      }
      Outcome outcome = sentinel.source().parse(fetched.answer().get());
      if (outcome instanceof Outcome.Bars bars) {
        return found(wanted, bars.facts());
      }
      if (outcome instanceof Outcome.Empty empty && empty.facts().isPresent()) {
        return found(wanted, empty.facts().get());
      }
      boolean unavailable = outcome instanceof Outcome.Unavailable;
      String reason =
          new Landed(request, now, Optional.empty(), outcome).failure().orElse("no bars");
      return failed(reason, unavailable ? ExitCode.NOT_EVALUATED : ExitCode.DATA);
    }
  }

  private void refuse(String problem) {
    throw new ParameterException(spec.commandLine(), problem);
  }

  private int failed(String reason, int code) {
    spec.commandLine().getErr().println(symbol + " was not added: " + reason);
    return code;
  }

  private int found(Symbol wanted, Facts facts) {
    CalendarChoice choice =
        calendar == null
            ? CalendarChoice.of(
                wanted,
                new CalendarChoice.Listing(
                    facts.exchange(), facts.type(), facts.zone().map(ZoneId::getId)))
            : new CalendarChoice(Optional.of(calendar), "set with --calendar");
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("symbol", wanted.value());
    shown.put("name", facts.name().orElse(null));
    shown.put("exchange", facts.exchange().orElse(null));
    shown.put("type", facts.type().orElse(null));
    shown.put("currency", facts.currency().orElse(null));
    shown.put("calendar", choice.calendar().orElse(null));
    shown.put("calendar_rule", choice.rule());
    shown.put("first_date", firstDate(facts).orElse(null));
    PrintWriter out = spec.commandLine().getOut();
    if (options.json()) {
      out.print(Json.pretty(shown));
    } else if (!options.quiet()) {
      shown.forEach(
          (key, value) ->
              out.printf("%-14s %s%n", key, ForeignText.cut(String.valueOf(value), 200)));
    }
    if (!dryRun) {
      SettingsEditor.add(
          options.configFile(), wanted, Interval.DAY_1, Optional.ofNullable(calendar));
      if (!options.json() && !options.quiet()) {
        out.println("added to " + options.configFile());
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private static Optional<String> firstDate(Facts facts) {
    return facts.firstTrade().isPresent()
        ? Optional.of(
            Instant.ofEpochSecond(facts.firstTrade().getAsLong())
                .atZone(facts.zone().orElse(ZoneOffset.UTC))
                .toLocalDate()
                .toString())
        : Optional.empty();
  }
}
