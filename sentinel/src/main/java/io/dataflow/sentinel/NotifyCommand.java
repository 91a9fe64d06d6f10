package io.dataflow.sentinel;

import io.dataflow.sentinel.json.Json;
import io.dataflow.sentinel.ledger.LedgerException;
import io.dataflow.sentinel.text.ForeignText;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sentinel notify}: what became due between runs is told. */
@Command(
    name = "notify",
    mixinStandardHelpOptions = true,
    description = {
      "Looks whether deadlines, timers, snoozes or silences ran out, without fetching, and sends",
      "what waits to be sent. For cron, every few minutes; each run does the same at its end.",
      "While a run is at work it only sends: what that run finds it will tell itself."
    },
    footer = {
      "",
      "Exit codes: 0 all that was due is sent, 2 something waits for another attempt, 3 could not",
      "judge, 5 a message was given up.",
      "",
      "Examples:",
      "  sentinel notify --quiet",
      "  sentinel notify --again"
    })
final class NotifyCommand implements Callable<Integer> {
  @Mixin private DataOptions options;
  @Mixin private CiOption ci;

  @Option(
      names = "--again",
      description = "Also what was given up: after the address or the token was mended.")
  private boolean again;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Sentinel sentinel = options.open()) {
      AlertDesk desk = sentinel.alerts(options.wall());
      LedgerOutage outage = new LedgerOutage(sentinel, desk);
      String name = "notify-" + options.wall().instant().toEpochMilli();
      try {
        return call(sentinel, desk, () -> outage.over(name));
      } catch (LedgerException e) {
        outage.tell(name, e.getMessage()).told(spec.commandLine().getErr());
        throw e;
      }
    }
  }

  private int call(Sentinel sentinel, AlertDesk desk, Supplier<Sending> recovered) {
    if (!sentinel.everRan()) {
      say(options.json() ? "{}" : sentinel.nothingRan() + ". Next: sentinel run");
      return ExitCode.OK;
    }
    if (again) {
      sentinel.ledger().outbox().again(sentinel.clock().instant());
    }
    NotifyRound round = NotifyRound.of(sentinel, desk, options.terms(), recovered);
    Optional<String> unjudged = round.unjudged().map(options.remedy()::exact);
    unjudged.ifPresent(
        why -> spec.commandLine().getErr().println("sentinel: " + ForeignText.lines(why)));
    report(sentinel, round.sending());
    int code = round.sending().told(spec.commandLine().getErr());
    int all = unjudged.isEmpty() ? code : ExitCode.first(List.of(ExitCode.NOT_EVALUATED, code));
    return ci.tell(
        options.configFile(),
        all,
        (places, redactor) -> CiIncidents.of(sentinel).told(round.sending(), unjudged, redactor));
  }

  private void report(Sentinel sentinel, Sending sending) {
    int open = sentinel.ledger().incidents().open().size();
    int waiting = sentinel.ledger().outbox().pending().size();
    if (options.json()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("open_incidents", open);
      map.put("sent", sending.sent());
      map.put("waiting", waiting);
      map.put("given_up", sending.lost().size());
      map.put("problems", sending.problems());
      say(Json.line(map));
    } else if (!options.quiet()) {
      say(
          (open == 1 ? "1 incident is" : open + " incidents are")
              + " open; "
              + sending.sent()
              + " sent, "
              + waiting
              + " waiting");
    }
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    if (!options.quiet()) {
      out.println(line);
      out.flush();
    }
  }
}
