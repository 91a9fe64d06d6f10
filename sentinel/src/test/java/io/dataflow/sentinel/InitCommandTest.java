package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("it")
class InitCommandTest {
  @TempDir private Path folder;

  private Path project() {
    return folder.resolve("new/market data");
  }

  private Cli.Ended init(String... more) {
    String[] words = new String[more.length + 2];
    words[0] = "init";
    words[1] = project().toString();
    System.arraycopy(more, 0, words, 2, more.length);
    return Cli.bare(words);
  }

  @Test
  void makesAProjectThatRunsAtOnce() {
    Cli.Ended made = init("--symbol", "AAPL,BTC-USD", "--start", "2026-02-02");
    assertThat(made.code()).isZero();
    assertThat(made.out())
        .contains("made  config/assets.yaml", "sentinel run")
        .doesNotContain("kept");

    Path other = folder.resolve("market");
    try (Cli market = new Cli(other).market("")) {
      String settings = project().resolve("config/assets.yaml").toString();
      Files.copy(other.resolve(".env"), project().resolve(".env"));
      Cli.Ended ran = Cli.bare("run", "--config", settings, "--as-of", "2026-03-07T04:45:00Z");
      assertThat(ran.said()).contains("FRESH, all 2 instruments that are due are there");
      assertThat(ran.code()).isZero();
      assertThat(project().resolve("data/gold/aggregates.csv")).isNotEmptyFile();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void quotesSymbolsThatReadLikeSomethingElse() {
    assertThat(init("--symbol", "ON,7203.T,^GSPC,NO,GC=F").code()).isZero();
    assertThat(
            SettingsReader.read(
                    project().resolve("config/assets.yaml"),
                    Map.of("SENTINEL_ENV_FILE", "/dev/null"),
                    Optional.empty(),
                    Optional.empty())
                .settings()
                .assets())
        .extracting(asset -> asset.symbol().value())
        .containsExactly("ON", "7203.T", "^GSPC", "NO", "GC=F");
  }

  @Test
  void overwritesNothing() throws IOException {
    Path own = project().resolve("contracts/bars.yaml");
    Files.createDirectories(own.getParent());
    Files.writeString(own, "mine");
    Cli.Ended made = init();
    assertThat(made.code()).isZero();
    assertThat(made.out()).contains("kept  contracts/bars.yaml", "made  README.md");
    assertThat(own).hasContent("mine");

    Cli.Ended again = init("--symbol", "MSFT");
    assertThat(again.code()).isEqualTo(ExitCode.USAGE);
    assertThat(again.err()).contains("is a project already", "sentinel add SYMBOL");
    assertThat(project().resolve("config/assets.yaml")).content().doesNotContain("MSFT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "../x", "AAPL,,SPY", "A B", "AAPL;rm"})
  void refusesWhatIsNoSymbol(String symbols) {
    Cli.Ended ended = init("--symbol", symbols);
    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).contains("--symbol: not a symbol");
    assertThat(project()).doesNotExist();
  }

  @Test
  void saysWhatCannotBeWritten() throws IOException {
    Files.writeString(folder.resolve("new"), "a file");
    Cli.Ended ended = init();
    assertThat(ended.code()).isEqualTo(ExitCode.NOT_RECORDED);
    assertThat(ended.err()).contains("could not be written", "Check the disk and its permissions");
  }
}
