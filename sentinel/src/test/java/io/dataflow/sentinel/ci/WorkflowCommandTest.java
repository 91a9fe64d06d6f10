package io.dataflow.sentinel.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.text.HostileValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkflowCommandTest {
  private static String of(String file, String title, String message) {
    return WorkflowCommand.of(
        new Annotation(Annotation.Level.ERROR, Optional.of(new Spot(file, 12)), title, message));
  }

  @Test
  void pointsAtALine() {
    assertThat(of("contracts/bars.yaml", "2 bars refused", "AAPL\nMSFT"))
        .isEqualTo("::error file=contracts/bars.yaml,line=12,title=2 bars refused::AAPL%0AMSFT");
    assertThat(
            WorkflowCommand.of(new Annotation(Annotation.Level.NOTICE, Optional.empty(), "a", "b")))
        .isEqualTo("::notice title=a::b");
  }

  @Test
  void whatStandsInTheTextIsReadBackAndIsNothingElse() {
    List<Runner.Command> read =
        Runner.commands(
            of("a,line=1::b%.yaml", "t,file=x::y: 100%", "::warning::z\n50% %0A ##[x]"));
    assertThat(read)
        .containsExactly(
            new Runner.Command(
                "error",
                Map.of("file", "a,line=1::b%.yaml", "line", "12", "title", "t,file=x::y: 100%"),
                "::warning::z\n50% %0A ##[x]"));
  }

  @Test
  void isOneLineAndOneCommandWhateverTheTexts() {
    for (String value : HostileValues.all().toList()) {
      String line = of("x" + value, value, value);
      assertThat(line).doesNotContain("\n", "\r");
      assertThat(Runner.commands(line)).as(value).hasSize(1);
    }
  }

  @Test
  void pathsAreThoseOfTheWorkspace() {
    Path workspace = Path.of("/srv/work/repo");
    assertThat(Spot.of(workspace, workspace.resolve("config/../config/assets.yaml"), 3))
        .isEqualTo(new Spot("config/assets.yaml", 3));
    assertThat(Spot.of(workspace, Path.of("/opt/contracts/bars.yaml"), 3).file())
        .isEqualTo("/opt/contracts/bars.yaml");
    assertThatThrownBy(() -> new Spot("a", 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
