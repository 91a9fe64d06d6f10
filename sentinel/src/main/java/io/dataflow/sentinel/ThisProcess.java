package io.dataflow.sentinel;

import io.dataflow.sentinel.ledger.LeaseHolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Who this process is among all of all machines, and whether another of this machine is there. */
final class ThisProcess {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path PROCESSES = Path.of("/proc/self/ns/pid");

  /** The kernel rounds the moment it started anew each time it is asked. */
  private static final Duration SAME_START = Duration.ofSeconds(3);

  private ThisProcess() {}

  static LeaseHolder holder() {
    ProcessHandle own = ProcessHandle.current();
    return new LeaseHolder(host(), machine(), own.pid(), own.info().startInstant());
  }

  static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  /**
   * What no other running system has: names of hosts come twice, and process ids are counted anew
   * in each container. Empty where the system does not say.
   */
  private static String machine() {
    try {
      return Files.readString(BOOT).strip() + " " + Files.readSymbolicLink(PROCESSES);
    } catch (IOException | UnsupportedOperationException e) {
      return ""; // no Linux: whether a holder lives is then told by its renewals alone
    }
  }

  /** Whether a holder is certainly gone; false also when nobody here can tell. */
  static boolean gone(LeaseHolder holder) {
    if (holder.machine().isEmpty() || !holder.machine().equals(machine())) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(holder.pid());
    if (process.isEmpty() || !process.get().isAlive() || isUnreaped(holder.pid())) {
      return true;
    }
    Optional<Instant> started = process.get().info().startInstant();
    return started.isPresent()
        && holder.processStarted().isPresent()
        && Duration.between(started.get(), holder.processStarted().get())
                .abs()
                .compareTo(SAME_START)
            > 0;
  }

  /** A killed process that nobody asked for its end stays in the list. */
  private static boolean isUnreaped(long pid) {
    try {
      String state = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      return state.substring(state.lastIndexOf(')') + 1).strip().startsWith("Z");
    } catch (IOException e) {
      return true; // it ended since it was looked for
    }
  }
}
