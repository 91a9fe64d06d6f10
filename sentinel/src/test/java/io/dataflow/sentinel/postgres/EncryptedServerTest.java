package io.dataflow.sentinel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that takes encrypted connections only. */
@Tag("it")
class EncryptedServerTest {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.encrypted();

  private static final String PASSWORD =
      URLEncoder.encode(RealPostgres.PASSWORD, StandardCharsets.UTF_8);

  private static PostgresServer server(String host, String parameters) {
    String address =
        "postgresql://reader:%s@%s:%d/postgres?%s"
            .formatted(PASSWORD, host, POSTGRES.port(), parameters);
    return new PostgresServer(PostgresAddress.parse(address), Map.of());
  }

  private static boolean encrypted(PostgresServer server) throws SQLException {
    try (Connection connection = server.connect(Duration.ofMinutes(1));
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static String authority(String name) {
    return "&sslrootcert=" + POSTGRES.certificates().resolve(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sslmode=prefer",
        "sslmode=require",
        "ssl=true&sslmode=require",
        "sslmode=require&channel_binding=require",
        "sslmode=require&channelBinding=require",
        "channel_binding=prefer"
      })
  void isReachedEncrypted(String parameters) throws SQLException {
    assertThat(encrypted(server("localhost", parameters))).isTrue();
  }

  @Test
  void isKnownByItsCertificateAndItsName() throws SQLException {
    String authority = authority("server.crt");
    assertThat(encrypted(server("localhost", "sslmode=verify-full" + authority))).isTrue();
    assertThat(encrypted(server("127.0.0.1", "sslmode=verify-full" + authority))).isTrue();
    assertThat(encrypted(server("localhost", "sslmode=verify-ca" + authority))).isTrue();
    assertThat(
            encrypted(
                server("localhost", "sslmode=verify-full&channel_binding=require" + authority)))
        .isTrue();
  }

  @Test
  void refusesAnAddressWithoutEncryption() {
    assertThatThrownBy(() -> encrypted(server("localhost", "sslmode=disable")))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("no encryption")
        .hasMessageNotContaining(PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sslmode=verify-full", "sslmode=verify-ca", "sslmode=require"})
  void isNotTrustedWithTheCertificateOfAnother(String mode) {
    assertThatThrownBy(() -> encrypted(server("localhost", mode + authority("other.crt"))))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("could not connect at postgresql://reader@localhost:")
        .hasMessageContaining("Check the certificates")
        .hasMessageNotContaining(PASSWORD);
  }

  @Test
  void saysThatTheFileOfCertificatesIsNotThere() {
    assertThatThrownBy(
            () -> encrypted(server("localhost", "sslmode=verify-full" + authority("none.crt"))))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("none.crt");
  }
}
