package io.dataflow.sentinel.source.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTextTest {
  @Test
  void readsQuotedFieldsWithCommasQuotesAndLineEnds() {
    List<CsvText.Row> rows = CsvText.parse("a,\"b,\"\"c\"\"\nd\",\r\n\nlast,x\n");
    assertThat(rows)
        .containsExactly(
            new CsvText.Row(1, List.of("a", "b,\"c\"\nd", "")),
            new CsvText.Row(4, List.of("last", "x")));
  }

  @Test
  void skipsTheByteOrderMarkAndNeedsNoLastLineEnd() {
    assertThat(CsvText.parse("\ufeffa,b")).containsExactly(new CsvText.Row(1, List.of("a", "b")));
    assertThat(CsvText.parse("")).isEmpty();
  }

  @Test
  void givesEmptyTextForAMissingField() {
    assertThat(CsvText.parse("a").get(0).field(7)).isEmpty();
  }
}
