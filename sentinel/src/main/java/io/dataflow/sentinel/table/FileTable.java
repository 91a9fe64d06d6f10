package io.dataflow.sentinel.table;

import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.engine.EngineException;
import io.dataflow.sentinel.engine.Row;
import io.dataflow.sentinel.engine.Sql;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Parquet or CSV files on this machine. Of Parquet only the columns that are needed are read, and
 * only the parts of files whose statistics reach the sessions asked for.
 *
 * <p>Every value of a CSV file is a text until it is needed as something else: {@code 0700} names
 * an instrument that {@code 700} does not.
 */
public final class FileTable implements Table {
  private static final int SAMPLE = 100;

  private final Engine engine;
  private final List<String> written;
  private final Path base;
  private final TableColumns columns;

  /**
   * @param written files, folders, patterns
   * @param base where relative ones start
   */
  public FileTable(Engine engine, List<String> written, Path base, TableColumns columns) {
    this.engine = engine;
    this.written = List.copyOf(written);
    this.base = base;
    this.columns = columns;
  }

  @Override
  public String location() {
    return String.join(", ", written);
  }

  @Override
  public TableReading read(TableQuery query) {
    DataFiles files = DataFiles.find(written, base);
    try {
      return read(source(files), query);
    } catch (EngineException e) {
      throw TableException.unreadable(
          location() + " cannot be read: " + said(e) + ". Is it whole, and not just being written?",
          e);
    }
  }

  private static String source(DataFiles files) {
    return switch (files.format()) {
      case PARQUET -> "read_parquet(" + files.list() + ", union_by_name = true)";
      case CSV ->
          "read_csv("
              + files.list()
              + ", union_by_name = true, header = true, all_varchar = true, quote = '\"',"
              + " escape = '\"', delim = "
              + Sql.text(String.valueOf(CsvForm.of(files.files().get(0)).delimiter()))
              + ")";
    };
  }

  private TableReading read(String source, TableQuery query) {
    ColumnNames names = new ColumnNames(location(), types(source));
    String session = names.find(columns.session());
    SessionType type = type(names, session);
    SessionSelect select =
        new SessionSelect(
            names.find(columns.instrument()).map(Sql::quote),
            Sql.quote(session),
            type,
            names.find(columns.value()).map(name -> number(names, name)),
            names.find(columns.calendar()).map(Sql::quote));
    Collected collected = new Collected(session, location(), query);
    String where = "column " + session + " of " + location();
    if (type == SessionType.TEXT) {
      sample(source, select.session(), collected);
    }
    String sql = select.newest(source, query.zone(), query.from(), where);
    engine.query(sql, row -> add(collected, type, row));
    last(source, select, query, where, collected);
    return collected.reading();
  }

  private Map<String, String> types(String source) {
    Map<String, String> types = new LinkedHashMap<>();
    engine.query(
        "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM " + source + ")",
        row -> types.put(row.text(1), row.text(2)));
    return types;
  }

  private static SessionType type(ColumnNames names, String session) {
    return switch (names.type(session)) {
      case "DATE" -> SessionType.DATE;
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> SessionType.TIMESTAMP;
      case "TIMESTAMP WITH TIME ZONE" -> SessionType.INSTANT;
      case "VARCHAR" -> SessionType.TEXT;
      default -> throw names.wrongType(session, "a date, a timestamp or a text");
    };
  }

  private static String number(ColumnNames names, String column) {
    String type = names.type(column);
    if (type.matches("VARCHAR")) {
      return "TRY_CAST(" + Sql.quote(column) + " AS DOUBLE)";
    }
    if (type.matches("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*")) {
      return "CAST(" + Sql.quote(column) + " AS DOUBLE)";
    }
    throw names.wrongType(column, "a number");
  }

  private void sample(String source, String session, Collected collected) {
    List<String> texts =
        engine.query(
            "SELECT %1$s FROM %2$s WHERE %1$s IS NOT NULL LIMIT %3$d"
                .formatted(session, source, SAMPLE),
            row -> row.text(1));
    texts.forEach(collected::date);
    collected.needsADate(texts.size());
  }

  private static boolean add(Collected collected, SessionType type, Row row) {
    Optional<LocalDate> date =
        type == SessionType.TEXT ? collected.date(row.text(2)) : Optional.of(row.date(2));
    date.ifPresent(d -> collected.add(row.optionalText(1), d, row.flag(3), row.optionalText(4)));
    return date.isPresent();
  }

  private void last(
      String source, SessionSelect select, TableQuery query, String where, Collected collected) {
    Set<String> missing =
        query.known().stream()
            .filter(name -> !collected.holds(name))
            .collect(Collectors.toCollection(TreeSet::new));
    if (missing.isEmpty()) {
      return;
    }
    String name = select.instrument().map(SessionSelect::text).orElse("CAST('' AS TEXT)");
    engine.query(
        """
        SELECT name, %s AS session
        FROM (SELECT %s AS name, MAX(%s) AS newest FROM %s GROUP BY 1) AS whole
        WHERE newest IS NOT NULL AND name IN %s
        """
            .formatted(
                select.type().date("newest", query.zone(), where),
                name,
                select.session(),
                source,
                Sql.texts(missing)),
        row ->
            (select.type() == SessionType.TEXT
                    ? collected.date(row.text(2))
                    : Optional.of(row.date(2)))
                .map(
                    date -> {
                      collected.addLast(row.text(1), date);
                      return date;
                    }));
  }

  /** The engine's first two lines; the others show its own query. */
  private static String said(EngineException e) {
    String text = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.matches("|LINE .*|Original Line:.*"))
        .limit(2)
        .collect(Collectors.joining(" "))
        .replaceAll("[.\\s]+$", "");
  }
}
