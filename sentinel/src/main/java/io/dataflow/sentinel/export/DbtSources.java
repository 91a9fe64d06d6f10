package io.dataflow.sentinel.export;

import io.dataflow.sentinel.freshness.Feed;
import io.dataflow.sentinel.freshness.FreshnessFile;
import io.dataflow.sentinel.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Verdicts as dbt's {@code sources.json}, version 3, one source an instrument.
 *
 * <p>dbt knows ages only: a fixed limit on the time since the newest row. So the deadline of the
 * day is written as the limit of that day; another day's file has other limits. What an age cannot
 * say (holes, causes, sessions) is lost, and stands in {@code freshness.json}.
 *
 * <p>Equal verdicts at an equal instant give equal bytes.
 */
public final class DbtSources {
  private static final String SCHEMA = "https://schemas.getdbt.com/dbt/sources/v3.json";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9-]");

  private final Names names;
  private final Instant asOf;
  private final FreshnessFile.Data data;

  private DbtSources(Names names, Instant asOf, FreshnessFile.Data data) {
    this.names = names;
    this.asOf = asOf;
    this.data = data;
  }

  /**
   * What the sources are called: {@code source.<project>.<source>.<instrument>}.
   *
   * @param source the dbt source's name; empty for the dataset's, {@code silver_bars}
   * @param programVersion of this program, as {@code 0.1.0}
   */
  public record Names(String project, Optional<String> source, String programVersion) {
    public Names {
      checked(project);
      source.ifPresent(Names::checked);
      Objects.requireNonNull(programVersion, "programVersion");
    }

    private static void checked(String name) {
      if (!name.matches("[A-Za-z0-9_-]+")) {
        throw new IllegalArgumentException(
            "a dbt project or source is named by letters, digits, _ and -, not \""
                + name.replaceAll("\\p{Cntrl}", "?")
                + "\"");
      }
    }
  }

  /** The whole file, ended by a line feed. */
  public static String text(
      List<DbtSource> sources, Names names, Instant asOf, FreshnessFile.Data data) {
    DbtSources file = new DbtSources(names, asOf, data);
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("metadata", file.metadata());
    root.put("results", sources.stream().flatMap(s -> file.result(s).stream()).toList());
    root.put("elapsed_time", 0.0);
    return Json.pretty(root);
  }

  private Map<String, Object> metadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("dbt_schema_version", SCHEMA);
    // a version by the rules of Python and of semver, which readers parse
    metadata.put("dbt_version", names.programVersion() + "+sentinel");
    metadata.put("generated_at", asOf.toString());
    metadata.put(
        "invocation_id",
        UUID.nameUUIDFromBytes(("sentinel " + asOf).getBytes(StandardCharsets.UTF_8)).toString());
    metadata.put("invocation_started_at", asOf.toString());
    metadata.put("env", simulated() ? Map.of("SENTINEL_DATA", "simulated") : Map.of());
    return metadata;
  }

  private boolean simulated() {
    return data == FreshnessFile.Data.SIMULATED;
  }

  /** Empty where nothing is due and nothing was ever there: dbt has no word for that. */
  private Optional<Map<String, Object>> result(DbtSource source) {
    DbtSource.Status status = source.status(asOf);
    Optional<Instant> loadedAt = source.loadedAt().filter(at -> !at.isAfter(asOf));
    if (status == DbtSource.Status.RUNTIME_ERROR) {
      return Optional.of(error(source, source.verdict().reason()));
    }
    if (loadedAt.isEmpty()) {
      return status == DbtSource.Status.ERROR
          ? Optional.of(
              error(source, source.verdict().verdict() + ", " + source.verdict().reason()))
          : Optional.empty();
    }
    return Optional.of(output(source, status, loadedAt.get()));
  }

  private Map<String, Object> error(DbtSource source, String message) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("unique_id", uniqueId(source.verdict().feed()));
    result.put("error", message);
    result.put("status", DbtSource.Status.RUNTIME_ERROR.word());
    return result;
  }

  private Map<String, Object> output(DbtSource source, DbtSource.Status status, Instant loadedAt) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("unique_id", uniqueId(source.verdict().feed()));
    result.put("max_loaded_at", loadedAt.toString());
    result.put("snapshotted_at", asOf.toString());
    result.put("max_loaded_at_time_ago_in_s", Duration.between(loadedAt, asOf).toMillis() / 1e3);
    result.put("status", status.word());
    result.put("criteria", criteria(source, status, loadedAt));
    result.put("adapter_response", truth(source));
    result.put("timing", List.of());
    result.put("thread_id", "main");
    result.put("execution_time", 0.0);
    return result;
  }

  private Map<String, Object> criteria(
      DbtSource source, DbtSource.Status status, Instant loadedAt) {
    boolean error = status == DbtSource.Status.ERROR;
    boolean warned = error || status == DbtSource.Status.WARN;
    Map<String, Object> criteria = new LinkedHashMap<>();
    criteria.put(
        "warn_after",
        source
            .awaited()
            .map(w -> minutes(loadedAt, w.usual(), warned))
            .orElseGet(DbtSources::noLimit));
    criteria.put(
        "error_after",
        source
            .awaited()
            .map(w -> minutes(loadedAt, w.deadline(), error))
            .orElseGet(DbtSources::noLimit));
    criteria.put("filter", null);
    return criteria;
  }

  private Map<String, Object> minutes(Instant loadedAt, Instant limit, boolean reached) {
    Map<String, Object> minutes = new LinkedHashMap<>();
    minutes.put("count", DbtSource.minutes(loadedAt, limit, asOf, reached));
    minutes.put("period", "minute");
    return minutes;
  }

  private static Map<String, Object> noLimit() {
    Map<String, Object> none = new LinkedHashMap<>();
    none.put("count", null);
    none.put("period", null);
    return none;
  }

  /** The one place where the format takes any key. */
  private Map<String, Object> truth(DbtSource source) {
    Map<String, Object> truth = new LinkedHashMap<>();
    truth.put("verdict", source.verdict().verdict().name());
    truth.put("reason", source.verdict().reason());
    source.verdict().calendar().ifPresent(calendar -> truth.put("calendar", calendar));
    source
        .awaited()
        .ifPresent(
            window -> {
              truth.put("awaited_session", window.session().toString());
              truth.put("deadline", window.deadline().toString());
            });
    if (simulated()) {
      truth.put("simulated", true);
    }
    return truth;
  }

  /** A full stop in a symbol would read as another part, so it is written {@code _2e}. */
  private String uniqueId(Feed feed) {
    String source = names.source().orElse(feed.dataset().replace('.', '_'));
    return "source." + names.project() + "." + source + "." + table(feed.instrument());
  }

  /** Letters, digits and hyphens stay; every other byte becomes {@code _} and two hex digits. */
  private static String table(String instrument) {
    StringBuilder table = new StringBuilder();
    instrument
        .codePoints()
        .mapToObj(Character::toString)
        .forEach(
            character -> {
              if (PLAIN.matcher(character).matches()) {
                table.append(character);
                return;
              }
              for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
                table.append("_%02x".formatted(b & 0xff));
              }
            });
    return table.toString();
  }
}
