package io.dataflow.sentinel.ledger;

import static io.dataflow.sentinel.ledger.Records.BARS;
import static io.dataflow.sentinel.ledger.Records.NOON;
import static io.dataflow.sentinel.ledger.Records.SESSION;
import static io.dataflow.sentinel.text.HostileValues.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.freshness.Attempt;
import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.Look;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.text.HostileValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What every ledger promises about texts from outside: the same in all of them. */
interface HostileLedgerConformance {
  Ledger ledger();

  @Test
  default void keepsWhatSourcesSayOfInstruments() {
    List<String> values = HostileValues.all().toList();
    List<InstrumentFacts> sent = new ArrayList<>();
    List<InstrumentFacts> kept = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      String symbol = "I%03d".formatted(i);
      sent.add(said(symbol, values.get(i)));
      kept.add(said(symbol, stored(values.get(i))));
    }
    ledger().recordFacts(sent);

    assertThat(ledger().facts()).isEqualTo(kept);
  }

  private static InstrumentFacts said(String symbol, String value) {
    Optional<String> text = Optional.of(value);
    return new InstrumentFacts(
        "yahoo", new Symbol(symbol), text, text, text, text, text, OptionalLong.empty(), NOON);
  }

  @Test
  default void keepsWhatRunsSay() {
    List<String> values = HostileValues.all().toList();
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      String kept = stored(value);
      String run = "run-" + i;
      ledger().startRun(new RunStart(run, NOON, NOON, value, value, value, value, 1));
      ledger().recordStages(run, List.of(new Stage("fetch", NOON, 5, value)));
      ledger().recordChecks(run, List.of(check(value)));
      ledger().finishRun(run, NOON, 1, value);

      RunStart start = new RunStart(run, NOON, NOON, kept, kept, kept, kept, 1);
      Run whole = new Run(start, Optional.of(new RunEnd(NOON, 1, kept)));
      assertThat(ledger().run(run)).contains(whole);
      assertThat(ledger().stages(run)).containsExactly(new Stage("fetch", NOON, 5, kept));
      assertThat(ledger().checks(run)).containsExactly(check(kept));
    }
  }

  private static CheckRow check(String text) {
    return new CheckRow(
        "check", BARS, Optional.of("AAPL"), CheckRow.Outcome.FAIL, text, text, 1, text);
  }

  @Test
  default void keepsFeedsOfEveryNameThatHasNoControls() {
    List<Feed> feeds =
        HostileValues.STORABLE.stream()
            .filter(v -> v.chars().noneMatch(Character::isISOControl))
            .filter(v -> !v.equals(HostileValues.RANDOM))
            .map(Records::feed)
            .toList();
    ledger().startRun(Records.run("run-1"));
    ledger().watch(feeds, NOON);
    ledger().recordLooks(feeds.stream().map(f -> Records.look(f, NOON, Look.Seen.NULL)).toList());
    ledger()
        .recordAttempts(
            feeds.stream().map(f -> new Attempt(f, NOON, Optional.of(f.instrument()))).toList());
    ledger()
        .recordExpectations(
            feeds.stream().map(f -> Records.expectation(f, SESSION, NOON)).toList());
    ledger()
        .recordVerdicts(
            "run-1",
            feeds.stream().map(f -> Records.verdict(f, NOON, "LATE", f.instrument())).toList());

    assertThat(feeds).hasSizeGreaterThan(10);
    assertThat(ledger().watchedSince(BARS)).containsOnlyKeys(feeds);
    assertThat(ledger().attempts(BARS, NOON))
        .extracting(a -> a.failure().orElseThrow())
        .containsExactlyInAnyOrderElementsOf(feeds.stream().map(Feed::instrument).toList());
    for (Feed feed : feeds) {
      assertThat(ledger().looks(feed)).containsExactly(Records.look(feed, NOON, Look.Seen.NULL));
      assertThat(ledger().expectations(feed))
          .containsExactly(Records.expectation(feed, SESSION, NOON));
      assertThat(ledger().verdictChanges(feed))
          .extracting(v -> v.verdict().reason())
          .containsExactly(feed.instrument());
    }
  }
}
