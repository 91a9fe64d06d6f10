package io.dataflow.sentinel;

import io.dataflow.sentinel.daemon.Agenda;
import io.dataflow.sentinel.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The place of the one daemon of a data folder, and the file in which it says what it does. The
 * lock is the operating system's: a killed daemon leaves none behind.
 *
 * <pre>
 * data/daemon.lock   held while a daemon is there
 * data/daemon.json   what it does, for daemon --status and those who look at a container's health
 * </pre>
 */
final class DaemonState implements AutoCloseable {
  static final String LOCK = "daemon.lock";
  static final String FILE = "daemon.json";

  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private final FileChannel lock;
  private final Path file;
  private final Clock wall;
  private final Map<String, Object> says = new LinkedHashMap<>();

  private DaemonState(FileChannel lock, Path file, Clock wall) {
    this.lock = lock;
    this.file = file;
    this.wall = wall;
    says.put("process", ProcessHandle.current().pid());
    says.put("host", ThisProcess.host());
    says.put("version", ProgramVersion.line());
    says.put("since", wall.instant().toString());
  }

  /**
   * Takes the place.
   *
   * @throws RunLock.LockedException when another daemon has it
   * @throws UncheckedIOException when the folder cannot be written
   */
  static DaemonState taken(Path state, Clock wall) {
    try {
      Files.createDirectories(state);
      // whoever asks for the status holds it for a moment
      Waiting.Turn turn = new Waiting(A_MOMENT, Passing.real(), line -> {}).begin();
      Optional<FileChannel> lock = lock(state);
      while (lock.isEmpty() && !turn.over()) {
        turn.pause("another daemon");
        lock = lock(state);
      }
      if (lock.isEmpty()) {
        throw new RunLock.LockedException(
            "another daemon is at work on "
                + state
                + "; see: sentinel daemon --status. Stop it first, or leave this one out");
      }
      DaemonState taken = new DaemonState(lock.get(), state.resolve(FILE), wall);
      taken.begins();
      return taken;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the folder " + state + " cannot be written: " + e + ". Check its permissions", e);
    }
  }

  /** Whether a daemon is there. */
  static boolean held(Path state) throws IOException {
    if (!Files.exists(state.resolve(LOCK))) {
      return false;
    }
    Optional<FileChannel> lock = lock(state);
    if (lock.isPresent()) {
      lock.get().close();
    }
    return lock.isEmpty();
  }

  /** Empty while another one has it. */
  private static Optional<FileChannel> lock(Path state) throws IOException {
    FileChannel channel =
        FileChannel.open(state.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (RunLock.locked(channel) == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(channel);
  }

  /** Names what belongs to no run. */
  String nameless() {
    return Runner.newRunId(wall.instant());
  }

  private void begins() {
    says.put("state", "beginning");
    write();
  }

  void works(List<String> instruments) {
    says.put("state", "running");
    says.put("at", wall.instant().toString());
    says.put("instruments", instruments.size());
    says.remove("rests_until");
    write();
  }

  void ran(String run, int code, Instant ended) {
    says.put("last_run", run);
    says.put("last_exit_code", code);
    says.put("last_ended", ended.toString());
  }

  void awaits(Agenda.Coming next) {
    says.put("next_check", next.at().toString());
    says.put("next_instruments", next.instruments().size());
  }

  void rests(Instant until, Instant now) {
    says.put("state", "resting");
    says.put("at", now.toString());
    says.put("rests_until", until.toString());
    says.remove("instruments");
    write();
  }

  private void write() {
    AtomicFile.write(file, Json.pretty(says));
  }

  /** What was written last stays; without the lock it counts for nothing. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the daemon's lock cannot be released: " + e, e);
    }
  }
}
