package io.dataflow.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataflow.sentinel.config.Setting;
import io.dataflow.sentinel.config.SettingsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds {@code docs/CONFIGURATION.md} against the program, and writes it anew: {@code make docs}.
 */
class ConfigurationPageTest {
  @TempDir private Path folder;

  @Test
  void thePageIsThatOfTheProgram() throws IOException {
    String launcher = Files.readString(Path.of("..", "bin", "sentinel"));
    WrittenPage.hold("CONFIGURATION.md", new ConfigurationPage(folder, launcher).text());
  }

  static java.util.List<Setting<?>> settings() {
    return SettingsTable.all();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void everyExampleIsRead(Setting<?> setting) {
    String example = ConfigurationPage.EXAMPLES.get(setting.name());
    assertThat(example).as("an example of " + setting.name()).isNotNull();
    assertThat(setting.form().parse().apply(example)).isNotNull();
  }

  @Test
  void noExampleIsOfASettingThatIsGone() {
    Set<String> names = SettingsTable.all().stream().map(Setting::name).collect(Collectors.toSet());
    assertThat(ConfigurationPage.EXAMPLES.keySet()).isSubsetOf(names);
  }
}
