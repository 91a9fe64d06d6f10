package io.dataflow.sentinel.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a setting's value is written: which texts are right, and what they mean.
 *
 * @param wanted what is right, to be read before "is wanted"
 * @param parse text to value; throws IllegalArgumentException, DateTimeException or
 *     ArithmeticException for a wrong one
 * @param show value to text
 */
public record Form<T>(String wanted, Function<String, T> parse, Function<T, String> show) {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*(KiB|MiB|GiB|)");
  private static final Map<String, Long> UNITS =
      Map.of("", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  private static <T> Form<T> of(String wanted, Function<String, T> parse, Predicate<T> right) {
    return new Form<>(
        wanted,
        text -> {
          T value = parse.apply(text);
          if (!right.test(value)) {
            throw new IllegalArgumentException(wanted + " is wanted");
          }
          return value;
        },
        Object::toString);
  }

  static <T> Form<T> of(String wanted, Function<String, T> parse) {
    return of(wanted, parse, value -> true);
  }

  static Form<String> text(String wanted, String pattern) {
    return of(wanted, Function.identity(), text -> text.matches(pattern));
  }

  static Form<LocalDate> date() {
    return of(
        "a date from 1900-01-01 to 2199-12-31 such as 2024-07-03",
        LocalDate::parse,
        date -> date.getYear() >= 1900 && date.getYear() < 2200);
  }

  /** An ISO duration of days, hours, minutes and seconds, both ends allowed. */
  static Form<Duration> duration(String least, String most) {
    Duration low = Duration.parse(least);
    Duration high = Duration.parse(most);
    return of(
        "a duration from " + least + " to " + most + ", as PT1H30M or PT90S are written,",
        Duration::parse,
        value -> value.compareTo(low) >= 0 && value.compareTo(high) <= 0);
  }

  static Form<Integer> whole(int least, int most) {
    return of(
        "a whole number from " + least + " to " + most,
        Integer::valueOf,
        value -> value >= least && value <= most);
  }

  static Form<Double> share() {
    return of(
        "a share from 0 to 1 such as 0.5",
        text -> Double.valueOf(text.matches("[0-9.]{1,20}") ? text : "none"),
        value -> value >= 0 && value <= 1);
  }

  /** Bytes, also with KiB, MiB or GiB behind. */
  static Form<Long> size(long least, long most) {
    String wanted =
        "a size from " + shownSize(least) + " to " + shownSize(most) + " such as 32 MiB";
    Form<Long> form = of(wanted, Form::parsedSize, value -> value >= least && value <= most);
    return new Form<>(wanted, form.parse(), Form::shownSize);
  }

  private static Long parsedSize(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no size");
    }
    return Math.multiplyExact(Long.parseLong(matcher.group(1)), UNITS.get(matcher.group(2)));
  }

  private static String shownSize(long bytes) {
    long mebibyte = 1L << 20;
    return bytes > 0 && bytes % mebibyte == 0 ? bytes / mebibyte + " MiB" : bytes + " bytes";
  }

  static Form<Path> path() {
    return of(
        "a folder, relative to the project or absolute, without ~,",
        Path::of,
        path -> !path.toString().isBlank() && !path.startsWith("~"));
  }

  /** An address that a path is appended to. */
  static Form<URI> baseAddress() {
    return of(
        "an http or https address of a host, without user, query or fragment,",
        text -> URI.create(text.replaceAll("/+$", "")),
        uri -> isAddress(uri) && uri.getQuery() == null);
  }

  static Form<Secret> secret() {
    return of("a text", Secret::new);
  }

  /** An address that lets whoever knows it write. */
  static Form<Secret> secretAddress() {
    return of(
        "an http or https address of a host, without user or fragment,",
        Secret::new,
        secret -> isAddress(URI.create(secret.reveal())));
  }

  /** Where a server like Sentry takes reports: the key, the host, the number of the project. */
  static Form<Secret> dsn() {
    return of("a DSN such as https://KEY@sentry.example.com/1", Secret::new, Form::isDsn);
  }

  /** Whether a text, whatever it is, is such an address. */
  public static boolean isDsn(Secret secret) {
    URI uri;
    try {
      uri = new URI(secret.reveal());
    } catch (URISyntaxException e) {
      return false;
    }
    return uri.getHost() != null
        && uri.getScheme() != null
        && uri.getScheme().matches("(?i)https?")
        && uri.getRawUserInfo() != null
        && uri.getRawUserInfo().matches("[^:]+(:.*)?")
        && uri.getPath().matches("(/[^/]+)*/[\\w-]+")
        && uri.getRawQuery() == null;
  }

  private static boolean isAddress(URI uri) {
    return uri.getHost() != null
        && uri.getScheme() != null
        && uri.getScheme().matches("(?i)https?")
        && uri.getUserInfo() == null
        && uri.getFragment() == null;
  }
}
