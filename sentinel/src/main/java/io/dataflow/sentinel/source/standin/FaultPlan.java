package io.dataflow.sentinel.source.standin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Applies faults to replies and counts how often each was used. Thread-safe. */
final class FaultPlan {
  private final List<FaultRule> rules;
  private final AtomicIntegerArray used;

  FaultPlan(Faults faults) {
    this.rules = faults.rules();
    this.used = new AtomicIntegerArray(rules.size());
  }

  /** The reply to a request, its content spoiled first and then its transport. */
  Reply applied(ChartRequest request, Instant now, Supplier<Answer> answer) {
    List<Fault> due =
        IntStream.range(0, rules.size())
            .filter(i -> rules.get(i).concerns(request.symbol(), now))
            .filter(i -> left(i))
            .mapToObj(i -> rules.get(i).fault())
            .toList();
    Answer edited = edited(answer.get(), due, now);
    Reply reply = Reply.of(edited);
    for (Fault fault : due) {
      if (fault instanceof ReplyFault spoiling) {
        reply = spoiling.spoil(reply);
      }
    }
    return reply;
  }

  private boolean left(int i) {
    int before = used.getAndIncrement(i);
    return rules.get(i).times().map(times -> before < times).orElse(true);
  }

  private static Answer edited(Answer answer, List<Fault> due, Instant now) {
    List<ChartFault> edits =
        due.stream().filter(ChartFault.class::isInstance).map(ChartFault.class::cast).toList();
    Optional<ChartTree> tree =
        edits.isEmpty() || !answer.chart() ? Optional.empty() : ChartTree.open(answer.body());
    tree.ifPresent(chart -> edits.forEach(edit -> edit.edit(chart, now)));
    return tree.map(chart -> new Answer(answer.status(), answer.contentType(), chart.bytes()))
        .orElse(answer);
  }
}
