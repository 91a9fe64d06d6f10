package io.dataflow.sentinel;

import io.dataflow.sentinel.config.Fetching;
import io.dataflow.sentinel.config.Limits;
import io.dataflow.sentinel.config.Settings;
import io.dataflow.sentinel.config.SourceSettings;
import io.dataflow.sentinel.engine.Engine;
import io.dataflow.sentinel.source.LocalFiles;
import io.dataflow.sentinel.source.Source;
import io.dataflow.sentinel.source.csv.CsvColumn;
import io.dataflow.sentinel.source.csv.CsvForm;
import io.dataflow.sentinel.source.csv.CsvOptions;
import io.dataflow.sentinel.source.csv.CsvSource;
import io.dataflow.sentinel.source.parquet.ParquetSource;
import io.dataflow.sentinel.source.yahoo.YahooOptions;
import io.dataflow.sentinel.source.yahoo.YahooSource;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Makes the sources that settings describe. */
record SourceMaking(Settings settings, Engine engine, Clock clock) {
  /** All of them, the vendor's first. */
  static Sources all(Settings settings, Engine engine, Clock clock) {
    SourceMaking making = new SourceMaking(settings, engine, clock);
    return new Sources(
        new YahooSource(yahoo(settings), clock),
        settings.sources().stream().map(making::source).toList(),
        settings.assets());
  }

  private static YahooOptions yahoo(Settings settings) {
    Limits limits = settings.pipeline().limits();
    Fetching fetching = settings.pipeline().fetching();
    return new YahooOptions(
        settings.environment().yahooUrl(),
        fetching.userAgent(),
        fetching.connectTimeout(),
        fetching.requestTimeout(),
        fetching.maxResponseBytes(),
        limits.minGap(),
        fetching.retries(),
        fetching.retryDelay(),
        limits.coolDown(),
        limits.breakerOpen());
  }

  Source source(SourceSettings source) {
    return switch (source.kind()) {
      case CSV -> new CsvSource(csv(source), clock);
      case PARQUET ->
          new ParquetSource(
              source.name(),
              new LocalFiles(source.location().reveal(), project(), ".parquet"),
              form(source),
              engine,
              clock);
    };
  }

  private Path project() {
    return settings.paths().project();
  }

  private CsvOptions csv(SourceSettings source) {
    Fetching fetching = settings.pipeline().fetching();
    return new CsvOptions(
        source.name(),
        source.location().reveal(),
        project(),
        form(source),
        fetching.connectTimeout(),
        fetching.requestTimeout(),
        fetching.maxResponseBytes(),
        fetching.retries(),
        fetching.retryDelay(),
        fetching.userAgent());
  }

  private static CsvForm form(SourceSettings source) {
    Map<CsvColumn, String> columns = new EnumMap<>(CsvColumn.class);
    source
        .columns()
        .forEach(
            (column, header) ->
                columns.put(CsvColumn.valueOf(column.toUpperCase(Locale.ROOT)), header));
    return new CsvForm(
        columns,
        source.dateFormat(),
        source.delimiter(),
        source.decimal(),
        source.currency(),
        source.exchange(),
        source.zone(),
        CsvForm.End.BEING_WRITTEN);
  }
}
