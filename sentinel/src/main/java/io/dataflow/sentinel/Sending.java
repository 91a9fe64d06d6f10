package io.dataflow.sentinel;

import io.dataflow.sentinel.notify.Outgoing;
import io.dataflow.sentinel.text.ForeignText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the sending of messages ended, in words and as an exit code.
 *
 * @param lost messages that were given up, a sentence each
 * @param late messages that wait for another attempt, a sentence each
 */
record Sending(int sent, List<String> lost, List<String> late) {

  static Sending of(AlertDesk desk) {
    Deliverer.Deliveries deliveries = desk.deliver();
    return new Sending(
        deliveries.sent().size(),
        deliveries.givenUp().stream().map(o -> sentence(o, " was given up: ")).distinct().toList(),
        deliveries.waiting().stream()
            .map(o -> sentence(o, " was not delivered yet: "))
            .distinct()
            .toList());
  }

  static Sending nothing() {
    return new Sending(0, List.of(), List.of());
  }

  Sending and(Sending later) {
    return new Sending(sent + later.sent, both(lost, later.lost), both(late, later.late));
  }

  private static List<String> both(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private static String sentence(Outgoing message, String what) {
    return message.line()
        + ": \""
        + ForeignText.cut(message.message().title(), 80)
        + "\""
        + what
        + message.failure().orElse("unknown")
        + (message.state() == Outgoing.State.PENDING
            ? "; the next run or sentinel notify tries again, from " + message.next()
            : "; see sentinel notify --again");
  }

  List<String> problems() {
    List<String> all = new ArrayList<>(lost);
    all.addAll(late);
    return all;
  }

  int exitCode() {
    return !lost.isEmpty()
        ? ExitCode.NOT_RECORDED
        : late.isEmpty() ? ExitCode.OK : ExitCode.WARNINGS;
  }

  /** A run's report with what went wrong here. */
  RunReport into(RunReport report) {
    RunReport told = report;
    for (String problem : lost) {
      told = told.and(problem, Trouble.NOT_RECORDED);
    }
    for (String problem : late) {
      told = told.and(problem, Trouble.WARNING);
    }
    return told;
  }

  /** Says what went wrong, and the exit code. */
  int told(PrintWriter err) {
    problems().forEach(p -> err.println(ForeignText.line(p)));
    err.flush();
    return exitCode();
  }
}
