package io.dataflow.sentinel.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.source.Outcome.Unavailable.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every source promises. */
public abstract class SourceConformance {
  protected static final Instant NOW = Instant.parse("2024-03-12T00:00:00Z");

  /** How the other side does. */
  public enum Other {
    /** It has bars of AAPL on 2024-03-08 and 2024-03-11, and knows no other symbol. */
    WELL,
    /** It has nothing of AAPL in the range. */
    EMPTY,
    /** What it says of AAPL arrives whole and is not what was asked for. */
    WRONG,
    /** It is not there, or does not answer. */
    GONE
  }

  /** The source with its other side made to do so. */
  protected abstract Source source(Other other) throws IOException;

  /** The bytes the other side has for AAPL when all is well; those of a source that extracts. */
  protected abstract byte[] bytes();

  protected static Request request(String symbol) {
    return new Request(
        new Symbol(symbol),
        Interval.DAY_1,
        Instant.parse("2024-03-01T05:00:00Z"),
        Instant.parse("2024-03-13T00:00:00Z"));
  }

  private static Outcome outcome(Source source, String symbol) {
    Fetched fetched = source.fetch(request(symbol));
    return fetched
        .answer()
        .map(source::parse)
        .orElseGet(() -> new Outcome.Unavailable(fetched.failure().orElseThrow(), Kind.PASSING));
  }

  @Test
  void saysBarsInOrderOfTheirSessions() throws IOException {
    Outcome.Bars bars = (Outcome.Bars) outcome(source(Other.WELL), "AAPL");
    assertThat(bars.bars())
        .extracting(bar -> bar.session().orElseThrow().toString())
        .containsExactly("2024-03-08", "2024-03-11");
    assertThat(bars.bars()).allMatch(bar -> bar.close() > 0 && bar.volume().isPresent());
    assertThat(bars.facts().symbol()).isEqualTo("AAPL");
  }

  @Test
  void keepsWhatItWasAskedAndTheBytesAsTheyWere() throws IOException {
    Source source = source(Other.WELL);
    Answer answer = source.fetch(request("AAPL")).answer().orElseThrow();
    assertThat(answer.body()).isEqualTo(bytes());
    assertThat(answer.request()).isEqualTo(request("AAPL"));
    assertThat(answer.source()).isEqualTo(source.name());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.retrievedAt()).isEqualTo(NOW);
  }

  @Test
  void readsAnAnswerTheSameAtAnyTime() throws IOException {
    Source source = source(Other.WELL);
    Answer answer = source.fetch(request("AAPL")).answer().orElseThrow();
    assertThat(source(Other.GONE).parse(answer)).isEqualTo(source.parse(answer));
  }

  @Test
  void tellsAnUnknownSymbolFromOneWithoutBars() throws IOException {
    assertThat(outcome(source(Other.WELL), "NOSUCH")).isInstanceOf(Outcome.Unknown.class);
    assertThat(outcome(source(Other.EMPTY), "AAPL")).isInstanceOf(Outcome.Empty.class);
  }

  @Test
  void refusesWhatArrivedWholeAndIsWrong() throws IOException {
    assertThat(outcome(source(Other.WRONG), "AAPL")).isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void saysWhyThereIsNoAnswerAndThrowsNothing() throws IOException {
    assertThat(outcome(source(Other.GONE), "AAPL"))
        .isInstanceOfAny(Outcome.Unavailable.class, Outcome.Unknown.class);
  }

  @Test
  void takesEveryFormOfSymbolForAName() throws IOException {
    Source source = source(Other.WELL);
    for (String symbol : List.of("^GSPC", "GC=F", "BRK-B", "A.B", "A&B_C", "a")) {
      assertThat(outcome(source, symbol)).as(symbol).isInstanceOf(Outcome.Unknown.class);
    }
  }

  @Test
  void splitsARequestIntoOnesThatCoverIt() throws IOException {
    List<Request> windows = source(Other.WELL).windows(request("AAPL"), NOW);
    assertThat(windows).isNotEmpty();
    assertThat(windows.get(0).from()).isEqualTo(request("AAPL").from());
    assertThat(windows.get(windows.size() - 1).to()).isEqualTo(request("AAPL").to());
  }

  @Test
  void answersSeveralAtATime() throws Exception {
    Source source = source(Other.WELL);
    source.prepare();
    ExecutorService workers = Executors.newFixedThreadPool(4);
    try {
      List<Future<Outcome>> all = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        all.add(workers.submit(() -> outcome(source, "AAPL")));
      }
      for (Future<Outcome> one : all) {
        assertThat(one.get()).isEqualTo(all.get(0).get()).isInstanceOf(Outcome.Bars.class);
      }
    } finally {
      workers.shutdownNow();
    }
  }
}
