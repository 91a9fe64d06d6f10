package io.dataflow.sentinel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelationNameTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "bars, '\"bars\"'",
        "Market.Bars, '\"market\".\"bars\"'",
        "'\"My Schema\".\"T.able\"', '\"My Schema\".\"T.able\"'",
        "'\"a\"\"b\"', '\"a\"\"b\"'",
        "größe, '\"größe\"'"
      })
  void readsANameAsSqlDoes(String text, String quoted) {
    assertThat(RelationName.parse(text).quoted()).isEqualTo(quoted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a.b.c", "a b", "\"a", "a; DROP TABLE b", "\"\""})
  void refusesWhatIsNoName(String text) {
    assertThatThrownBy(() -> RelationName.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("market.bars");
  }
}
