package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A Prometheus Alertmanager of its own, from Debian's package {@code prometheus-alertmanager}, that
 * tells a webhook of each alert within a second.
 */
final class RealAlertmanager implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");

  private static final String CONFIG =
      """
      route: {receiver: hook, group_by: ['...'], group_wait: 0s, group_interval: 1s,
              repeat_interval: 1h}
      receivers: [{name: hook, webhook_configs: [{url: '%s'}]}]
      """;

  private final Path folder;
  private final int port;
  private Process process;

  /**
   * @param hook where it tells of alerts
   */
  RealAlertmanager(Path folder, String hook) throws Exception {
    assertThat(PROGRAM)
        .as("missing: apt-get install prometheus-alertmanager; .ci/run does so")
        .isExecutable();
    this.folder = Files.createDirectories(folder);
    Files.writeString(folder.resolve("alertmanager.yml"), CONFIG.formatted(hook));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    start();
  }

  private void start() throws Exception {
    process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--config.file=" + folder.resolve("alertmanager.yml"),
                "--storage.path=" + folder.resolve("storage"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log.txt").toFile()))
            .start();
    boolean ready = Mailboxes.comes(this::isReady);
    assertThat(ready).as(Files.readString(folder.resolve("log.txt"))).isTrue();
  }

  private boolean isReady() {
    try {
      get("/-/ready");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String get(String path) throws IOException {
    try (InputStream answer = URI.create(url() + path).toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** The alerts that last. */
  List<Map<?, ?>> alerts() throws IOException {
    return ((List<?>) Json.read(get("/api/v2/alerts")))
        .stream().<Map<?, ?>>map(alert -> (Map<?, ?>) alert).toList();
  }

  /** The only alert, once it is as wanted. */
  Map<?, ?> alert(Predicate<Map<?, ?>> wanted) throws Exception {
    boolean there =
        Mailboxes.comes(
            () -> {
              try {
                return alerts().size() == 1 && wanted.test(alerts().get(0));
              } catch (IOException e) {
                return false;
              }
            });
    assertThat(there).as(get("/api/v2/alerts")).isTrue();
    return alerts().get(0);
  }

  /** Stops it, and starts it with nothing of what it knew. */
  void restartsEmpty() throws Exception {
    close();
    Bed.remove(folder.resolve("storage"));
    start();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
