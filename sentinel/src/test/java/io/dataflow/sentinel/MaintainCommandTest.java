package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.json.Json;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sentinel maintain} and {@code sentinel rebuild --symbol} on the command line. */
@Tag("it")
class MaintainCommandTest {
  @TempDir private Path folder;
  private Cli cli;

  @BeforeEach
  void open() {
    cli = new Cli(folder).market("");
  }

  @AfterEach
  void close() {
    cli.close();
  }

  @Test
  void saysWhatLiesThereBeforeAndAfter() {
    cli.run();
    Cli.Ended text = cli.on("maintain");
    assertThat(text.code()).as(text.said()).isZero();
    assertThat(text.out()).contains("nothing removed", "silver", "BEFORE", "total");
    Cli.Ended json = cli.on("maintain --dry-run --json");
    Map<?, ?> said = (Map<?, ?>) Json.read(json.out());
    assertThat(said.get("dry_run")).isEqualTo(true);
    assertThat(said.get("after")).isNull();
    assertThat(((Map<?, ?>) said.get("before")).keySet().stream().map(String::valueOf))
        .containsExactly("bronze", "silver", "gold", "logs", "state", "total");
    assertThat(cli.on("maintain --only AAPL").code()).isEqualTo(4);
  }

  @Test
  void anotherMomentIsOnlyRehearsedWhereReadersMayBe() {
    cli.run();
    cli.source("https://example.com");
    Cli.Ended real = cli.on("maintain");
    assertThat(real.code()).isEqualTo(4);
    assertThat(real.err()).contains("--as-of goes with --dry-run");
    assertThat(cli.on("maintain --dry-run").code()).isZero();
  }

  @Test
  void nothingIsThereToMaintainBeforeTheFirstRun() {
    Cli.Ended ended = cli.on("maintain");
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.out()).contains("nothing removed");
  }

  @Test
  void wrongPoliciesAreRefusedByName() {
    cli.pipeline("maintenance: {keep_snapshots: PT1H, keep_vintage: P400D}\n");
    Cli.Ended ended = cli.on("maintain");
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err())
        .contains("keep_snapshots: a duration from P1D to", "keep_vintage", "keep_vintages");
  }

  @Test
  void rebuildTakesSymbolsThatAreKnown() {
    cli.run();
    assertThat(cli.on("rebuild all --symbol aapl").code()).isZero();
    Cli.Ended unknown = cli.on("rebuild silver --symbol NOSUCH");
    assertThat(unknown.code()).isEqualTo(4);
    assertThat(unknown.err()).contains("about 'NOSUCH'");
  }
}
