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
import java.util.Optional;

/** One writer at a time: held by the operating system, so a killed run leaves none behind. */
final class RunLock implements AutoCloseable {
  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @return empty when another run has it; {@link #holder} says which
   * @throws UncheckedIOException when the folder cannot be written
   */
  static Optional<RunLock> take(Path state, String run) {
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
      String holder = "run " + run + ", process " + ProcessHandle.current().pid() + "\n";
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
   * @throws LockedException when another run is at work on the same data
   */
  static RunLock taken(Path state, String run) {
    return take(state, run)
        .orElseThrow(
            () ->
                new LockedException(
                    "another run is at work on "
                        + state
                        + ": "
                        + holder(state)
                        + ". Wait for it, or stop it: the next run takes up what it left"));
  }

  /** Somebody else is writing. */
  static final class LockedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LockedException(String message) {
      super(message);
    }
  }

  private static FileLock locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another run of this very process has it
    }
  }

  /** Who wrote into the lock's file last. */
  static String holder(Path state) {
    try {
      return Files.readString(state.resolve("run.lock")).strip();
    } catch (IOException e) {
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
