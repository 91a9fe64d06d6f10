package io.dataflow.sentinel;

import io.dataflow.sentinel.notify.Outgoing;
import io.dataflow.sentinel.text.ForeignText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

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

  /** Says what went wrong, and the exit code. */
  int told(PrintWriter err) {
    problems().forEach(p -> err.println(ForeignText.line(p)));
    err.flush();
    return exitCode();
  }
}
