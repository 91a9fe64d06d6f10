package io.dataflow.sentinel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.market.Interval;
import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsEditorTest {
  private static final String TEXT = "# mine\nassets:\n- AAPL # apple\n# end\nstart_date: x\n";

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("assets.yaml"), text);
  }

  private static void add(Path file, String symbol) {
    SettingsEditor.add(file, new Symbol(symbol), Interval.DAY_1, Optional.empty());
  }

  @Test
  void addsBehindTheLastAssetAndLeavesNothingElseBehind() throws IOException {
    Path file = file(TEXT);
    add(file, "GC=F");
    assertThat(file).hasContent(TEXT.replace("# apple\n", "# apple\n- GC=F\n"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void writesAMappingWhenThereIsMoreThanASymbol() throws IOException {
    Path file = file("assets:\n- AAPL\n");
    SettingsEditor.add(file, new Symbol("AAPL"), Interval.MINUTE_5, Optional.of("XNYS"));
    assertThat(file)
        .hasContent("assets:\n- AAPL\n- {symbol: AAPL, interval: 5m, calendar: XNYS}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NO", "ON", "TRUE", "NULL", "Y", "0700.HK", "1E5", "^GSPC", "A&B", "A=B"})
  void writesSymbolsThatReadBackAsTheyWere(String symbol) throws IOException {
    Path file = file("assets:\n- AAPL\n");
    add(file, symbol);
    Settings settings =
        SettingsReader.read(file, Map.of(), Optional.empty(), Optional.empty()).settings();
    assertThat(settings.assets().get(1).symbol()).isEqualTo(new Symbol(symbol));
  }

  @Test
  void refusesWhatIsThereAlready() throws IOException {
    Path file = file(TEXT);
    assertThatThrownBy(() -> add(file, "aapl"))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage(file + ":3: aapl at 1d is there already");
    assertThat(file).hasContent(TEXT);
  }

  @Test
  void refusesAFileWithProblems() throws IOException {
    Path file = file("tickers:\n- AAPL\n");
    assertThatThrownBy(() -> add(file, "SPY"))
        .hasMessage(file + ":1: the key \"tickers\" is retired: write \"assets\"");
    assertThatThrownBy(() -> add(folder.resolve("none.yaml"), "SPY"))
        .hasMessage(folder.resolve("none.yaml") + ":1: there is no such file");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void keepsPermissionsAndFollowsLinks() throws IOException {
    Path file = file(TEXT);
    Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rw-r-----");
    Files.setPosixFilePermissions(file, permissions);
    Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);
    add(link, "SPY");
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(permissions);
    assertThat(Files.readString(file)).contains("- SPY");
  }
}
