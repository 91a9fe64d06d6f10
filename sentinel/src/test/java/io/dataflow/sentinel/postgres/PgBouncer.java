package io.dataflow.sentinel.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A transaction pooler before a server: Debian's {@code pgbouncer}, as it is set up by default but
 * for the mode. The tests fail where it is not installed.
 */
public final class PgBouncer implements BeforeAllCallback, AfterAllCallback {
  private final RealPostgres server;
  private Process process;
  private int port;

  public PgBouncer(RealPostgres server) {
    this.server = server;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Path folder = Files.createTempDirectory("pgbouncer");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path users =
        Files.writeString(
            folder.resolve("users.txt"), "\"reader\" \"" + RealPostgres.PASSWORD + "\"\n");
    Path settings =
        Files.writeString(
            folder.resolve("pgbouncer.ini"),
            """
            [databases]
            * = host=127.0.0.1 port=%d
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = scram-sha-256
            auth_file = %s
            pool_mode = transaction
            default_pool_size = 3
            server_round_robin = 1
            """
                .formatted(server.port(), port, users));
    List<String> command = new ArrayList<>(List.of(program(), "-q"));
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("-u", "nobody")); // it does not run as root
    }
    command.add(settings.toString());
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    while (!listens()) {
      if (!process.isAlive()) {
        throw new IllegalStateException(Files.readString(folder.resolve("log.txt")));
      }
      Thread.sleep(20);
    }
  }

  private static String program() {
    return Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer")
        .filter(name -> Files.isExecutable(Path.of(name)))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("there is no pgbouncer: apt-get install pgbouncer"));
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** A database of the server, through the pooler, as the role with the password. */
  public PostgresServer to(RealPostgres.Database database) {
    database.execute("GRANT CREATE ON DATABASE " + database.name() + " TO reader");
    String word = URLEncoder.encode(RealPostgres.PASSWORD, StandardCharsets.UTF_8);
    String address = "postgresql://reader:%s@127.0.0.1:%d/%s";
    return new PostgresServer(
        PostgresAddress.parse(address.formatted(word, port, database.name())), Map.of());
  }

  @Override
  public void afterAll(ExtensionContext context) throws InterruptedException {
    if (process != null) {
      process.destroy();
      process.waitFor();
    }
  }
}
