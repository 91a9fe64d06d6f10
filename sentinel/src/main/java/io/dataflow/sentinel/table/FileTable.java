package io.dataflow.sentinel.table;

import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.engine.EngineException;
import io.dataflow.sentinel.engine.Row;
import io.dataflow.sentinel.engine.Sql;
import io.dataflow.sentinel.table.SessionType.Place;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
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
    return collected(Grain.SESSION, query).reading();
  }

  @Override
  public BarReading bars(TableQuery query) {
    return collected(Grain.BAR, query).bars();
  }

  private Collected collected(Grain grain, TableQuery query) {
    DataFiles files = DataFiles.find(written, base);
    try {
      return collected(source(files), grain, query);
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

  private Collected collected(String source, Grain grain, TableQuery query) {
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
    Place place = new Place(session, location());
    Collected collected = new Collected(grain, place, query);
    if (type == SessionType.TEXT) {
      sample(source, select.session(), collected);
    }
    String sql = select.newest(grain, source, query, place);
    engine.query(sql, row -> add(collected, grain, type, row));
    last(source, select, grain, query, place, collected);
    return collected;
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
    texts.forEach(collected::said);
    collected.needsOne(texts.size());
  }

  private static boolean add(Collected collected, Grain grain, SessionType type, Row row) {
    OptionalLong said = said(collected, grain, type, row);
    said.ifPresent(s -> collected.add(row.optionalText(1), s, row.flag(3), row.optionalText(4)));
    return said.isPresent();
  }

  /** What the second column says. */
  private static OptionalLong said(Collected collected, Grain grain, SessionType type, Row row) {
    return switch (type) {
      case TEXT -> collected.said(row.text(2));
      case DATE -> OptionalLong.of(row.date(2).toEpochDay());
      case TIMESTAMP ->
          OptionalLong.of(
              switch (grain) {
                case SESSION -> row.date(2).toEpochDay();
                case BAR -> collected.second(row.bigint(2));
              });
      case INSTANT ->
          OptionalLong.of(
              switch (grain) {
                case SESSION -> row.date(2).toEpochDay();
                case BAR -> row.bigint(2);
              });
    };
  }

  private void last(
      String source,
      SessionSelect select,
      Grain grain,
      TableQuery query,
      Place place,
      Collected collected) {
    Set<String> missing = collected.missing();
    if (missing.isEmpty()) {
      return;
    }
    String name = select.instrument().map(SessionSelect::text).orElse("CAST('' AS TEXT)");
    engine.query(
        """
        SELECT name, %s AS started
        FROM (SELECT %s AS name, MAX(%s) AS newest FROM %s GROUP BY 1) AS whole
        WHERE newest IS NOT NULL%s AND name IN %s
        """
            .formatted(
                grain.expression(select.type(), "newest", query.zone(), place),
                name,
                select.session(),
                source,
                grain.finite(select.type(), "newest"),
                Sql.texts(missing)),
        row -> addLast(collected, row.text(1), said(collected, grain, select.type(), row)));
  }

  private static boolean addLast(Collected collected, String instrument, OptionalLong said) {
    said.ifPresent(s -> collected.addLast(instrument, s));
    return said.isPresent();
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
