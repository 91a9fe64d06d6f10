package io.dataflow.sentinel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("it")
class PostgresServerTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Map<String, String> NO_FILE = Map.of("PGPASSFILE", "/nonexistent");

  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.newest();

  @TempDir private Path folder;
  private final RealPostgres.Database database = POSTGRES.database();

  private static PostgresServer server(String address, Map<String, String> environment) {
    return new PostgresServer(PostgresAddress.parse(address), environment);
  }

  private static String asked(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = server.connect(MINUTE);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  private String withPassword() {
    String encoded = URLEncoder.encode(RealPostgres.PASSWORD, StandardCharsets.UTF_8);
    return database.readerAddress().replace("reader@", "reader:" + encoded + "@");
  }

  @Test
  void logsInWithThePasswordOfTheAddress() throws SQLException {
    assertThat(asked(server(withPassword(), NO_FILE), "SELECT current_user")).isEqualTo("reader");
    String jdbc = "jdbc:" + withPassword().replaceFirst("//.*@", "//");
    String encoded = URLEncoder.encode(RealPostgres.PASSWORD, StandardCharsets.UTF_8);
    assertThat(
            asked(
                server(jdbc + "?user=reader&password=" + encoded, NO_FILE), "SELECT current_user"))
        .isEqualTo("reader");
  }

  @Test
  void isReachedByEachFormOfAnAddress() throws SQLException {
    String encoded = URLEncoder.encode(RealPostgres.PASSWORD, StandardCharsets.UTF_8);
    int port = POSTGRES.port();
    String name = database.name();
    String account = "reader:" + encoded + "@";
    String query = "user=reader&password=" + encoded;
    for (String address :
        List.of(
            "postgresql://" + account + "127.0.0.1:" + port + "/" + name,
            "postgres://" + account + "localhost:" + port + "/" + name + "?sslmode=prefer",
            "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?" + query,
            "postgresql://127.0.0.1:" + port + "/" + name + "?" + query,
            "postgresql:///" + name + "?host=127.0.0.1&port=" + port + "&" + query,
            "postgres://" + account + "127.0.0.1:1,127.0.0.1:" + port + "/" + name,
            "postgres://"
                + account
                + "127.0.0.1:1,127.0.0.1:"
                + port
                + "/"
                + name
                + "?target_session_attrs=read-write",
            "postgres://"
                + account
                + "127.0.0.1:"
                + port
                + "/"
                + name
                + "?options=-c%20statement_timeout%3D5s&channel_binding=prefer")) {
      assertThat(asked(server(address, NO_FILE), "SELECT current_user || current_database()"))
          .as(address)
          .isEqualTo("reader" + name);
    }
  }

  @Test
  void takesTheAddressBeforeTheEnvironmentBeforeTheFile() throws SQLException, IOException {
    Path right = passwords("*:*:*:reader:" + RealPostgres.PASSWORD);
    Path wrong = passwords("*:*:*:reader:wr0ng-w0rd");
    Map<String, String> wrongWord =
        Map.of("PGPASSWORD", "wr0ng-w0rd", "PGPASSFILE", right.toString());

    assertThat(asked(server(withPassword(), wrongWord), "SELECT 1")).isEqualTo("1");
    assertThat(
            asked(
                server(
                    database.readerAddress(),
                    Map.of("PGPASSWORD", RealPostgres.PASSWORD, "PGPASSFILE", wrong.toString())),
                "SELECT 1"))
        .isEqualTo("1");
    assertThatThrownBy(() -> asked(server(database.readerAddress(), wrongWord), "SELECT 1"))
        .hasMessageContaining("password authentication failed")
        .hasMessageNotContaining("wr0ng-w0rd");
  }

  private Path passwords(String line) throws IOException {
    Path file = Files.createTempFile(folder, "passwords", "");
    Files.writeString(file, line + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void logsInWithThePasswordOfTheEnvironment() throws SQLException {
    Map<String, String> environment = Map.of("PGPASSWORD", RealPostgres.PASSWORD);
    assertThat(asked(server(database.readerAddress(), environment), "SELECT current_user"))
        .isEqualTo("reader");
  }

  @Test
  void logsInWithThePasswordOfAFile() throws SQLException, IOException {
    Path file =
        Files.writeString(
            folder.resolve("passwords"),
            "127.0.0.1:" + POSTGRES.port() + ":*:reader:" + RealPostgres.PASSWORD + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    PostgresServer named = server(database.readerAddress(), Map.of("PGPASSFILE", file.toString()));

    assertThat(asked(named, "SELECT current_user")).isEqualTo("reader");
  }

  @Test
  void saysThatAPasswordIsWrongWithoutSayingIt() {
    PostgresServer wrong =
        server(
            database.readerAddress().replace("reader@", "reader:wr0ng-w0rd@"),
            Map.of("PGPASSFILE", "/nonexistent"));

    assertThatThrownBy(() -> wrong.connect(MINUTE))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("password authentication failed for user \"reader\"")
        .hasMessageContaining("Check user and password")
        .hasMessageNotContaining("wr0ng-w0rd");
  }

  @Test
  void saysThatAPasswordIsMissing() {
    assertThatThrownBy(() -> server(database.readerAddress(), NO_FILE).connect(MINUTE))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("in the address, in PGPASSWORD, or in ~/.pgpass");
  }

  @Test
  void saysThatADatabaseIsNotThere() {
    String address = "postgresql://postgres@127.0.0.1:" + POSTGRES.port() + "/none";
    assertThatThrownBy(() -> server(address, NO_FILE).connect(MINUTE))
        .hasMessageStartingWith("could not connect at " + address)
        .hasMessageContaining("Check the database's name");
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    assertThatThrownBy(
            () -> server("postgres://me@127.0.0.1:" + free + "/d", NO_FILE).connect(MINUTE))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("Check host, port");
  }

  @Test
  void asksForEncryptionWhenTheAddressDoes() {
    assertThatThrownBy(
            () -> server(database.address() + "?sslmode=require", NO_FILE).connect(MINUTE))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("SSL");
  }

  @Test
  void doesNotLogInWithoutTheChannelBindingTheAddressAsksFor() {
    assertThatThrownBy(
            () -> server(withPassword() + "?channel_binding=require", NO_FILE).connect(MINUTE))
        .isInstanceOf(PostgresException.class)
        .hasMessageContainingAll("hannel", "inding")
        .hasMessageNotContaining(RealPostgres.PASSWORD);
  }

  @Test
  void doesNotWaitForAServerThatSaysNothing() {
    PostgresServer server = database.connected();
    assertThatThrownBy(
            () -> {
              try (Connection connection = server.connect(Duration.ofSeconds(1));
                  Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_sleep(60)");
              } catch (SQLException e) {
                throw server.explain("sleep", e);
              }
            })
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("could not sleep at " + database.address());
  }

  @Test
  void takesTheSchemaAndTheServersOptionsOfTheAddress() throws SQLException {
    database.execute("CREATE SCHEMA market");
    assertThat(
            asked(
                server(database.address() + "?schema=market", NO_FILE), "SELECT current_schema()"))
        .isEqualTo("market");
    assertThat(
            asked(
                server(database.address() + "?options=-c%20work_mem%3D9MB", NO_FILE),
                "SHOW work_mem"))
        .isEqualTo("9MB");
  }
}
