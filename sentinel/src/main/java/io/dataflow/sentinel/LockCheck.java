package io.dataflow.sentinel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who is at work on the data. Reads what the lock says: trying it could keep a run out. */
final class LockCheck {
  private static final Pattern PROCESS = Pattern.compile("process (\\d{1,18})");

  private final Path state;
  private final Instant now;

  /**
   * @param now the running time
   */
  LockCheck(Path state, Instant now) {
    this.state = state;
    this.now = now;
  }

  List<Symptom> symptoms() {
    if (!Files.exists(state.resolve("run.lock"))) {
      return List.of(Symptom.ok("run lock", "nobody has been at work here yet"));
    }
    String holder = RunLock.holder(state, now);
    Matcher process = PROCESS.matcher(holder);
    Optional<ProcessHandle> alive =
        process.find()
            ? ProcessHandle.of(Long.parseLong(process.group(1))).filter(ProcessHandle::isAlive)
            : Optional.empty();
    return List.of(
        alive.isPresent()
            ? Symptom.ok("run lock", holder + " is at work, or another program has its number")
            : Symptom.ok("run lock", "free; last taken by " + holder));
  }
}
