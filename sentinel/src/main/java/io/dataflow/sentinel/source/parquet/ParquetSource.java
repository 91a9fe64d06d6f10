package io.dataflow.sentinel.source.parquet;

import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.engine.EngineException;
import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.source.Answer;
import io.dataflow.sentinel.source.Fetched;
import io.dataflow.sentinel.source.LocalFiles;
import io.dataflow.sentinel.source.LocalFiles.Found;
import io.dataflow.sentinel.source.Outcome;
import io.dataflow.sentinel.source.Request;
import io.dataflow.sentinel.source.Source;
import io.dataflow.sentinel.source.csv.CsvColumn;
import io.dataflow.sentinel.source.csv.CsvForm;
import io.dataflow.sentinel.source.csv.CsvParser;
import io.dataflow.sentinel.source.csv.CsvWriting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Bars in Parquet files, of one instrument or of several. */
public final class ParquetSource implements Source {
  private static final int FILES_NAMED = 20;

  private final String name;
  private final LocalFiles files;
  private final CsvForm form;
  private final Engine engine;
  private final Clock clock;

  /**
   * Opens nothing yet.
   *
   * @param form which columns hold what, and what the files do not say of their instruments
   */
  public ParquetSource(String name, LocalFiles files, CsvForm form, Engine engine, Clock clock) {
    this.name = name;
    this.files = files;
    this.form = form;
    this.engine = engine;
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String location() {
    return files.base().resolve(files.written()).normalize().toString();
  }

  @Override
  public boolean loopback() {
    return true;
  }

  @Override
  public List<Request> windows(Request request, Instant now) {
    return List.of(request);
  }

  @Override
  public void prepare() {}

  @Override
  public Fetched fetch(Request request) {
    try {
      List<Found> found = form.shared() ? files.shared() : files.of(request.symbol());
      Answer answer = found.isEmpty() ? absent(request) : read(request, found);
      for (Found file : found) {
        if (!file.unchanged()) {
          return failed(request, file.path() + " is being written: it changed while it was read");
        }
      }
      return new Fetched(request, List.of(answer), answer.retrievedAt(), Optional.empty());
    } catch (IOException e) {
      return failed(request, location() + " cannot be read: " + e);
    } catch (EngineException e) {
      String said = e.getMessage().lines().findFirst().orElse("");
      return failed(
          request,
          location() + " cannot be read: " + said + ". Is it whole, and not just being written?");
    }
  }

  private Fetched failed(Request request, String why) {
    return new Fetched(request, List.of(), clock.instant(), Optional.of(why));
  }

  private Answer absent(Request request) {
    return answer(
        request,
        404,
        Map.of(CsvParser.SAID, "no file " + location() + " for " + request.symbol()),
        "");
  }

  private Answer read(Request request, List<Found> found) {
    String source =
        "read_parquet(["
            + found.stream()
                .map(f -> Sql.text(f.path().toString()))
                .collect(Collectors.joining(", "))
            + "], union_by_name = true)";
    List<String> there = engine.query("DESCRIBE SELECT * FROM " + source, row -> row.text(1));
    Map<CsvColumn, String> columns = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (CsvColumn column : CsvColumn.values()) {
      String wanted = form.header(column);
      Optional<String> at = there.stream().filter(wanted::equalsIgnoreCase).findFirst();
      at.ifPresent(name -> columns.put(column, name));
      if (at.isEmpty() && (column.needed() || form.columns().containsKey(column))) {
        missing.add("\"" + wanted + "\" (" + column.word() + ")");
      }
    }
    Map<String, String> origin = origin(found);
    if (!missing.isEmpty()) {
      origin.put(
          CsvParser.PROBLEM,
          location() + ": no column " + String.join(", ", missing) + "; the files have " + there);
      return answer(request, 200, origin, "");
    }
    String text = rows(request, source, columns);
    if (form.shared() && text.lines().count() < 2 && !known(request, source, columns)) {
      origin.put(CsvParser.SAID, "no row of " + request.symbol() + " in " + location());
      return answer(request, 404, origin, "");
    }
    return answer(request, 200, origin, text);
  }

  private static Map<String, String> origin(List<Found> found) {
    Map<String, String> origin = new LinkedHashMap<>();
    origin.put(
        CsvParser.FILES,
        found.stream()
            .limit(FILES_NAMED)
            .map(f -> f.path().toString())
            .collect(Collectors.joining("\n")));
    origin.put("origin_files", String.valueOf(found.size()));
    origin.put("origin_bytes", String.valueOf(found.stream().mapToLong(Found::size).sum()));
    long newest = found.stream().mapToLong(Found::modified).max().orElse(0);
    origin.put("origin_modified", Instant.ofEpochMilli(newest).toString());
    return origin;
  }

  private boolean known(Request request, String source, Map<CsvColumn, String> columns) {
    return engine
            .query(
                "SELECT COUNT(*) FROM " + source + " AS f WHERE " + ofSymbol(request, columns),
                r -> r.bigint(1))
            .get(0)
        > 0;
  }

  private static String ofSymbol(Request request, Map<CsvColumn, String> columns) {
    return "CAST(f."
        + Sql.quote(columns.get(CsvColumn.SYMBOL))
        + " AS VARCHAR) = "
        + Sql.text(request.symbol().value());
  }

  private String rows(Request request, String source, Map<CsvColumn, String> columns) {
    List<CsvColumn> taken = new ArrayList<>(columns.keySet());
    String session = "CAST(f." + Sql.quote(columns.get(CsvColumn.SESSION)) + " AS VARCHAR)";
    List<String> conditions = new ArrayList<>();
    if (form.shared()) {
      conditions.add(ofSymbol(request, columns));
    }
    if (form.dateFormat().isEmpty()) {
      // a text that begins with an ISO date sorts as the date does
      conditions.add(
          session
              + " >= "
              + Sql.text(
                  request.from().atZone(ZoneOffset.UTC).toLocalDate().minusDays(1).toString()));
    }
    String sql =
        "SELECT "
            + taken.stream()
                .map(c -> "CAST(f." + Sql.quote(columns.get(c)) + " AS VARCHAR)")
                .collect(Collectors.joining(", "))
            + " FROM "
            + source
            + " AS f"
            + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
            + " ORDER BY ALL";
    CsvWriting writing = new CsvWriting();
    writing.row(taken.stream().map(columns::get).toList());
    engine.query(
        sql,
        row -> {
          List<String> cells = new ArrayList<>();
          for (int i = 1; i <= taken.size(); i++) {
            cells.add(row.optionalText(i).orElse(""));
          }
          writing.row(cells);
          return true;
        });
    return writing.text();
  }

  private Answer answer(Request request, int status, Map<String, String> more, String text) {
    Map<String, String> headers = new LinkedHashMap<>(more);
    headers.putAll(form.toHeaders());
    headers.put("delimiter", ",");
    headers.put("decimal", ".");
    return new Answer(
        request,
        name,
        "file:" + location(),
        status,
        headers,
        clock.instant(),
        text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Outcome parse(Answer answer) {
    return CsvParser.parse(answer);
  }
}
