package io.dataflow.sentinel;

import io.dataflow.sentinel.source.standin.Faults;
import io.dataflow.sentinel.source.standin.Market;
import io.dataflow.sentinel.source.standin.MovableClock;
import io.dataflow.sentinel.source.standin.StandInServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * The command line in this process, on a project folder of its own, against a simulated market that
 * shows the same instant as {@code --as-of}.
 */
final class Cli implements AutoCloseable {
  /** Friday night in New York: Friday's bars are due. */
  static final Instant FRIDAY_NIGHT = Instant.parse("2026-03-07T04:45:00Z");

  private final Path folder;
  private final MovableClock clock = new MovableClock(FRIDAY_NIGHT);
  private StandInServer server;

  Cli(Path folder) {
    this.folder = folder;
    pipeline("");
    assets("AAPL");
  }

  /** How a command ended, and all it said. */
  record Ended(int code, String out, String err) {
    String said() {
      return out + err;
    }
  }

  private List<String> assets = List.of();
  private String pipeline = "";

  Cli assets(String... symbols) {
    assets = List.of(symbols);
    return written();
  }

  /** More lines under {@code pipeline}. */
  Cli pipeline(String lines) {
    pipeline = lines;
    return written();
  }

  private Cli written() {
    String list = assets.stream().map(s -> "- \"" + s + "\"\n").collect(Collectors.joining());
    file(
        "config/assets.yaml",
        "assets:\n"
            + list
            + "start_date: 2026-02-02\npipeline:\n  min_gap: PT0S\n  concurrency: 1\n"
            + "  retry_delay: PT0.01S\n  cool_down: PT0.01S\n"
            + pipeline);
    return this;
  }

  /** Starts the market anew with these faults: the lines of a fault file below {@code faults:}. */
  Cli market(String faults) {
    close();
    try {
      Faults planted =
          faults.isBlank() ? Faults.none() : Faults.read(file("faults.yaml", "faults:\n" + faults));
      server = new StandInServer(Market.simulated(7), planted, clock);
      return source(server.start(0).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The source's address, as a user sets it. */
  Cli source(String address) {
    file(".env", "SENTINEL_YAHOO_URL=" + address + "\n");
    return this;
  }

  Cli moveTo(Instant at) {
    clock.moveTo(at);
    return this;
  }

  /** The market's clock; it is moved by whoever goes by it. */
  MovableClock clock() {
    return clock;
  }

  Path folder() {
    return folder;
  }

  Path settings() {
    return folder.resolve("config/assets.yaml");
  }

  Path file(String name, String text) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything below the project folder, as text, whatever it is. */
  String everythingWritten(Path but) {
    try (Stream<Path> files = Files.walk(folder)) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).filter(f -> !f.equals(but)).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        all.append(file).append('\n').append(new String(bytes, StandardCharsets.ISO_8859_1));
      }
      return all.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code sentinel run} at the market's instant. */
  Ended run(String... more) {
    return on("run", more);
  }

  /** A data command at the market's instant, on this project. */
  Ended on(String command, String... more) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of(more));
    words.addAll(List.of("--as-of", clock.instant().toString()));
    words.addAll(List.of("--config", settings().toString()));
    return bare(words.toArray(String[]::new));
  }

  /** The command line as it is given. */
  static Ended bare(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int code = line.execute(words);
    return new Ended(code, out.toString(), err.toString());
  }

  URI address() {
    return URI.create(read(".env").strip().substring("SENTINEL_YAHOO_URL=".length()));
  }

  @Override
  public void close() {
    if (server != null) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      server = null;
    }
  }
}
