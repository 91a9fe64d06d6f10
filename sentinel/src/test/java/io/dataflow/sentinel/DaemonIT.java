package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as a process, and the signals it gets. */
@Tag("slow")
class DaemonIT {
  private static final Path LAUNCHER =
      Path.of("").toAbsolutePath().getParent().resolve("bin/sentinel");

  @TempDir private Path folder;
  private Cli cli;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void startsTheMarket() {
    cli = new Cli(folder).assets("AAPL", "BTC-USD").market("");
    cli.moveTo(Instant.parse("2026-03-07T04:45:00Z"));
  }

  @AfterEach
  void leavesNothingBehind() {
    started.forEach(Process::destroyForcibly);
    cli.close();
  }

  private Process daemon(String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of(LAUNCHER.toString(), "daemon"));
    words.addAll(List.of(more));
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("said-" + started.size()).toFile());
    builder.environment().put("SENTINEL_ARCHIVE", "off");
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private String said(int which) throws IOException {
    return Files.readString(folder.resolve("said-" + which));
  }

  private static void await(BooleanSupplier what) throws InterruptedException {
    Instant latest = Instant.now().plus(Duration.ofMinutes(2));
    while (!what.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(latest);
      Thread.sleep(100);
    }
  }

  private boolean says(int which, String text) {
    try {
      return said(which).contains(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** It has begun, and waits for answers that take their time. */
  private boolean aRunIsAtWork() {
    Path log = folder.resolve("logs/pipeline.json");
    return Files.exists(log) && cli.read("logs/pipeline.json").contains("\"run started\"");
  }

  private int status() throws IOException, InterruptedException {
    Process process = daemon("--status");
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  @Test
  void isOneAtATimeAndStopsInOrder() throws Exception {
    assertThat(status()).isEqualTo(ExitCode.DATA);
    Process first = daemon();
    await(() -> says(1, "  next: "));
    assertThat(status()).isZero();

    Process second = daemon();
    assertThat(second.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(second.exitValue()).isEqualTo(ExitCode.NOT_EVALUATED);
    assertThat(said(3)).contains("another daemon is at work", "daemon --status");

    first.destroy();
    assertThat(first.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(first.exitValue()).isZero();
    assertThat(said(1)).contains("SIGTERM: stopping", "the daemon was stopped");
    assertThat(status()).isEqualTo(ExitCode.DATA);
  }

  @Test
  void letsTheRunAtWorkComeToItsEnd() throws Exception {
    cli.market("- {symbol: '*', fault: delay, time: PT3S}\n");
    Process daemon = daemon();
    await(this::aRunIsAtWork);
    daemon.destroy();
    assertThat(daemon.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(daemon.exitValue()).isZero();
    assertThat(said(0)).contains("asked for AAPL, BTC-USD: run ", "the daemon was stopped");
  }

  @Test
  void endsAtOnceAtASecondSignalOrWhenItIsKilledAndTheNextOneTakesUpWhatWasLeft() throws Exception {
    cli.market("- {symbol: BTC-USD, fault: delay, time: PT20S, times: 2}\n");
    Process daemon = daemon();
    await(this::aRunIsAtWork);
    daemon.destroy();
    await(() -> says(0, "SIGTERM: stopping"));
    daemon.destroy();
    assertThat(daemon.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(daemon.exitValue()).isEqualTo(128 + 15);

    Process killed = daemon();
    await(() -> Files.exists(folder.resolve("data/daemon.json")) && says(1, "the daemon begins"));
    killed.destroyForcibly().waitFor();

    Process next = daemon();
    await(() -> says(2, "  next: "));
    next.destroy();
    assertThat(next.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(next.exitValue()).isZero();
    assertThat(said(2)).contains("asked for");
  }
}
