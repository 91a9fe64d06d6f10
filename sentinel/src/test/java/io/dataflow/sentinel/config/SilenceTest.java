package io.dataflow.sentinel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final LocalDate FIRST = LocalDate.of(2024, 7, 1);
  private static final LocalDate LAST = LocalDate.of(2024, 7, 31);

  @Test
  void includesItsFirstAndLastSession() {
    Silence silence = new Silence(Optional.of(FIRST), Optional.of(LAST));
    assertThat(silence.covers(FIRST.minusDays(1))).isFalse();
    assertThat(silence.covers(FIRST)).isTrue();
    assertThat(silence.covers(LAST)).isTrue();
    assertThat(silence.covers(LAST.plusDays(1))).isFalse();
  }

  @Test
  void isOpenWhereNoDateStands() {
    assertThat(new Silence(Optional.of(FIRST), Optional.empty()).covers(LocalDate.MAX)).isTrue();
    assertThat(new Silence(Optional.empty(), Optional.of(LAST)).covers(LocalDate.MIN)).isTrue();
    assertThatThrownBy(() -> new Silence(Optional.empty(), Optional.empty()))
        .hasMessage("a silence has a first or a last session");
  }
}
