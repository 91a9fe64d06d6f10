package io.dataflow.sentinel.source.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;

/** Writes rows in the form this package reads: commas, quotes where needed, line feeds. */
public final class CsvWriting {
  private final StringWriter text = new StringWriter();
  private final CsvWriter writer =
      CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0).build(text);

  public void row(Iterable<String> cells) {
    writer.writeRecord(cells);
  }

  public String text() {
    return text.toString();
  }
}
