package io.dataflow.sentinel.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.engine.DuckDbEngine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are read, and what is said of those that cannot be. */
class FileTableTest {
  private static final String DAY = "2026-03-06";

  @TempDir private Path folder;
  private DuckDbEngine engine;

  @BeforeEach
  void open() {
    engine = new DuckDbEngine(folder.resolve(".tmp"));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  /** A file whose only instrument has the file's name. */
  private void csv(String name) {
    file(name, "symbol,day\n\"" + name.replace("\"", "\"\"") + "\"," + DAY + "\n");
  }

  private Path file(String name, String text) {
    return bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private Path bytes(String name, byte[] content) {
    try {
      Files.createDirectories(folder.resolve(name).getParent());
      return Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Path parquet(String name) {
    Path file = folder.resolve(name);
    ParquetTableTest.write(
        engine,
        List.of(TableConformance.SYMBOL, TableConformance.DAY),
        List.of(List.of(name, DAY)),
        file);
    return file;
  }

  private Set<String> instruments(String... written) {
    return new FileTable(engine, List.of(written), folder, TableConformance.PLAIN)
        .read(TableConformance.query())
        .instruments()
        .keySet();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.csv | a.csv",
        "./a.csv | a.csv",
        "sub/../a.csv | a.csv",
        "*.csv | a.csv b.csv",
        "?.csv | a.csv b.csv",
        "[a].csv | a.csv",
        "{a,sub/c}.csv | a.csv sub/c.csv",
        "sub/*.csv | sub/c.csv sub/d.csv",
        "*/*.csv | sub/c.csv sub/d.csv",
        "**/*.csv | a.csv b.csv sub/c.csv sub/d.csv sub/deep/e.csv",
        "sub | sub/c.csv sub/d.csv sub/deep/e.csv",
        "sub/ | sub/c.csv sub/d.csv sub/deep/e.csv"
      })
  void findsFilesFoldersAndPatterns(String written, String found) {
    for (String name : List.of("a.csv", "b.csv", "sub/c.csv", "sub/d.csv", "sub/deep/e.csv")) {
      csv(name);
    }
    for (String other :
        List.of(".hidden.csv", "sub/_temporary/x.csv", "sub/.part.csv", "sub/x.txt")) {
      csv(other);
    }

    assertThat(instruments(written)).containsExactlyInAnyOrder(found.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a[b].csv",
        "a*.csv",
        "what?.csv",
        "it's.csv",
        "q\"uote.csv",
        "{a,b}.csv",
        "back\\slash.csv",
        "~.csv",
        "sp ace; DROP TABLE x.csv",
        "a=1/b.csv",
        "größe.CSV"
      })
  void aFileThatIsCalledSoIsThatFileAndNoOther(String name) {
    csv(name);
    for (String other : List.of("ab.csv", "abc.csv", "whatx.csv")) {
      csv(other);
    }

    assertThat(instruments(name)).containsExactly(name);
  }

  @Test
  void readsSeveralFilesOfAKindAndEachOnce() {
    csv("a.csv");
    csv("b.csv");

    assertThat(instruments("a.csv", "*.csv", "b.csv")).containsExactly("a.csv", "b.csv");
  }

  @Test
  void readsCompressedFiles() throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("bars.csv.gz")))) {
      out.write(("symbol,day\nA," + DAY + "\n").getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = Files.readAllBytes(folder.resolve("bars.csv.gz"));
    bytes("cut.csv.gz", Arrays.copyOf(whole, whole.length - 12));

    assertThat(instruments("bars.csv.gz")).containsExactly("A");
    assertThatThrownBy(() -> instruments("cut.csv.gz"))
        .isInstanceOf(TableException.class)
        .hasMessageContaining("cut.csv.gz");
  }

  @Test
  void readsFilesWhoseFoldersSayTheSession() {
    engine.load(
        "made",
        List.of(
            io.dataflow.sentinel.engine.Column.optional(
                1, "symbol", io.dataflow.sentinel.engine.Column.Type.TEXT)),
        List.<Object[]>of(new Object[] {"HIVE"}));
    engine.store(
        "SELECT symbol FROM made",
        List.of(
            io.dataflow.sentinel.engine.Column.optional(
                1, "symbol", io.dataflow.sentinel.engine.Column.Type.TEXT)),
        folder.resolve("hive/day=2026-03-06/part.parquet"));

    assertThat(instruments("hive")).containsExactly("HIVE");
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t", "|"})
  void findsWhatSeparatesTheValues(String delimiter) {
    file("bars.csv", "day,symbol,close\n2026-03-06,A,1\n".replace(",", delimiter));

    assertThat(instruments("bars.csv")).containsExactly("A");
  }

  @Test
  void keepsTheZerosOfANumericName() {
    file("bars.csv", "symbol,day\n0700,2026-03-06\n700,2026-03-06\n1e3,2026-03-06\n");

    assertThat(instruments("bars.csv")).containsExactly("0700", "1e3", "700");
  }

  @Test
  void readsAByteOrderMarkAndWindowsLines() {
    file("bars.csv", "\uFEFFsymbol,day\r\nA,2026-03-06\r\n");

    assertThat(instruments("bars.csv")).containsExactly("A");
  }

  private void isUnreadable(String written, String... said) {
    assertThatThrownBy(() -> instruments(written))
        .isInstanceOfSatisfying(
            TableException.class,
            e -> assertThat(e.kind()).isEqualTo(TableException.Kind.UNREADABLE))
        .hasMessageContainingAll(said);
  }

  @Test
  void saysWhatCannotBeRead() throws IOException {
    byte[] whole = Files.readAllBytes(parquet("whole.parquet"));
    bytes("half.parquet", Arrays.copyOf(whole, whole.length / 2));
    bytes("empty.parquet", new byte[0]);
    bytes("empty.csv", new byte[0]);
    file("cut.csv", "symbol,day,close\nA,2026-03-06,1\nB,2026-0");
    bytes("latin.csv", "symbol,day\n\u00e4,2026-03-06\n".getBytes(StandardCharsets.ISO_8859_1));
    Files.createDirectories(folder.resolve("nothing"));

    isUnreadable("none.csv", "there is no file or folder " + folder.resolve("none.csv"));
    isUnreadable("none*.csv", "no file matches the pattern " + folder.resolve("none*.csv"));
    isUnreadable("none/*.csv", "no file matches");
    isUnreadable("nothing", "holds no .parquet, .csv or .csv.gz file");
    isUnreadable("half.parquet", "half.parquet", "not just being written?");
    isUnreadable("empty.parquet", "too small to be a Parquet file");
    isUnreadable("empty.csv", "starts with no header", "still being written?");
    isUnreadable("cut.csv", "cut.csv", "not just being written?");
    isUnreadable("latin.csv", "latin.csv", "utf-8");
  }

  @Test
  void saysWhatIsMistaken() {
    csv("a.csv");
    parquet("a.parquet");
    file("a.txt", "symbol,day\n");

    for (String mistaken : List.of("a.*", "a.txt", "a[.csv", "a\0.csv")) {
      assertThatThrownBy(() -> instruments(mistaken))
          .isInstanceOfSatisfying(
              TableException.class,
              e -> assertThat(e.kind()).as(mistaken).isEqualTo(TableException.Kind.SETTINGS));
    }
    assertThatThrownBy(() -> instruments("a.{csv,parquet}"))
        .hasMessageContaining("means Parquet files and CSV files");
  }
}
