package io.dataflow.sentinel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.ledger.Ledger;
import io.dataflow.sentinel.ledger.LedgerException;
import io.dataflow.sentinel.ledger.PostgresLedger;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A ledger whose database wakes up slowly, hangs, or goes away. */
@Tag("slow")
class SlowServerTest {
  @RegisterExtension static final RealPostgres POSTGRES = RealPostgres.newest();

  private final RealPostgres.Database database = POSTGRES.database();
  private TcpProxy proxy;

  @BeforeEach
  void standsBetween() throws IOException {
    proxy = new TcpProxy(POSTGRES.port());
  }

  @AfterEach
  void stops() throws IOException {
    proxy.close();
  }

  private Ledger ledger(String parameters) {
    String address =
        "postgresql://postgres@127.0.0.1:" + proxy.port() + "/" + database.name() + parameters;
    return new PostgresLedger(new PostgresServer(PostgresAddress.parse(address), Map.of()));
  }

  @Test
  void waitsForAnEndpointThatTakesTheConnectionAndWakesUp() {
    proxy.delayingFirst(Duration.ofSeconds(7));
    try (Ledger ledger = ledger("")) {
      ledger.open();
      assertThat(ledger.runs(1)).isEmpty();
    }
    assertThat(proxy.connections()).isEqualTo(1);
  }

  @Test
  void triesOnceMoreWhereTheFirstConnectionWasDropped() {
    proxy.droppingFirst(1);
    try (Ledger ledger = ledger("?sslmode=disable")) {
      ledger.open();
      assertThat(ledger.runs(1)).isEmpty();
    }
    assertThat(proxy.connections()).isEqualTo(2);
  }

  @Test
  void givesUpAfterTheSecondTryAndSaysWhere() {
    proxy.droppingFirst(1_000);
    try (Ledger ledger = ledger("?sslmode=disable")) {
      assertThatThrownBy(ledger::open)
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining(
              "could not connect at postgresql://postgres@127.0.0.1:" + proxy.port() + "/")
          .hasMessageContaining("Check host, port");
    }
    assertThat(proxy.connections()).isEqualTo(2);
  }

  @Test
  @Timeout(60)
  void doesNotWaitForEverForOneThatNeverWakesUp() {
    proxy.swallow();
    try (Ledger ledger = ledger("?connect_timeout=2")) {
      assertThatThrownBy(ledger::open)
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("could not connect at postgresql://postgres@127.0.0.1:");
    }
  }

  @Test
  @Timeout(60)
  void doesNotWaitForEverForOneThatHangsInBetween() {
    try (Ledger ledger = ledger("?socketTimeout=2&connect_timeout=2")) {
      ledger.open();
      proxy.swallow();
      assertThatThrownBy(() -> ledger.watchedSince("silver.bars"))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining(" at postgresql://postgres@127.0.0.1:" + proxy.port() + "/");
    }
  }
}
