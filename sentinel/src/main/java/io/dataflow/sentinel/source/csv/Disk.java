package io.dataflow.sentinel.source.csv;

import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.source.LocalFiles;
import io.dataflow.sentinel.source.LocalFiles.Found;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads files on this machine. */
final class Disk {
  private final LocalFiles files;
  private final CsvOptions options;

  Disk(CsvOptions options) {
    this.options = options;
    this.files = new LocalFiles(options.location(), options.base(), ".csv");
  }

  /** The files of an instrument, or those of all. */
  Loaded load(Optional<Symbol> symbol) {
    String where =
        symbol
            .map(s -> options.location().replace(LocalFiles.SYMBOL, s.value()))
            .orElse(options.location());
    try {
      List<Found> found = symbol.isPresent() ? files.of(symbol.get()) : files.shared();
      if (found.isEmpty()) {
        return Loaded.absent("file:" + where, "no file " + where + " in " + options.base());
      }
      return read(found);
    } catch (AccessDeniedException e) {
      return Loaded.failed("file:" + where, e.getFile() + " may not be read: check who owns it");
    } catch (IOException e) {
      return Loaded.failed("file:" + where, where + " cannot be read: " + e);
    }
  }

  private Loaded read(List<Found> found) throws IOException {
    List<Loaded.Part> parts = new ArrayList<>();
    long left = options.maxBytes();
    String url = found.get(0).path().toUri().toString();
    for (Found file : found) {
      byte[] bytes;
      try (InputStream in = Files.newInputStream(file.path())) {
        bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, left + 1));
      }
      if (bytes.length > left) {
        return Loaded.failed(
            url,
            file.path()
                + " is too large: more than "
                + options.maxBytes()
                + " bytes (pipeline.max_response)");
      }
      if (bytes.length != file.size() || !file.unchanged()) {
        return Loaded.failed(url, file.path() + " is being written: it changed while it was read");
      }
      left -= bytes.length;
      parts.add(new Loaded.Part(file.path().toString(), bytes));
    }
    return new Loaded(url, 200, parts, Map.of(), Optional.empty());
  }
}
