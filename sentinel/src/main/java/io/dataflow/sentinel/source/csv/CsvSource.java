package io.dataflow.sentinel.source.csv;

import io.dataflow.sentinel.source.Answer;
import io.dataflow.sentinel.source.Fetched;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Request;
import io.dataflow.sentinel.source.Source;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Bars in CSV files: one for each instrument, or one for several, which is read once and of which
 * an answer holds the instrument's own rows.
 */
public final class CsvSource implements Source {
  private final CsvOptions options;
  private final Clock clock;
  private final Optional<Web> web;
  private Optional<SharedFiles> shared = Optional.empty();

  /** Opens nothing yet. */
  public CsvSource(CsvOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
    this.web = Address.is(options.location()) ? Optional.of(new Web(options)) : Optional.empty();
  }

  @Override
  public String name() {
    return options.name();
  }

  @Override
  public String location() {
    return web.map(Web::toString)
        .orElseGet(() -> options.base().resolve(options.location()).normalize().toString());
  }

  @Override
  public boolean loopback() {
    return web.map(Web::loopback).orElse(true);
  }

  @Override
  public List<Request> windows(Request request, Instant now) {
    return List.of(request);
  }

  @Override
  public void prepare() {}

  @Override
  public Fetched fetch(Request request) {
    boolean takenOut = options.form().shared();
    Loaded loaded = takenOut ? shared().of(request.symbol()) : load(Optional.of(request));
    Instant at = clock.instant();
    if (loaded.failure().isPresent()) {
      return new Fetched(request, List.of(), at, loaded.failure());
    }
    return new Fetched(request, List.of(answer(request, loaded, at)), at, Optional.empty());
  }

  private synchronized SharedFiles shared() {
    if (shared.isEmpty()) {
      shared = Optional.of(SharedFiles.of(load(Optional.empty()), options.form()));
    }
    return shared.get();
  }

  private Loaded load(Optional<Request> request) {
    return web.map(w -> w.load(request.map(r -> r.symbol().value()).orElse("")))
        .orElseGet(() -> new Disk(options).load(request.map(Request::symbol)));
  }

  private Answer answer(Request request, Loaded loaded, Instant at) {
    Map<String, String> headers = new LinkedHashMap<>(loaded.headers());
    headers.putAll(options.form().toHeaders());
    if (options.form().shared()) {
      headers.put("delimiter", ",");
    }
    headers.put(
        CsvParser.FILES,
        loaded.parts().stream().map(Loaded.Part::name).collect(Collectors.joining("\n")));
    headers.put(
        CsvParser.PARTS,
        loaded.parts().stream()
            .map(p -> String.valueOf(p.bytes().length))
            .collect(Collectors.joining(",")));
    if (loaded.parts().isEmpty()) {
      headers.remove(CsvParser.PARTS);
      headers.remove(CsvParser.FILES);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    loaded.parts().forEach(part -> body.writeBytes(part.bytes()));
    return new Answer(
        request, name(), loaded.url(), loaded.status(), headers, at, body.toByteArray());
  }

  @Override
  public Outcome parse(Answer answer) {
    return CsvParser.parse(answer);
  }
}
