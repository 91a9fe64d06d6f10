package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Records.NOON;
import static io.dataflow.sentinel.ledger.Records.facts;
import static io.dataflow.sentinel.ledger.Records.hold;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.market.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What every ledger promises about instruments. */
interface InstrumentLedgerConformance {
  Ledger ledger();

  @Test
  default void keepsFirstFactsUntilPersonReplacesThem() {
    ledger().recordFacts(List.of(facts("SPY", "USD"), facts("AAPL", "USD")));
    ledger().recordFacts(List.of(facts("AAPL", "EUR")));
    assertThat(ledger().facts()).containsExactly(facts("AAPL", "USD"), facts("SPY", "USD"));

    ledger().replaceFacts(facts("AAPL", "EUR"));
    assertThat(ledger().facts()).containsExactly(facts("AAPL", "EUR"), facts("SPY", "USD"));
  }

  @Test
  default void keepsFactsSourceDidNotTell() {
    InstrumentFacts bare =
        new InstrumentFacts(
            "csv",
            new Symbol("^GSPC"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            NOON);
    ledger().recordFacts(List.of(bare));

    assertThat(ledger().facts()).containsExactly(bare);
  }

  @Test
  default void holdsInstrumentOnceUntilReleased() {
    assertThat(ledger().hold(hold("AAPL", NOON))).isTrue();
    assertThat(ledger().hold(hold("AAPL", NOON.plusSeconds(1)))).isFalse();
    assertThat(ledger().holds()).containsExactly(hold("AAPL", NOON));

    assertThat(ledger().releaseHold(hold("AAPL", NOON))).isTrue();
    assertThat(ledger().releaseHold(hold("AAPL", NOON))).isFalse();
    assertThat(ledger().holds()).isEmpty();
  }

  @Test
  default void releasesOnlyTheHoldDecidedAbout() {
    ledger().hold(hold("AAPL", NOON.plusSeconds(1)));

    assertThat(ledger().releaseHold(hold("AAPL", NOON))).isFalse();
    assertThat(ledger().holds()).hasSize(1);
  }
}
