package io.dataflow.sentinel;

import io.dataflow.sentinel.market.Symbol;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Which table is exported, which rows of it, in which format, and where to. */
final class ExportOptions {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TABLE",
      defaultValue = "bars",
      description = "The table (default: bars).")
  private ExportTable table;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "csv (default), parquet, json (an array of objects), or jsonl (an object a line).")
  private Format format;

  @Option(
      names = "--symbol",
      paramLabel = "SYMBOL",
      split = ",",
      description = "Only rows of these instruments, whether the settings name them or not.")
  private List<String> symbols;

  @Option(names = "--from", paramLabel = "DATE", description = "Only from this date on.")
  private LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", description = "Only up to this date, included.")
  private LocalDate to;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write this file, replaced as a whole, instead of printing.")
  private Path out;

  /** How rows are written. */
  enum Format {
    CSV,
    PARQUET,
    JSON,
    JSONL
  }

  /** Refuses what does not go together, before anything is opened. */
  void check(CommandSpec spec, DataOptions options) {
    if (from != null && to != null && to.isBefore(from)) {
      refuse(spec, "--to: " + to + " is before --from, " + from);
    }
    if (format(options) == Format.PARQUET && out == null) {
      refuse(spec, "parquet is nothing to print: name a file, as in -o bars.parquet");
    }
    if (options.asOf().isPresent() && !table.remembers()) {
      refuse(
          spec,
          "--as-of: gold is built from what silver holds now and remembers nothing earlier;"
              + " bars, bar_versions, corporate_actions and quarantine do");
    }
    if (symbols != null && options.choosesSymbols()) {
      refuse(spec, "--symbol and --only say the same: write one of them");
    }
    if (options.json() && format != null && format != Format.JSON) {
      refuse(spec, "--json and --format contradict each other: write one of them");
    }
    for (String symbol : symbols == null ? List.<String>of() : symbols) {
      Symbol.problem(symbol).ifPresent(problem -> refuse(spec, "--symbol: " + problem));
    }
  }

  private static void refuse(CommandSpec spec, String problem) {
    throw new ParameterException(spec.commandLine(), problem);
  }

  private Format format(DataOptions options) {
    Format usual = options.json() ? Format.JSON : Format.CSV;
    return format == null ? usual : format;
  }

  private SymbolChoice symbols(DataOptions options, Sentinel sentinel) {
    if (symbols != null) {
      return SymbolChoice.of(symbols);
    }
    return options.choosesSymbols()
        ? SymbolChoice.of(
            sentinel.settings().assets().stream()
                .filter(asset -> sentinel.chosen(asset.symbol()))
                .map(asset -> asset.symbol().value())
                .toList())
        : SymbolChoice.ALL;
  }

  /** Writes the rows. */
  int export(CommandSpec spec, DataOptions options, Sentinel sentinel) {
    TableExport.Choice choice =
        new TableExport.Choice(
            table,
            options.asOf(),
            symbols(options, sentinel),
            Optional.ofNullable(from),
            Optional.ofNullable(to));
    TableExport export = new TableExport(sentinel.engine(), sentinel.lake(), choice);
    if (out == null) {
      PrintWriter printer = spec.commandLine().getOut();
      long rows = written(export, format(options), printer, printer::checkError);
      printer.flush();
      if (rows == 0 && !options.quiet()) {
        spec.commandLine()
            .getErr()
            .println("0 rows: " + table.spec().fullName() + " has none of these");
      }
      return ExitCode.OK;
    }
    Path file = out.toAbsolutePath().normalize();
    long rows = AtomicFile.make(file, unfinished -> made(export, format(options), unfinished));
    if (!options.quiet()) {
      spec.commandLine().getErr().println(rows + " rows in " + file);
    }
    return ExitCode.OK;
  }

  private static long made(TableExport export, Format format, Path file) throws IOException {
    if (format == Format.PARQUET) {
      return export.parquet(file);
    }
    try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      return written(export, format, writer, () -> false);
    }
  }

  private static long written(
      TableExport export, Format format, Writer writer, BooleanSupplier stopped) {
    return switch (format) {
      case CSV -> export.each(new CsvRows(writer), stopped);
      case JSON -> export.each(new JsonRows(writer, JsonRows.Form.ARRAY), stopped);
      case JSONL -> export.each(new JsonRows(writer, JsonRows.Form.LINES), stopped);
      case PARQUET -> throw new IllegalArgumentException("parquet is no text");
    };
  }
}
