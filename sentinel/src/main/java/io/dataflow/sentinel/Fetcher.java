package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Landing;
import io.dataflow.sentinel.bronze.Vintage;
import io.dataflow.sentinel.source.Answer;
import io.dataflow.sentinel.source.Fetched;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Outcome.Unavailable.Kind;
import io.dataflow.sentinel.source.Request;
import io.dataflow.sentinel.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Fetches several requests at a time and lands every answer in bronze as it arrives. */
final class Fetcher {
  private final Source source;
  private final int concurrency;

  Fetcher(Source source, int concurrency) {
    this.source = source;
    this.concurrency = concurrency;
  }

  /**
   * Fetches, lands and parses; bronze is on disk when this returns.
   *
   * @param progress is told of each request as it ends, one at a time
   * @return in the order of the requests
   */
  List<Landed> fetch(List<Request> requests, Landing landing, Consumer<Landed> progress) {
    if (requests.isEmpty()) {
      return List.of();
    }
    ExecutorService workers = Executors.newFixedThreadPool(Math.min(concurrency, requests.size()));
    try {
      ExecutorCompletionService<Landed> ended = new ExecutorCompletionService<>(workers);
      List<Future<Landed>> all = new ArrayList<>();
      requests.forEach(r -> all.add(ended.submit(() -> one(r, landing))));
      for (int i = 0; i < all.size(); i++) {
        progress.accept(ended.take().get());
      }
      List<Landed> landed = new ArrayList<>();
      for (Future<Landed> future : all) {
        landed.add(future.get());
      }
      landing.force();
      return landed;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while fetching", e);
    } finally {
      workers.shutdownNow();
    }
  }

  private Landed one(Request request, Landing landing) {
    Fetched fetched = source.fetch(request);
    Optional<Vintage> last = Optional.empty();
    for (Answer answer : fetched.answers()) {
      last = Optional.of(landing.land(answer));
    }
    if (fetched.failure().isPresent()) {
      Outcome failed = new Outcome.Unavailable(fetched.failure().get(), Kind.PASSING);
      return new Landed(request, fetched.at(), Optional.empty(), failed);
    }
    Outcome outcome = source.parse(fetched.answer().orElseThrow());
    return new Landed(request, fetched.at(), last, outcome);
  }
}
