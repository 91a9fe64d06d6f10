package io.dataflow.sentinel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Time that passes by pauses alone, none of which lasts; it notes them. */
final class NotedPassing implements Passing {
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();

  @Override
  public Duration passed() {
    return pauses.stream().reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public void pause(Duration length) {
    pauses.add(length);
  }

  List<Duration> pauses() {
    return List.copyOf(pauses);
  }
}
