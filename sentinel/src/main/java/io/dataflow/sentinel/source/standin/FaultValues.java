package io.dataflow.sentinel.source.standin;

import io.dataflow.sentinel.yaml.Problems;
import io.dataflow.sentinel.yaml.YamlMapping;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/** The values of one fault in a file; each that is missing or wrong becomes a problem. */
final class FaultValues {
  private static final List<String> COLUMNS =
      List.of("timestamp", "open", "high", "low", "close", "volume", "adjclose");
  private static final List<String> NO_NUMBERS = List.of("NaN", "Infinity", "-Infinity");

  private record Body(Path path, byte[] bytes) {
    String type() {
      return path.toString().endsWith(".json") ? Answer.JSON : Answer.HTML;
    }
  }

  private final Path file;
  private final YamlMapping values;
  private final Problems problems;

  /** Bodies named relatively lie beside {@code file}. */
  FaultValues(Path file, YamlMapping values, Problems problems) {
    this.file = file;
    this.values = values;
    this.problems = problems;
  }

  /** Reports a key that is not there; one that is there and wrong is reported already. */
  <T> Optional<T> needed(String key, Optional<T> value) {
    values.require(key);
    return value;
  }

  Optional<LocalDate> date(String key) {
    return needed(key, values.date(key));
  }

  Optional<Duration> duration(String key) {
    return needed(key, values.duration(key));
  }

  /** A moment that may be left out. */
  Optional<Instant> instant(String key) {
    return values.instant(key);
  }

  double factor(double otherwise) {
    return values.number("factor").orElse(otherwise);
  }

  /** A text that fits into a header. */
  Optional<String> line(String key) {
    return needed(
        key, checked(key, "one line of plain characters", text -> text.matches("[ -~]+")));
  }

  Optional<String> column() {
    return checked("field", "one of " + String.join(", ", COLUMNS), COLUMNS::contains);
  }

  Optional<String> price() {
    Function<String, String> number =
        text -> NO_NUMBERS.contains(text) ? text : new BigDecimal(text).toPlainString();
    return values.parsed("value", "a number, NaN or Infinity", number);
  }

  /** A count that may be left out. */
  OptionalInt count(String key) {
    return checked(key, "a whole number from 0 on", text -> text.matches("\\d{1,9}"))
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }

  /** An HTTP status that may be left out. */
  int code(int otherwise) {
    return checked("status", "an HTTP status from 200 to 599", text -> text.matches("[2-5]\\d\\d"))
        .map(Integer::valueOf)
        .orElse(otherwise);
  }

  /** A status with the body of a file, a text, or what the vendor sends with it. */
  Optional<Fault> status() {
    values.require("status");
    Answer plain = Answer.ofStatus(code(500));
    Optional<Body> body = body();
    Optional<byte[]> text = values.text("text").map(t -> t.getBytes(StandardCharsets.UTF_8));
    if (body.isPresent() && text.isPresent()) {
      problems.add(values.at(), "body and text are two ways to say one thing; leave one out");
    }
    String type = contentType().or(() -> body.map(Body::type)).orElse(plain.contentType());
    byte[] bytes = body.map(Body::bytes).or(() -> text).orElse(plain.body());
    return Optional.of(new ReplyFault.Status(new Answer(plain.status(), type, bytes)));
  }

  /** The body of a file under a status, 200 when none is given. */
  Optional<Fault> recorded() {
    values.require("body");
    int status = code(200);
    Optional<String> type = contentType();
    return body()
        .map(
            body -> {
              Answer answer = new Answer(status, type.orElse(body.type()), body.bytes());
              return new ReplyFault.RecordedBody(body.path(), answer);
            });
  }

  private Optional<String> contentType() {
    return checked(
        "content-type", "a content type such as text/html", text -> text.matches("[!-~]+/[ -~]+"));
  }

  private Optional<Body> body() {
    return values.text("body").flatMap(this::load);
  }

  private Optional<Body> load(String name) {
    try {
      Path path = file.toAbsolutePath().resolveSibling(name).normalize();
      return Optional.of(new Body(path, Files.readAllBytes(path)));
    } catch (IOException | InvalidPathException e) {
      problems.add(
          values.get("body").orElse(values.at()),
          "body: the file \"" + name + "\" cannot be read. Name it relative to this file");
      return Optional.empty();
    }
  }

  private Optional<String> checked(String key, String wanted, Predicate<String> good) {
    return values.parsed(
        key,
        wanted,
        text -> {
          if (!good.test(text)) {
            throw new IllegalArgumentException(key);
          }
          return text;
        });
  }
}
