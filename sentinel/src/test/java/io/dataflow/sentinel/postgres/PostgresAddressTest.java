package io.dataflow.sentinel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.postgres.PostgresAddress.Host;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {
  private static PostgresAddress address(String text) {
    return PostgresAddress.parse(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://me:s3cret@db.example.org:6543/market",
        "postgres://me:s3cret@db.example.org:6543/market",
        "jdbc:postgresql://me:s3cret@db.example.org:6543/market",
        "jdbc:postgresql://db.example.org:6543/market?user=me&password=s3cret",
        "postgresql:///market?host=db.example.org&port=6543&user=me&password=s3cret",
        "POSTGRESQL://me:s3cret@db.example.org:6543/market?dbname=market"
      })
  void readsTheFormsInUseAlike(String text) {
    PostgresAddress address = address(text);

    assertThat(address.hosts()).containsExactly(new Host("db.example.org", 6543));
    assertThat(address.database()).contains("market");
    assertThat(address.user()).contains("me");
    assertThat(address.password()).contains("s3cret");
    assertThat(address).hasToString("postgresql://me@db.example.org:6543/market");
  }

  @Test
  void readsWhatHostedDatabasesHandOut() {
    PostgresAddress address =
        address(
            "postgresql://owner:npg_AbC@ep-cool-1-pooler.eu-central-1.example.org/neondb"
                + "?sslmode=require&channel_binding=require");

    assertThat(address.hosts())
        .containsExactly(new Host("ep-cool-1-pooler.eu-central-1.example.org", 5432));
    assertThat(address.properties())
        .isEqualTo(Map.of("sslmode", "require", "channelBinding", "require"));
  }

  @Test
  void decodesUserPasswordAndDatabase() {
    PostgresAddress address = address("postgres://m%40e:p%2Fw%3F%23%25+%C3%A9@h/a%20b");

    assertThat(address.user()).contains("m@e");
    assertThat(address.password()).contains("p/w?#%+é");
    assertThat(address.database()).contains("a b");
    assertThat(address).hasToString("postgresql://m%40e@h:5432/a%20b");
  }

  @Test
  void takesAPlusForASpaceInTheDriversFormOnly() {
    assertThat(address("jdbc:postgresql://h/d?user=a+b").user()).contains("a b");
    assertThat(address("postgresql://h/d?user=a+b").user()).contains("a+b");
  }

  @Test
  void takesTheLastAtSignForTheEndOfThePassword() {
    assertThat(address("postgres://me:p@ss@h/d").password()).contains("p@ss");
  }

  @Test
  void readsSeveralHostsAndBracketedAddresses() {
    assertThat(address("postgresql://a,b:5433,[::1]:5434/d").hosts())
        .isEqualTo(List.of(new Host("a", 5432), new Host("b", 5433), new Host("[::1]", 5434)));
    assertThat(address("postgresql://a,b/d?port=1,2").hosts())
        .isEqualTo(List.of(new Host("a", 1), new Host("b", 2)));
  }

  @Test
  void fillsInWhatIsLeftOut() {
    PostgresAddress address = address("jdbc:postgresql:market");

    assertThat(address.hosts()).containsExactly(new Host("localhost", 5432));
    assertThat(address.database()).contains("market");
    assertThat(address.user()).isEmpty();
    assertThat(address("postgres://h").database()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sslmode=verify-full, sslmode, verify-full",
    "sslrootcert=system, sslmode, verify-full",
    "sslrootcert=system, sslfactory, org.postgresql.ssl.DefaultJavaSSLFactory",
    "sslrootcert=/ca.pem, sslrootcert, /ca.pem",
    "channelBinding=require, channelBinding, require",
    "target_session_attrs=read-only, targetServerType, secondary",
    "options=endpoint%3Dep-1, options, endpoint=ep-1",
    "schema=market, currentSchema, market",
    "ssl=true, ssl, true",
    "load_balance_hosts=random, loadBalanceHosts, true"
  })
  void handsParametersToTheDriver(String parameter, String property, String value) {
    assertThat(address("postgresql://h/d?" + parameter).properties())
        .containsEntry(property, value);
  }

  @Test
  void readsTheTimesThatAnAddressAllows() {
    PostgresAddress address = address("postgresql://h/d?connect_timeout=45&socketTimeout=9");

    assertThat(address.connectTimeout()).contains(Duration.ofSeconds(45));
    assertThat(address.socketTimeout()).contains(Duration.ofSeconds(9));
    assertThat(address("postgresql://h/d?connect_timeout=0").connectTimeout()).isEmpty();
    assertThatThrownBy(() -> address("postgresql://h/d?connect_timeout=soon"))
        .hasMessage("the address's connect_timeout is no number of seconds such as 30");
  }

  @Test
  void checksTheAuthorityThatIsNamed() {
    assertThat(address("postgresql://h/d?sslmode=require&sslrootcert=/ca.pem").properties())
        .containsEntry("sslmode", "verify-ca");
  }

  @Test
  void leavesOutWhatThisProgramSetsItself() {
    assertThat(address("postgresql://h/d?connect_timeout=0&pgbouncer=true").properties()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socketFactory=java.lang.Object",
        "sslfactory=x.Y",
        "authenticationPluginClassName=x.Y",
        "loggerFile=/etc/passwd",
        "sslmod=require"
      })
  void refusesParametersItDoesNotKnow(String parameter) {
    assertThatThrownBy(() -> address("postgresql://h/d?" + parameter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(parameter.substring(0, parameter.indexOf('=')))
        .hasMessageContaining("Taken: host, port, dbname");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://me:pl4nt/ed@h/d",
        "postgresql://me:pl4nt?ed@h/d",
        "postgresql://me:pl4nt?ed=1@h/d",
        "postgresql://me:12?pl4nt=ed@h/d",
        "postgresql://me:pl4nt%ed@h/d",
        "postgresql://me:pl4nted@h:port/d",
        "postgresql://me:pl4nted@h:70000/d",
        "postgresql://me:pl4nted@%2Fvar%2Frun/d",
        "postgresql://me:pl4nted@h/d?sslmode=pl4nted",
        "postgresql://me:pl4nted@h h/d",
        "mysql://me:pl4nted@h/d",
        "pl4nted"
      })
  void saysWhatIsWrongWithoutRepeatingWhatCouldBeASecret(String text) {
    assertThatThrownBy(() -> address(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("pl4nt")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeGreaterThan(20));
  }

  @Test
  void tellsAnAddressFromAPath() {
    assertThat(PostgresAddress.isAddress(" postgres://h/d")).isTrue();
    assertThat(PostgresAddress.isAddress("JDBC:postgresql:d")).isTrue();
    assertThat(PostgresAddress.isAddress("postgres/bars.csv")).isFalse();
  }
}
