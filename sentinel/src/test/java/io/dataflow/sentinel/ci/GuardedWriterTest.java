package io.dataflow.sentinel.ci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dataflow.sentinel.text.HostileValues;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedWriterTest {
  private static String guarded(GuardedWriter.Form form, String... parts) throws IOException {
    StringWriter to = new StringWriter();
    try (GuardedWriter writer = new GuardedWriter(to, form)) {
      for (String part : parts) {
        writer.write(part);
      }
    }
    return to.toString();
  }

  private static String text(String... parts) throws IOException {
    return guarded(GuardedWriter.Form.TEXT, parts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::error::x",
        " \t::warning file=a,line=1::x",
        "\u00a0::error::x",
        "\u3000::add-mask::a",
        "\u0085::error::x",
        "\ufeff::error::x",
        "fine\n::set-output name=a::b",
        "fine\r::stop-commands::x",
        "AAPL: ##[error]x",
        "##[set-env name=PATH]/tmp",
        "###[group]x",
        "::error::x\n::error::y\n::error::z"
      })
  void noLineIsACommandToTheRunner(String hostile) throws IOException {
    assertThat(Runner.commands(hostile)).isNotEmpty();
    assertThat(Runner.commands(text(hostile))).isEmpty();
    String[] letters = hostile.split("");
    assertThat(text(letters)).as("in pieces").isEqualTo(text(hostile));
  }

  @Test
  void hostileValuesBehindColonsAreNoCommands() throws IOException {
    for (String value : HostileValues.all().toList()) {
      String printed = text(value + "::error::" + value + "\n::warning::" + value + "\n");
      assertThat(Runner.commands(printed)).as(value).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"AAPL: 20 bars", "a::b", "10:30", ": one", "# [a]", "#[a]", "", "\n\n"})
  void leavesEverythingElseAsItIs(String harmless) throws IOException {
    assertThat(text(harmless)).isEqualTo(harmless);
  }

  @Test
  void jsonReadsTheSameAndHasNoCommandInIt() throws IOException {
    String json = "{\n  \"name\" : \"##[error]x ::y\"\n}";

    String printed = guarded(GuardedWriter.Form.JSON, json);

    assertThat(Runner.commands(json)).hasSize(1);
    assertThat(Runner.commands(printed)).isEmpty();
    assertThat(new ObjectMapper().readValue(printed, Map.class))
        .isEqualTo(Map.of("name", "##[error]x ::y"));
  }

  @Test
  void knowsWhetherALineHasBegun() throws IOException {
    GuardedWriter writer = new GuardedWriter(new StringWriter(), GuardedWriter.Form.TEXT);
    assertThat(writer.atLineStart()).isTrue();
    writer.write("a");
    assertThat(writer.atLineStart()).isFalse();
    writer.write("b\n");
    assertThat(writer.atLineStart()).isTrue();
  }
}
