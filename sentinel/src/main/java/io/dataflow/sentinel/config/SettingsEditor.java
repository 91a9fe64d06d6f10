package io.dataflow.sentinel.config;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.yaml.InvalidFileException;
import io.dataflow.sentinel.yaml.Problems;
import io.dataflow.sentinel.yaml.YamlFile;
import io.dataflow.sentinel.yaml.YamlListText;
import io.dataflow.sentinel.yaml.YamlMapping;
import io.dataflow.sentinel.yaml.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Changes the settings file for {@code sentinel add}, keeping comments and layout. */
public final class SettingsEditor {
  /** What some YAML reader takes for a truth value, a number or nothing when it is not quoted. */
  private static final Pattern AMBIGUOUS =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|[0-9].*");

  private SettingsEditor() {}

  /**
   * Adds an asset behind the last one. The file changes as a whole or not at all; two programs that
   * add at the same moment may lose one of the two.
   *
   * @param calendar as in the file; empty when symbol and payload decide
   * @throws InvalidFileException when the asset is there already, or the file is no settings file;
   *     the file is as it was
   * @throws UncheckedIOException when it cannot be written; the file is as it was
   */
  public static void add(Path file, Symbol symbol, Interval interval, Optional<String> calendar) {
    refuseTwin(file, symbol, interval);
    String item = item(symbol, interval, calendar);
    try {
      String text = Files.readString(file);
      replace(file.toRealPath(), YamlListText.append(file.toString(), text, "assets", item));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write " + file + ": " + e + ". Check the folder's permissions and free space", e);
    }
  }

  private static void refuseTwin(Path file, Symbol symbol, Interval interval) {
    Problems problems = new Problems();
    YamlMapping top = YamlFile.read(file).mapping(problems);
    top.retire(SettingsTable.RETIRED);
    Optional<YamlNode> list = top.get("assets");
    List<Asset> assets = list.map(new AssetReader(problems)::read).orElse(List.of());
    problems.throwIfAny();
    AssetReader.twin(assets, symbol, interval)
        .ifPresent(
            twin -> {
              throw new InvalidFileException(
                  List.of(twin.place() + ": " + symbol + " at " + interval + " is there already"));
            });
  }

  /** A symbol as an item of the list of assets, in quotes where a reader could take it for more. */
  public static String item(Symbol symbol) {
    return item(symbol, Interval.DAY_1, Optional.empty());
  }

  private static String item(Symbol symbol, Interval interval, Optional<String> calendar) {
    String name = AMBIGUOUS.matcher(symbol.value()).matches() ? "\"" + symbol + "\"" : "" + symbol;
    if (interval == Interval.DAY_1 && calendar.isEmpty()) {
      return name;
    }
    return "{symbol: "
        + name
        + (interval == Interval.DAY_1 ? "" : ", interval: " + interval)
        + calendar.map(own -> ", calendar: " + own).orElse("")
        + "}";
  }

  private static void replace(Path file, String text) throws IOException {
    Path folder = file.getParent();
    Path next = Files.createTempFile(folder, file.getFileName() + ".", ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
        Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(file));
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
    force(folder);
  }

  /** Makes the rename last; where folders cannot be opened (Windows) it does by itself. */
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // the new content is in place either way
    }
  }
}
