package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.channel.Message.Kind;
import io.dataflow.sentinel.ledger.SqliteLedger;
import io.dataflow.sentinel.notify.Claim;
import io.dataflow.sentinel.notify.Outgoing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several processes with one outbox. */
@Tag("it")
class ClaimsTest extends OutboxScene {
  @Test
  void twoProcessesAtOnceSendEachMessageOnce() throws Exception {
    hook("a");
    hook("b");
    IntStream.range(0, 20).forEach(i -> put(i % 2 == 0 ? "a" : "b", "c-" + i, 1, Kind.FIRING));
    try (SqliteLedger second = new SqliteLedger(folder.resolve("ledger.db"))) {
      second.open();
      Deliverer other =
          new Deliverer(
              second,
              line -> Optional.of(channels.get(line)),
              clock,
              wall,
              new NotedPassing(),
              Deliverer.Patience.usual());
      CompletableFuture<Deliverer.Deliveries> theirs =
          CompletableFuture.supplyAsync(() -> other.deliver(lost -> {}));
      int ours = deliver().sent().size();

      assertThat(ours + theirs.get().sent().size()).isEqualTo(20);
    }
    assertThat(ids("a")).doesNotHaveDuplicates().hasSize(10);
    assertThat(ids("b")).doesNotHaveDuplicates().hasSize(10);
    assertThat(ledger.outbox().pending()).isEmpty();
  }

  @Test
  void takesOverFromAProcessOfThisMachineThatIsGoneAtOnce() {
    hook("a");
    Outgoing row = put("a", "c-1", 1, Kind.FIRING);
    ledger.outbox().claim(row.id(), Optional.empty(), dead());

    assertThat(deliver().sent()).hasSize(1);
  }

  @Test
  void takesOverFromAnotherMachineAfterFiveMinutes() {
    hook("a");
    Outgoing row = put("a", "c-1", 1, Kind.FIRING);
    ledger.outbox().claim(row.id(), Optional.empty(), elsewhere(AT));
    wall.advance(Postbag.CLAIM);
    assertThat(deliver().sent()).isEmpty();

    wall.advance(Duration.ofMillis(1));
    assertThat(deliver().sent()).hasSize(1);
  }

  @Test
  void aProcessThatWasOvertakenRecordsNothing() {
    hook("a");
    Outgoing row = put("a", "c-1", 1, Kind.FIRING);
    Claim theirs = elsewhere(AT);
    inbox.answers(
        "a",
        exchange -> {
          Optional<Claim> mine = ledger.outbox().claim(row.id());
          ledger.outbox().claim(row.id(), mine, theirs); // as if this process had been paused
          Mailboxes.status(404).to(exchange);
        });

    assertThat(deliver().givenUp()).isEmpty();

    assertThat(row(row)).isEqualTo(row);
    assertThat(ledger.outbox().claim(row.id())).contains(theirs);
    assertThat(ledger.incidents().events("i-1")).isEmpty();
  }

  @Test
  void doesNotTellTheEndWhileAnotherProcessTellsTheBeginning() {
    hook("a");
    Outgoing first = put("a", "c-1", 1, Kind.FIRING);
    ledger.outbox().claim(first.id(), Optional.empty(), elsewhere(AT));
    put("a", "c-1", 2, Kind.RESOLVED);
    put("a", "c-2", 1, Kind.FIRING);

    Deliverer.Deliveries deliveries = deliver();

    assertThat(ids("a")).containsExactly("c-2.1");
    assertThat(deliveries.waiting()).as("it is under way").isEmpty();
  }
}
