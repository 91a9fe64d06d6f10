package io.dataflow.sentinel;

import io.dataflow.sentinel.bronze.Receipt;
import io.dataflow.sentinel.config.Asset;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.source.Answer;
import io.dataflow.sentinel.source.Fetched;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Request;
import io.dataflow.sentinel.source.Source;
import io.dataflow.sentinel.source.csv.CsvParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every source by name, asked as one: an instrument's own source first, and a fall-back only where
 * it is set and the one before had no usable answer. Each answer keeps the name of the source it is
 * from, and says the order and why a fall-back was asked.
 */
final class Sources implements Source {
  private final Source usual;
  private final Map<String, Source> byName = new LinkedHashMap<>();
  private final Map<Symbol, List<String>> orders = new HashMap<>();

  /**
   * @param usual the source of instruments that name none
   * @param others those of the settings
   */
  Sources(Source usual, List<Source> others, Collection<Asset> assets) {
    this.usual = usual;
    byName.put(usual.name(), usual);
    others.forEach(source -> byName.put(source.name(), source));
    assets.forEach(asset -> orders.putIfAbsent(asset.symbol(), asset.sources()));
  }

  private List<Source> of(Symbol symbol) {
    return order(symbol).stream().map(byName::get).toList();
  }

  private List<String> order(Symbol symbol) {
    return orders.getOrDefault(symbol, List.of(usual.name()));
  }

  /** Those that some instrument uses. */
  private List<Source> used() {
    Set<String> names = new LinkedHashSet<>();
    orders.values().forEach(names::addAll);
    List<Source> used = names.stream().map(byName::get).toList();
    return used.isEmpty() ? List.of(usual) : used;
  }

  @Override
  public String name() {
    return used().stream().map(Source::name).collect(Collectors.joining(","));
  }

  @Override
  public String location() {
    return used().stream().map(Source::location).collect(Collectors.joining(", "));
  }

  @Override
  public boolean loopback() {
    return used().stream().allMatch(Source::loopback);
  }

  /** As the instrument's own source wants them. */
  @Override
  public List<Request> windows(Request request, Instant now) {
    return of(request.symbol()).get(0).windows(request, now);
  }

  @Override
  public void prepare() {
    used().forEach(Source::prepare);
  }

  @Override
  public Fetched fetch(Request request) {
    List<Answer> answers = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    Optional<Fetched> last = Optional.empty();
    List<Source> order = of(request.symbol());
    for (Source source : order) {
      Fetched fetched = source.fetch(request);
      fetched.answers().forEach(answer -> answers.add(marked(answer, failures)));
      last = Optional.of(fetched);
      Optional<String> failure = order.size() == 1 ? Optional.empty() : failure(source, fetched);
      if (failure.isEmpty()) {
        break;
      }
      failures.add(source.name() + " failed: " + failure.get());
    }
    Fetched end = last.orElseThrow();
    Optional<String> why =
        end.failure().map(f -> order.size() == 1 ? f : String.join("; ", failures));
    return new Fetched(request, answers, end.at(), why);
  }

  /** Why there are no bars; empty when there are. */
  private static Optional<String> failure(Source source, Fetched fetched) {
    if (fetched.answer().isEmpty()) {
      return fetched.failure();
    }
    Outcome outcome = source.parse(fetched.answer().get());
    if (outcome instanceof Outcome.Empty empty) {
      return Optional.of(empty.reason());
    }
    return new Landed(fetched.request(), fetched.at(), Optional.empty(), outcome).failure();
  }

  private Answer marked(Answer answer, List<String> failures) {
    List<String> order = order(answer.request().symbol());
    if (order.equals(List.of(usual.name()))) {
      return answer;
    }
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    headers.put(Receipt.SOURCES, String.join(",", order));
    if (!failures.isEmpty()) {
      headers.put(Receipt.FALL_BACK, String.join("; ", failures));
    }
    return new Answer(
        answer.request(),
        answer.source(),
        answer.url(),
        answer.status(),
        headers,
        answer.retrievedAt(),
        answer.body());
  }

  /** By the parser of the kind of answer it is, also when its source is no longer set. */
  @Override
  public Outcome parse(Answer answer) {
    return CsvParser.takes(answer) ? CsvParser.parse(answer) : usual.parse(answer);
  }
}
