package io.dataflow.sentinel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One writer to a folder at a time: held by the operating system, so a killed run leaves none
 * behind. It keeps the processes of one machine apart; {@link LakeLease} those of several.
 */
final class RunLock implements AutoCloseable {
  private static final Pattern HOLDER =
      Pattern.compile("run (\\S+) on (\\S+) since (\\S+), process (\\d{1,18})");

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param now stands in the file, for people
   * @return empty when another run has it; {@link #holder} says which
   * @throws UncheckedIOException when the folder cannot be written
   */
  static Optional<RunLock> take(Path state, String run, Instant now) {
    Path file = state.resolve("run.lock");
    try {
      Files.createDirectories(state);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = locked(channel);
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      String holder =
          "run %s on %s since %s, process %d%n"
              .formatted(run, ThisProcess.host(), now, ProcessHandle.current().pid());
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
      return Optional.of(new RunLock(channel));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the folder " + state + " cannot be written: " + e + ". Check its permissions", e);
    }
  }

  /**
   * Takes the lock or says who has it.
   *
   * @throws LockedException when another run is at work on the same data, after the waiting
   */
  static RunLock taken(Path state, String run, Clock wall, Waiting waiting) {
    Waiting.Turn turn = waiting.begin();
    while (true) {
      Optional<RunLock> lock = take(state, run, wall.instant());
      if (lock.isPresent()) {
        return lock.get();
      }
      String who = holder(state, wall.instant());
      if (turn.over()) {
        throw new LockedException(refusal(state.toString(), who));
      }
      turn.pause(who);
    }
  }

  static String refusal(String what, String who) {
    return "another run is at work on "
        + what
        + ": "
        + who
        + ". Wait for it (--wait 10m), or stop it: the next run takes up what it left";
  }

  /** {@code run 20260307T044500123Z-9c41 on HOST since 3 min (process 4711)}. */
  static String words(String run, String host, Instant since, Instant now, long pid) {
    Duration age = Duration.between(since, now);
    // another machine's clock may be ahead
    String words = Durations.words(age.isNegative() ? Duration.ZERO : age);
    return "run " + run + " on " + host + " since " + words + " (process " + pid + ")";
  }

  /** Somebody else is writing. */
  static final class LockedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LockedException(String message) {
      super(message);
    }
  }

  /** Null when another one has it, in this process or elsewhere. */
  static FileLock locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another run of this very process has it
    }
  }

  /** Who wrote into the lock's file last. */
  static String holder(Path state, Instant now) {
    try {
      String text = Files.readString(state.resolve("run.lock")).strip();
      Matcher said = HOLDER.matcher(text);
      return said.matches()
          ? words(
              said.group(1),
              said.group(2),
              Instant.parse(said.group(3)),
              now,
              Long.parseLong(said.group(4)))
          : "a run that did not say which yet";
    } catch (IOException | DateTimeParseException e) {
      return "a run that did not say which";
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the run's lock cannot be released: " + e, e);
    }
  }
}
