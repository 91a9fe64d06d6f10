package io.dataflow.sentinel.source.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.market.Symbol;
import io.dataflow.sentinel.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultFileTest {
  @TempDir Path folder;

  private Faults faults(String... lines) throws IOException {
    Path file = folder.resolve("faults.yaml");
    Files.writeString(file, "faults:\n" + String.join("\n", lines) + "\n");
    return Faults.read(file);
  }

  @Test
  void reportsEveryProblemOfAFileAtOnce() {
    assertThatThrownBy(
            () ->
                faults(
                    "- {symbol: SPY, fault: null-bar, dat: 2021-03-29}",
                    "- {fault: out-of-order}",
                    "- {symbol: '../x', fault: slow}",
                    "- {symbol: SPY, fault: status, status: 7, body: absent.json}",
                    "- {symbol: SPY, fault: wrong-value, date: 2021-02-30, field: vol, value: x}",
                    "- {symbol: SPY, fault: huge, bytes: -1, times: 0}",
                    "- nonsense"))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("faults.yaml:2: unknown key \"dat\". Did you mean \"date\"?")
        .hasMessageContaining("faults.yaml:2: the key \"date\" is missing")
        .hasMessageContaining("faults.yaml:3: the key \"symbol\" is missing")
        .hasMessageContaining("faults.yaml:4: symbol: not a symbol: \"../x\"")
        .hasMessageContaining("faults.yaml:4: fault: one of delay, status, body, html-page,")
        .hasMessageContaining("faults.yaml:5: status: an HTTP status from 200 to 599 is wanted")
        .hasMessageContaining("faults.yaml:5: body: the file \"absent.json\" cannot be read")
        .hasMessageContaining("faults.yaml:6: date: a date such as 2024-07-03 is wanted")
        .hasMessageContaining("faults.yaml:6: field: one of timestamp, open, high,")
        .hasMessageContaining("faults.yaml:6: value: a number, NaN or Infinity is wanted")
        .hasMessageContaining("faults.yaml:7: bytes: a whole number from 0 on is wanted")
        .hasMessageContaining("faults.yaml:7: times: a whole number from 1 on is wanted")
        .hasMessageContaining("faults.yaml:8: a mapping is wanted here");
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void readsEachKindAsItsHelpWritesIt(FaultKind kind) throws IOException {
    Files.writeString(folder.resolve("FILE"), "body");
    String values =
        kind.example()
            .replaceAll("\\[.* \\| .*?]", "")
            .replaceAll("[\\[\\]]", "")
            .replaceAll("([a-z-]+: )", ", $1")
            .replace("TYPE", "text/html");
    Faults faults = faults("- {symbol: SPY, fault: " + kind.word() + values + "}");
    assertThat(faults.list()).hasSize(1).first().asString().startsWith("SPY: ");
    assertThat(Faults.kinds()).anyMatch(line -> line.startsWith(kind.word() + " "));
  }

  @Test
  void shipsTheFaultsOfTheDemonstration() {
    Faults faults = Faults.read(Path.of("../config/demo/faults.yaml"));
    assertThat(faults.list())
        .containsExactly(
            "TSLA: the feed has stopped after 2026-03-05",
            "SPY: the bar of 2026-03-06 has its high below its low",
            "ETH-USD: the request is answered with status 429, once",
            "NOSUCH: the symbol is unknown");
    assertThat(faults.rules().get(0).symbol()).contains(new Symbol("TSLA"));
  }

  @Test
  void takesAFileWithoutFaultsForNone() throws IOException {
    assertThat(faults("  # none today")).isEqualTo(Faults.none());
  }
}
