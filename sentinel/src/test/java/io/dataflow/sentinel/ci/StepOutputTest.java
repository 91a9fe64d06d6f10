package io.dataflow.sentinel.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataflow.sentinel.text.HostileValues;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StepOutputTest {
  @Test
  void valuesOfOneLineAreWrittenPlainly() {
    assertThat(StepOutput.text(Map.of("exit-code", "1", "coverage", "4/7")))
        .isEqualTo("coverage=4/7\nexit-code=1\n");
  }

  @Test
  void noValueCanEndItselfOrBeginAnother() {
    Map<String, String> values = new TreeMap<>();
    values.put("problems", "a\nEND\nexit-code=0\nEND_\nverdict<<X\nFRESH\nX");
    values.put("verdict", "LATE");
    values.put("what", "<<END");

    assertThat(Runner.outputs(StepOutput.text(values))).isEqualTo(values);
  }

  @Test
  void hostileValuesStayWithinTheirs() {
    for (String value : HostileValues.all().toList()) {
      Map<String, String> read =
          Runner.outputs(StepOutput.text(Map.of("a", value, "b", value + "\nEND", "c", "fine")));
      assertThat(read).as(value).containsOnlyKeys("a", "b", "c").containsEntry("c", "fine");
    }
  }

  @Test
  void aNameIsAName() {
    assertThatThrownBy(() -> StepOutput.text(Map.of("a=b", "c")))
        .hasMessage("no name of an output: a=b");
  }
}
