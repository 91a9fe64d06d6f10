package io.dataflow.sentinel.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForeignTextTest {
  @ParameterizedTest
  @MethodSource("io.dataflow.sentinel.text.HostileValues#all")
  void storesEverythingButWhatNoStoreHolds(String value) {
    assertThat(ForeignText.storable(value)).isEqualTo(HostileValues.stored(value));
  }

  @ParameterizedTest
  @MethodSource("io.dataflow.sentinel.text.HostileValues#all")
  void showsNothingThatSteersATerminal(String value) {
    assertThat(ForeignText.line(value).chars())
        .noneMatch(Character::isISOControl)
        .doesNotContain(0x202e, 0x2028, 0x2067);
    assertThat(ForeignText.lines(value).chars().filter(c -> c != '\n' && c != '\t'))
        .noneMatch(Character::isISOControl);
  }

  @Test
  void keepsLinesWhereThereMayBeSome() {
    assertThat(ForeignText.lines("a\n\tb\u001b\r")).isEqualTo("a\n\tb??");
    assertThat(ForeignText.line("a\n\tb\u001b")).isEqualTo("a??b?");
  }

  @Test
  void cutsBetweenCharactersAndNotWithinOne() {
    assertThat(ForeignText.cut("🚀🚀🚀", 2)).isEqualTo("🚀🚀...");
    assertThat(ForeignText.cut("🚀🚀", 2)).isEqualTo("🚀🚀");
  }
}
